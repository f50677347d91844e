import type { LeaseRecord } from '@eagle/contracts/bus';

/** What the store holds under the key, with the revision that each write raises. */
export interface LeaseEntry {
  readonly record: LeaseRecord;
  readonly revision: number;
}

/** What one process knows of a lease. All times are those of its own steady clock, in milliseconds. */
export interface LeaseView {
  /** The revision that was read last and since when it has stood there unchanged; null: nothing was read. */
  readonly seen: { readonly revision: number; readonly sinceMs: number } | null;
  /** The lease as it is held here; null: not held. */
  readonly holding: {
    /** Of the newest write of this holder. */
    readonly revision: number;
    /** Of the write with which it was taken; higher than that of every holder before. */
    readonly fencingRevision: number;
    /** When the newest write was begun: the store may have it from then on. */
    readonly renewedAtMs: number;
  } | null;
}

export const NEVER_SEEN: LeaseView = { seen: null, holding: null };

/** The key was read. The age of a revision counts from the moment at which it was first seen here. */
export function read(view: LeaseView, entry: LeaseEntry | null, nowMs: number): LeaseView {
  const revision = entry?.revision ?? 0;
  return view.seen?.revision === revision ? view : { ...view, seen: { revision, sinceMs: nowMs } };
}

/**
 * Whether `owner` may try to take what was read: it is free, its own, or nobody has renewed it for one whole ttl. The holder counts its
 * own ttl from before its write, a candidate from after it, so that the holder gives up first whatever their clocks show.
 */
export function mayTake(
  { seen }: LeaseView,
  entry: LeaseEntry | null,
  owner: string,
  nowMs: number,
): boolean {
  if (entry === null || entry.record.owner === owner || entry.record.owner === '') return true;
  return seen?.revision === entry.revision && nowMs - seen.sinceMs > entry.record.ttlMs;
}

/** A conditional write succeeded with this revision; it was begun at `begunMs`. */
export function wrote(view: LeaseView, revision: number, begunMs: number, isNewTerm: boolean): LeaseView {
  const fencingRevision = isNewTerm ? revision : (view.holding?.fencingRevision ?? revision);
  return { ...view, holding: { revision, fencingRevision, renewedAtMs: begunMs } };
}

/** It was given back, or somebody else wrote in between. */
export const lost = (view: LeaseView): LeaseView => ({ ...view, holding: null });

/** Whether the holder may still act: its newest write was begun less than a ttl ago. */
export const isHeld = ({ holding }: LeaseView, ttlMs: number, nowMs: number): boolean =>
  holding !== null && nowMs - holding.renewedAtMs < ttlMs;
