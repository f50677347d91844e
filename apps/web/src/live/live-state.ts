import type { SocketCursor, SocketResumed, StatusPush } from '@eagle/contracts/socket';
import type { Alert } from '../api/index.js';

/**
 * What is known of an organization's alerts. Alerts come from two sides, from the socket and from
 * pages of REST; they are joined by `id`, and the highest `revision` wins, in whatever order they
 * come.
 */
export interface LiveState {
  /** Alerts that are not over, by id. */
  readonly alerts: ReadonlyMap<string, Alert>;
  /** Revision of each alert that is over: a late page does not bring it back. */
  readonly over: ReadonlyMap<string, number>;
  /** The place in the alert stream that belongs to these alerts. */
  readonly place: SocketCursor | null;
  readonly feed: StatusPush['feed'];
  readonly training: StatusPush['training'];
  readonly serving: StatusPush['serving'];
}

/** A change as the socket sends it, and its place in the alert stream. */
export interface AlertChange {
  readonly cursor: number;
  readonly alert: Alert;
}

export const EMPTY_LIVE_STATE: LiveState = {
  alerts: new Map(),
  over: new Map(),
  place: null,
  feed: null,
  training: null,
  serving: null,
};

/** Cleared and acknowledged, or ended by a person: it leaves the list. */
export const isOver = ({ state, resolvedAt }: Alert): boolean =>
  resolvedAt !== null || (!state.active && state.acknowledged);

/** Over alerts that are remembered; older ones are long out of every page that is still read. */
const OVER_MAX = 5_000;

/** Joins alerts into the state. @returns the same state where nothing is newer. */
export function mergeAlerts(state: LiveState, incoming: readonly Alert[]): LiveState {
  const news = incoming.filter(({ id, revision }) => revision > knownRevision(state, id));
  if (news.length === 0) return state;
  const alerts = new Map(state.alerts);
  const over = new Map(state.over);
  for (const alert of news) {
    // The same alert can come twice in one call.
    if (alert.revision <= Math.max(alerts.get(alert.id)?.revision ?? 0, over.get(alert.id) ?? 0)) continue;
    if (isOver(alert)) {
      alerts.delete(alert.id);
      over.set(alert.id, alert.revision);
    } else {
      over.delete(alert.id);
      alerts.set(alert.id, alert);
    }
  }
  return { ...state, alerts, over: newest(over) };
}

/**
 * Takes changes from the socket: the alerts and the place move in one step.
 * @returns the same state where all were taken before.
 */
export function takeChanges(state: LiveState, changes: readonly AlertChange[]): LiveState {
  const { place } = state;
  const news = changes.filter(({ cursor }) => place === null || cursor > place.cursor);
  if (news.length === 0) return state;
  const cursor = news.reduce((highest, change) => Math.max(highest, change.cursor), 0);
  const alerts = news.map(({ alert }) => alert);
  return { ...mergeAlerts(state, alerts), place: { ...place, cursor } };
}

/** The place of a client that has none; a later one is the server's, not ours. */
export const takePosition = (state: LiveState, position: SocketCursor): LiveState =>
  state.place === null ? { ...state, place: position } : state;

/**
 * The answer to a resume.
 * @returns the state, and whether changes are gone: then the active alerts are read anew.
 */
export function takeResumed(
  state: LiveState,
  { cursor, stream, complete }: Pick<SocketResumed, 'cursor' | 'stream' | 'complete'>,
): { readonly state: LiveState; readonly isToReadAnew: boolean } {
  const at = complete ? Math.max(cursor, state.place?.cursor ?? 0) : cursor;
  const place = stream === undefined ? { cursor: at } : { cursor: at, stream };
  return { state: { ...state, place }, isToReadAnew: !complete };
}

/**
 * After all active alerts were read: what the list does not hold any more is over, unless a change
 * of it came while the list was read.
 * @param before  The state when the reading began.
 */
export function takeWholeList(state: LiveState, before: LiveState, list: readonly Alert[]): LiveState {
  const merged = mergeAlerts(state, list);
  const listed = new Set(list.map(({ id }) => id));
  const gone = [...merged.alerts.values()].filter(
    ({ id, revision }) => !listed.has(id) && before.alerts.get(id)?.revision === revision,
  );
  if (gone.length === 0) return merged;
  const alerts = new Map(merged.alerts);
  const over = new Map(merged.over);
  for (const { id, revision } of gone) {
    alerts.delete(id);
    over.set(id, revision);
  }
  return { ...merged, alerts, over: newest(over) };
}

const knownRevision = ({ alerts, over }: LiveState, id: string): number =>
  Math.max(alerts.get(id)?.revision ?? 0, over.get(id) ?? 0);

function newest(over: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  if (over.size <= OVER_MAX) return over;
  return new Map([...over].slice(over.size - OVER_MAX));
}
