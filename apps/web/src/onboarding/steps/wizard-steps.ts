/** The steps of the wizard, in order; each has an address of its own. */
export const STEPS = ['organization', 'connection', 'tables', 'mapping', 'dry-run', 'live'] as const;
export type Step = (typeof STEPS)[number];

/** What the wizard knows of its own progress. */
export interface Progress {
  readonly hasOrganization: boolean;
  /** The test of the connection, as it is typed now, went well. */
  readonly isConnected: boolean;
  /** A table was chosen, and how to read it is known. */
  readonly hasTable: boolean;
  /** Nothing is left to decide, and nothing is wrong. */
  readonly isMapped: boolean;
  /** The configuration, as it is now, gave scans. */
  readonly isTried: boolean;
  readonly isLive: boolean;
}

const DONE: Readonly<Record<Step, keyof Progress>> = {
  organization: 'hasOrganization',
  connection: 'isConnected',
  tables: 'hasTable',
  mapping: 'isMapped',
  'dry-run': 'isTried',
  live: 'isLive',
};

export const isStep = (text: string): text is Step => STEPS.some((step) => step === text);

/** A step needs all that come before it: what they found may have changed since. */
export function firstMissing(step: Step, progress: Progress): Step | null {
  // What is live needs none of what led to it.
  if (isOver(progress)) return null;
  return STEPS.slice(0, STEPS.indexOf(step)).find((earlier) => !progress[DONE[earlier]]) ?? null;
}

/** What led to a plant that is live is done, though none of it is kept. */
export const isDone = (step: Step, progress: Progress): boolean =>
  isOver(progress) || (progress[DONE[step]] && firstMissing(step, progress) === null);

/** The plant is live: its wizard shows nothing else. */
export const isOver = ({ hasOrganization, isLive }: Progress): boolean => hasOrganization && isLive;

export const stepBefore = (step: Step): Step | null => STEPS[STEPS.indexOf(step) - 1] ?? null;
export const stepAfter = (step: Step): Step | null => STEPS[STEPS.indexOf(step) + 1] ?? null;
