import type { Glance, Training } from '../organizations/glance.js';

/** Stages in which a training works; all others wait or are over. */
const AT_WORK: readonly Training['stage'][] = [
  'extracting',
  'labelling',
  'training',
  'evaluating',
  'registering',
];

export const isAtWork = ({ stage }: Training): boolean => AT_WORK.includes(stage);

export interface QueuedTraining {
  readonly organization: Glance['organization'];
  readonly training: Training;
}

const nextMs = ({ training: { nextAt } }: QueuedTraining): number =>
  nextAt == null ? Infinity : Date.parse(nextAt);

function placeOf({ training }: QueuedTraining): number {
  if (isAtWork(training)) return 0;
  if (training.stage === 'waiting') return 1;
  return training.attention == null ? 3 : 2;
}

/**
 * Trainings of all enabled organizations: those that run, those that wait, those that an admin must
 * help, then the others by their schedule.
 */
export function queueOf(glances: readonly Glance[]): QueuedTraining[] {
  return glances
    .flatMap(({ organization, training }) =>
      organization.enabled && training !== null ? [{ organization, training }] : [],
    )
    .toSorted(
      (a, b) =>
        placeOf(a) - placeOf(b) ||
        b.training.progress - a.training.progress ||
        compare(nextMs(a), nextMs(b)) ||
        a.organization.name.localeCompare(b.organization.name),
    );
}

/** Infinity is equal to itself: their difference is no number. */
const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
