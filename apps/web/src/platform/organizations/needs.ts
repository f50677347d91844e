import type { Feed, Glance, Serving } from './glance.js';

/** Why an organization needs a super-admin; the first one counts. */
export const NEEDS = [
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
  | { readonly kind: 'feed-down' | 'feed-degraded'; readonly feed: Feed }
  | { readonly kind: 'model-failed' | 'rules-only'; readonly serving: Serving }
  | { readonly kind: 'model-watch'; readonly finding: Finding }
  /** What admins must do, as the training service says it. */
  | { readonly kind: 'training'; readonly attention: string };

type Finding = NonNullable<Serving['watch']>[number];

type FeedProblem = Feed['problem'];

/** A feed that nobody has connected yet, or that begins just now. */
const SET_UP: readonly FeedProblem[] = ['not-configured', 'disabled', 'connecting'];

export const isInSetUp = (feed: Feed | null): boolean => feed === null || SET_UP.includes(feed.problem);

/** Everything that an organization needs somebody for, the worst first. */
export function needsOf(glance: Pick<Glance, 'feed' | 'serving' | 'training' | 'deadLetters'>): Need[] {
  const { feed, serving, training, deadLetters } = glance;
  const found: Need[] = [
    ...feedNeeds(feed),
    ...servingNeeds(serving, isInSetUp(feed)),
    ...(training?.attention == null ? [] : [{ kind: 'training', attention: training.attention } as const]),
    ...(serving?.watch ?? []).map((finding) => ({ kind: 'model-watch', finding }) as const),
    ...(deadLetters === 0 ? [] : [{ kind: 'errors', count: deadLetters } as const]),
  ];
  return found.toSorted((a, b) => NEEDS.indexOf(a.kind) - NEEDS.indexOf(b.kind));
}

function feedNeeds(feed: Feed | null): Need[] {
  if (feed === null || feed.state === 'ok' || isInSetUp(feed)) return [];
  return [{ kind: feed.state === 'down' ? 'feed-down' : 'feed-degraded', feed }];
}

/** Without rows there is nothing to predict: a plant that is being connected needs no model yet. */
function servingNeeds(serving: Serving | null, isSettingUp: boolean): Need[] {
  if (serving?.state === 'failed') return [{ kind: 'model-failed', serving }];
  if (serving?.state === 'rules-only' && !isSettingUp) return [{ kind: 'rules-only', serving }];
  return [];
}
