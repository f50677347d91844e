import type { LeaseRecord } from '@eagle/contracts/bus';

/** The stored value of the key, with the revision that each write increases. */
export interface LeaseEntry {
  readonly record: LeaseRecord;
  readonly revision: number;
}

/** One process's view of a lease. All times are in milliseconds of its steady clock. */
export interface LeaseView {
  /** The last revision read and since when it is unchanged; null: nothing was read. */
  readonly seen: { readonly revision: number; readonly sinceMs: number } | null;
  /** The lease held here; null: not held. */
  readonly holding: {
    /** Revision of the newest write of this holder. */
    readonly revision: number;
    /** Revision of the write that took the lease; higher than that of every earlier holder. */
    readonly fencingRevision: number;
    /** Start of the newest write: the store may hold it from then on. */
    readonly renewedAtMs: number;
  } | null;
}

export const NEVER_SEEN: LeaseView = { seen: null, holding: null };

/**
 * Records a read of the key. The age of a revision counts from the moment at which it was first
 * seen here.
 */
export function read(view: LeaseView, entry: LeaseEntry | null, nowMs: number): LeaseView {
  const revision = entry?.revision ?? 0;
  return view.seen?.revision === revision ? view : { ...view, seen: { revision, sinceMs: nowMs } };
}

/**
 * Whether `owner` may try to take the lease: it is free, belongs to `owner`, or was not renewed for
 * one whole ttl. The holder counts its ttl from before its write, a candidate from after it, so the
 * holder always gives up first, whatever their clocks show.
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

/** Records a successful conditional write with this revision, started at `begunMs`. */
export function wrote(view: LeaseView, revision: number, begunMs: number, isNewTerm: boolean): LeaseView {
  const fencingRevision = isNewTerm ? revision : (view.holding?.fencingRevision ?? revision);
  return { ...view, holding: { revision, fencingRevision, renewedAtMs: begunMs } };
}

/** Records that the lease was released, or that another process wrote in between. */
export const lost = (view: LeaseView): LeaseView => ({ ...view, holding: null });

/** Whether the holder may still act: its newest write started less than a ttl ago. */
export const isHeld = ({ holding }: LeaseView, ttlMs: number, nowMs: number): boolean =>
  holding !== null && nowMs - holding.renewedAtMs < ttlMs;
