import type { Feed, Models, OrganizationReading } from './organization-reading.js';

/** Why an organization needs a super-admin; the first one counts. */
export const NEEDS = [
  'unread',
  'feed-down',
  'model-failed',
  'feed-degraded',
  'training',
  'errors',
  'rules-only',
  'model-watch',
] as const;
export type NeedKind = (typeof NEEDS)[number];

export type Need =
  | { readonly kind: 'errors'; readonly count: number }
  /** `reason` is the sentence of the service that found it. */
  | { readonly kind: Exclude<NeedKind, 'errors'>; readonly reason: string };

type FeedProblem = Feed['problem'];

/** A feed that nobody has connected yet, or that begins just now. */
const SET_UP: readonly FeedProblem[] = ['not-configured', 'disabled', 'connecting'];

export const isInSetUp = (feed: Feed | null): boolean => feed === null || SET_UP.includes(feed.problem);

export interface NeedFacts {
  /** Null: nothing has been read yet. */
  readonly reading: OrganizationReading | null;
  /** Why the newest reading failed; null where it did not. */
  readonly problem: string | null;
  /** Messages of the organization that no reader could use. */
  readonly errors: number;
}

/** Everything that an organization needs somebody for, the worst first. */
export function needsOf({ reading, problem, errors }: NeedFacts): Need[] {
  const found: Need[] = [
    ...(problem === null ? [] : [{ kind: 'unread', reason: problem } as const]),
    ...(reading === null ? [] : [...feedNeeds(reading.feed), ...modelNeeds(reading)]),
    ...(errors === 0 ? [] : [{ kind: 'errors', count: errors } as const]),
  ];
  return found.toSorted((a, b) => NEEDS.indexOf(a.kind) - NEEDS.indexOf(b.kind));
}

function feedNeeds(feed: Feed | null): Need[] {
  if (feed === null || feed.state === 'ok' || isInSetUp(feed)) return [];
  return [{ kind: feed.state === 'down' ? 'feed-down' : 'feed-degraded', reason: feed.reason }];
}

function modelNeeds({ feed, models }: OrganizationReading): Need[] {
  const { serving, training } = models;
  return [
    ...servingNeeds(serving, isInSetUp(feed)),
    ...(training?.attention == null ? [] : [{ kind: 'training', reason: training.attention } as const]),
    ...(serving?.watch ?? []).map(({ message }) => ({ kind: 'model-watch', reason: message }) as const),
  ];
}

/** Without rows there is nothing to predict: a plant that is being connected needs no model yet. */
function servingNeeds(serving: Models['serving'], isSettingUp: boolean): Need[] {
  if (serving?.state === 'failed') return [{ kind: 'model-failed', reason: serving.reason }];
  if (serving?.state === 'rules-only' && !isSettingUp)
    return [{ kind: 'rules-only', reason: serving.reason }];
  return [];
}
