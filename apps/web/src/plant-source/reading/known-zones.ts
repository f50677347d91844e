/** Zones that are likely here, the likeliest first, and all others. */
export interface KnownZones {
  readonly likely: readonly string[];
  readonly all: readonly string[];
}

/** Of several zones with one offset, those in which most plants stand come first. */
const USUAL = [
  'Europe/Berlin',
  'Europe/London',
  'Asia/Kolkata',
  'America/Chicago',
  'America/New_York',
  'America/Los_Angeles',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'America/Sao_Paulo',
];

/** Zones that this browser knows, its own first. */
export const knownZones = (): KnownZones => ({
  likely: [Intl.DateTimeFormat().resolvedOptions().timeZone, 'UTC', ...USUAL],
  all: Intl.supportedValuesOf('timeZone'),
});
