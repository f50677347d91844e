const CAPACITY_MIN = 64;

/**
 * Entries in flight, each under a new number. It replaces a Map, which must not be used for entries
 * with a high rate of inserts and deletes: whenever a Map rebuilds its table, V8 leaves a reference
 * to the new table in the old one, for iterators. Once a dead table is in the old generation, each
 * young collection retains the next table with its entries, and so on without end. Under load such
 * tables were most of the retained memory of the services, 5 ms of every small collection and a
 * pause of 50 ms every four seconds.
 */
export class InFlight<T> {
  /** The length is a power of two; the lowest bits of a number are its place. */
  private values: (T | undefined)[] = emptyPlaces(CAPACITY_MIN);
  private numbers: number[] = new Array<number>(CAPACITY_MIN).fill(-1);
  private next = 0;
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** @returns a new number below 2^53. */
  add(value: T): number {
    if (this.count * 2 >= this.values.length) this.grow();
    let number = this.next;
    while (this.values[this.placeOf(number)] !== undefined) number += 1;
    this.next = number + 1;
    this.put(number, value);
    this.count += 1;
    return number;
  }

  get(number: number): T | undefined {
    const place = this.placeOf(number);
    return this.numbers[place] === number ? this.values[place] : undefined;
  }

  /** @returns whether the number was present. */
  delete(number: number): boolean {
    if (this.get(number) === undefined) return false;
    this.values[this.placeOf(number)] = undefined;
    this.count -= 1;
    return true;
  }

  /** Numbers and values, in the order in which they were added. */
  entries(): [number, T][] {
    const entries: [number, T][] = [];
    this.values.forEach((value, place) => {
      const number = this.numbers[place];
      if (value !== undefined && number !== undefined) entries.push([number, value]);
    });
    return entries.sort(([a], [b]) => a - b);
  }

  /** Also correct beyond 2^32: `&` uses the lowest 32 bits. */
  private placeOf(number: number): number {
    return number & (this.values.length - 1);
  }

  private put(number: number, value: T): void {
    const place = this.placeOf(number);
    this.values[place] = value;
    this.numbers[place] = number;
  }

  /**
   * Numbers with different places in a table have different places in a table of twice the length.
   */
  private grow(): void {
    const entries = this.entries();
    const capacity = this.values.length * 2;
    this.values = emptyPlaces(capacity);
    this.numbers = new Array<number>(capacity).fill(-1);
    for (const [number, value] of entries) this.put(number, value);
  }
}

const emptyPlaces = <T>(count: number): (T | undefined)[] => new Array<T | undefined>(count).fill(undefined);
