import type { Delivery } from './delivery.js';

/**
 * Recently handled sequences: a lost acknowledgement is sent again without handling the message
 * twice.
 */
const REMEMBERED_MAX = 1_024;

export interface InFlightDelivery {
  readonly sequence: number;
  /** The newest delivery: only its answer is sure to count. */
  delivery: Delivery;
  renewedAtMs: number;
}

/**
 * State of a durable consumer's messages by their sequence in the stream. Plain lists with linear
 * search: few messages are in flight at once, and a Map or Set with frequent inserts and deletes
 * would retain removed entries (see `InFlight`).
 */
export class DeliveryState {
  readonly inFlight: InFlightDelivery[] = [];
  private readonly doneLately: number[] = [];
  private oldest = 0;

  take(delivery: Delivery, nowMs: number): InFlightDelivery {
    const entry = { sequence: delivery.streamSequence, delivery, renewedAtMs: nowMs };
    this.inFlight.push(entry);
    return entry;
  }

  find(sequence: number): InFlightDelivery | undefined {
    return this.inFlight.find((entry) => entry.sequence === sequence);
  }

  letGo(entry: InFlightDelivery): void {
    const last = this.inFlight.pop();
    if (last === undefined || last === entry) return;
    const place = this.inFlight.indexOf(entry);
    if (place >= 0) this.inFlight[place] = last;
  }

  remember(sequence: number): void {
    this.doneLately[this.oldest] = sequence;
    this.oldest = (this.oldest + 1) % REMEMBERED_MAX;
  }

  wasDoneLately(sequence: number): boolean {
    return this.doneLately.includes(sequence);
  }
}
