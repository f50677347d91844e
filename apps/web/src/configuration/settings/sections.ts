/** Groups of settings, in the order in which a plant is set up; each names the properties it shows. */
export const SECTIONS = {
  general: ['timeZone', 'scanPeriodMs', 'quotaRowsPerSecond'],
  states: ['operatingStates', 'predictInStates'],
  failures: ['failures'],
  prediction: ['prediction'],
  alerts: ['alerts'],
  training: ['training', 'shadow'],
  features: ['features'],
  history: ['history'],
} as const;

export type SectionName = keyof typeof SECTIONS;

export const SECTION_NAMES = [
  'general',
  'states',
  'failures',
  'prediction',
  'alerts',
  'training',
  'features',
  'history',
] as const satisfies readonly SectionName[];

/** The section that shows a property of the settings. */
export const sectionOf = (property: string): SectionName =>
  SECTION_NAMES.find((name) => SECTIONS[name].some((shown) => shown === property)) ?? 'general';
