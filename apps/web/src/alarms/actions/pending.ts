import type { Alert } from '../../api/index.js';

export type EndingAction = 'resolve' | 'dismiss';
export type ActionName = 'acknowledge' | EndingAction;

/** What a person did with an alert, until the platform has said what became of it. */
export type Pending =
  /** On its way to the platform. */
  | { readonly kind: 'sending'; readonly action: ActionName }
  /** Acknowledged without a connection: kept in this browser until there is one. */
  | { readonly kind: 'waiting' }
  /** Held back until `until`, so that it can be undone. */
  | { readonly kind: 'held-back'; readonly action: EndingAction; readonly until: number }
  | { readonly kind: 'refused'; readonly action: ActionName; readonly why: Refusal }
  /** Somebody else acknowledged it before: theirs stands. */
  | { readonly kind: 'somebody-first'; readonly at: string };

/**
 * Why an action did not happen: the alert became worse, had already ended, is not there, no answer
 * came, or the platform gave another reason.
 */
export type Refusal = 'changed' | 'ended' | 'not-found' | 'lost' | 'other';

const shownAsAcknowledged = (pending: Pending | undefined): boolean =>
  pending?.kind === 'waiting' || (pending?.kind === 'sending' && pending.action === 'acknowledge');

/** Whether an alert is drawn as acknowledged: it is, or the person just did it. */
export const isSeenAcknowledged = ({ state }: Alert, pending: Pending | undefined): boolean =>
  state.acknowledged || shownAsAcknowledged(pending);
