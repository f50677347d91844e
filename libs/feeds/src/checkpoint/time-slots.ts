import type { TimeCheckpoint } from './checkpoint.js';

export type Slot = TimeCheckpoint['slots'][number];

/**
 * Fingerprints that are remembered at once; beyond that only the number of rows is kept, for the
 * oldest slots first.
 */
export const PRINTS_MAX = 10_000;
/**
 * The tolerance for late rows is watched in so many stretches at most, none shorter than
 * `SLOT_MS_MIN`.
 */
const SLOTS_MAX = 360;
const SLOT_MS_MIN = 10_000;

export const slotMsOf = (toleranceMs: number): number =>
  Math.max(SLOT_MS_MIN, Math.ceil(toleranceMs / SLOTS_MAX));
export const slotStart = (ms: number, slotMs: number): number => Math.floor(ms / slotMs) * slotMs;

export interface TakenRow {
  readonly ms: number;
  readonly print: string;
}

/**
 * The slots including the rows taken, without slots older than the tolerance and without
 * fingerprints beyond the bound.
 */
export function withTaken(
  slots: readonly Slot[],
  taken: readonly TakenRow[],
  { slotMs, keepFromMs }: { readonly slotMs: number; readonly keepFromMs: number },
): Slot[] {
  const byStart = new Map<number, { fromMs: number; rows: number; prints: string[] | null }>();
  for (const slot of slots) {
    if (slot.fromMs + slotMs > keepFromMs)
      byStart.set(slot.fromMs, { ...slot, prints: slot.prints && [...slot.prints] });
  }
  for (const { ms, print } of taken) {
    const fromMs = slotStart(ms, slotMs);
    if (fromMs + slotMs <= keepFromMs) continue;
    const slot = byStart.get(fromMs) ?? { fromMs, rows: 0, prints: [] };
    slot.rows++;
    slot.prints?.push(print);
    byStart.set(fromMs, slot);
  }
  const kept = [...byStart.values()].sort((a, b) => a.fromMs - b.fromMs);
  let prints = kept.reduce((sum, slot) => sum + (slot.prints?.length ?? 0), 0);
  for (const slot of kept) {
    if (prints <= PRINTS_MAX) break;
    prints -= slot.prints?.length ?? 0;
    slot.prints = null;
  }
  return kept;
}

/** What a comparison of the slots with the source says. */
export interface SlotFindings {
  /** Slots to be read again: they hold unread rows, and the read ones are remembered. */
  readonly again: readonly Slot[];
  /**
   * Slots that hold more rows than were read and no longer have fingerprints, with the number of
   * additional rows.
   */
  readonly lost: readonly { readonly slot: Slot; readonly rows: number }[];
  /** The slots as the source has them now: deleted rows are no longer expected. */
  readonly slots: readonly Slot[];
}

/** @param atSource  Rows in the source by the beginnings of the slots that were compared. */
export function compareSlots(slots: readonly Slot[], atSource: ReadonlyMap<number, number>): SlotFindings {
  const again: Slot[] = [];
  const lost: { slot: Slot; rows: number }[] = [];
  const known = new Map(slots.map((slot) => [slot.fromMs, slot]));
  for (const [fromMs, rows] of atSource) {
    const slot = known.get(fromMs) ?? { fromMs, rows: 0, prints: [] };
    if (rows <= slot.rows) continue;
    if (slot.prints === null) lost.push({ slot, rows: rows - slot.rows });
    else again.push(slot);
  }
  const now = slots.map((slot) => {
    const rows = atSource.get(slot.fromMs);
    return rows === undefined || rows >= slot.rows ? slot : { ...slot, rows };
  });
  return { again, lost, slots: now };
}
