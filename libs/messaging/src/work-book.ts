import type { Delivery } from './delivery.js';

/** Sequences handled lately: an acknowledgement that was lost on the way is given again without handling twice. */
const REMEMBERED_MAX = 1_024;

export interface InHand {
  readonly sequence: number;
  /** The newest delivery: only its answer is sure to count. */
  delivery: Delivery;
  renewedAtMs: number;
}

/**
 * What is known of a work queue's messages by their sequence in the stream. Plain lists, gone through from end to end: few messages are in hand
 * at once, and a Map or Set in which they come and go would keep what has long gone (see `UnderWay`).
 */
export class WorkBook {
  readonly inHand: InHand[] = [];
  readonly #doneLately: number[] = [];
  #oldest = 0;

  take(delivery: Delivery, nowMs: number): InHand {
    const entry = { sequence: delivery.streamSequence, delivery, renewedAtMs: nowMs };
    this.inHand.push(entry);
    return entry;
  }

  find(sequence: number): InHand | undefined {
    return this.inHand.find((entry) => entry.sequence === sequence);
  }

  letGo(entry: InHand): void {
    const last = this.inHand.pop();
    if (last === undefined || last === entry) return;
    const place = this.inHand.indexOf(entry);
    if (place >= 0) this.inHand[place] = last;
  }

  remember(sequence: number): void {
    this.#doneLately[this.#oldest] = sequence;
    this.#oldest = (this.#oldest + 1) % REMEMBERED_MAX;
  }

  wasDoneLately(sequence: number): boolean {
    return this.#doneLately.includes(sequence);
  }
}
