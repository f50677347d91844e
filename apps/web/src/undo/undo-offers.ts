import { TOAST_MS } from '../parts/index.js';

/** Something that a person did, and that can be taken back for a few seconds. */
export interface UndoOffer {
  /** What was done: "Saved." */
  readonly text: string;
  /**
   * Names a change that comes in pieces, such as a text that is typed: the pieces are taken back
   * together.
   */
  readonly of?: string;
  /** Takes it back. @returns what to tell the person. */
  readonly undo: () => string | Promise<string>;
}

export interface OpenOffer extends UndoOffer {
  /** Milliseconds since 1970. */
  readonly untilMs: number;
}

export const openAt = (offers: readonly OpenOffer[], nowMs: number): readonly OpenOffer[] =>
  offers.filter(({ untilMs }) => untilMs > nowMs);

/** The newest offer is the last one. */
export function withOffer(
  offers: readonly OpenOffer[],
  offer: UndoOffer,
  nowMs: number,
): readonly OpenOffer[] {
  const open = openAt(offers, nowMs);
  const newest = open.at(-1);
  const untilMs = nowMs + TOAST_MS;
  const isNextPiece = newest !== undefined && offer.of !== undefined && offer.of === newest.of;
  return isNextPiece
    ? [...open.slice(0, -1), { ...offer, undo: newest.undo, untilMs }]
    : [...open, { ...offer, untilMs }];
}
