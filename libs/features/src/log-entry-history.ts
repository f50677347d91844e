/**
 * Events held of one code: a year of one every half a minute. A log that writes more within its
 * longest window is a chattering one, whose counts stay at this.
 */
export const ENTRIES_HELD_MAX = 2 ** 20;

/**
 * Instants of the events of one code on one asset, counted as of any instant: an event counts
 * strictly after it happened. Events may come in any order, also before their time; the same
 * instant twice is one event. Amortised O(1) where the asked instants rise.
 */
export class LogEntryHistory {
  private times = new Float64Array(8);
  private mask = 7;
  private first = 0;
  private next = 0;
  /** Of each window the number of the first event in it, as of the instant sought last. */
  private readonly begins: Float64Array;
  private end = 0;

  /**
   * @param windowsMs  An event of `[t - window, t)` counts at t.
   * @param keptMs  Instants that lie this far back can still be asked for: of the events before
   * them only the last is kept.
   */
  constructor(
    private readonly windowsMs: readonly number[],
    private readonly keptMs: number,
  ) {
    this.begins = new Float64Array(windowsMs.length);
  }

  /** @returns false where the event is known. */
  add(atMs: number): boolean {
    let place = this.next;
    while (place > this.first && this.timeOf(place - 1) > atMs) place -= 1;
    if (place > this.first && this.timeOf(place - 1) === atMs) return false;
    if (this.next - this.first > this.mask && !this.makeRoom()) {
      if (place === this.first) return true;
      this.first += 1;
    }
    for (let i = this.next; i > place; i -= 1) this.times[i & this.mask] = this.timeOf(i - 1);
    this.times[place & this.mask] = atMs;
    this.next += 1;
    return true;
  }

  /**
   * Forgets an event, if it is held. What was dropped before it, as no longer asked for, does not
   * come back.
   */
  remove(atMs: number): void {
    let place = this.next - 1;
    while (place >= this.first && this.timeOf(place) > atMs) place -= 1;
    if (place < this.first || this.timeOf(place) !== atMs) return;
    this.next -= 1;
    for (let i = place; i < this.next; i += 1) this.times[i & this.mask] = this.timeOf(i + 1);
  }

  /** Moves to an instant; `count` and `lastMs` are as of it. */
  seek(timeMs: number): void {
    this.end = this.find(this.end, timeMs);
    for (let w = 0; w < this.begins.length; w += 1) {
      this.begins[w] = this.find(this.begins[w] ?? 0, timeMs - (this.windowsMs[w] ?? 0));
    }
    while (this.first < this.end - 1 && this.timeOf(this.first + 1) < timeMs - this.keptMs) this.first += 1;
  }

  count(window: number): number {
    return Math.max(0, this.end - Math.max(this.first, this.begins[window] ?? 0));
  }

  /** The last event before the instant; -Infinity where there is none. */
  get lastMs(): number {
    return this.end > this.first ? this.timeOf(this.end - 1) : -Infinity;
  }

  /** Number of the first event that is not before `timeMs`, looked for from near where it was. */
  private find(from: number, timeMs: number): number {
    let at = Math.min(Math.max(from, this.first), this.next);
    while (at > this.first && this.timeOf(at - 1) >= timeMs) at -= 1;
    while (at < this.next && this.timeOf(at) < timeMs) at += 1;
    return at;
  }

  private timeOf(event: number): number {
    return this.times[event & this.mask] ?? NaN;
  }

  private makeRoom(): boolean {
    if (this.mask + 1 >= ENTRIES_HELD_MAX) return false;
    const times = new Float64Array((this.mask + 1) * 2);
    for (let i = this.first; i < this.next; i += 1) times[i & (times.length - 1)] = this.timeOf(i);
    this.times = times;
    this.mask = times.length - 1;
    return true;
  }
}
