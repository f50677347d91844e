const CAPACITY_MIN = 64;

/**
 * What is in flight, each under a number that it is given. It stands in the place of a Map, which must not be used for what comes and goes all
 * the time: whenever a Map makes itself anew, V8 leaves in the old table a reference to the new one, for iterators. Once one dead table lies in
 * the old generation, each collection of the young one keeps the next table with all that was in it, and so on without end. Under load that was
 * most of what the services were thought to keep, 5 ms of every small collection and a pause of 50 ms every four seconds.
 */
export class InFlight<T> {
  /** Of a length that is a power of two; a number's place are its lowest bits. */
  private values: (T | undefined)[] = emptyPlaces(CAPACITY_MIN);
  private numbers: number[] = new Array<number>(CAPACITY_MIN).fill(-1);
  private next = 0;
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** @returns a number that no other value had before, below 2^53. */
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

  /** @returns whether it was there. */
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

  /** Beyond 2^32 as well: the lowest 32 bits are what `&` looks at. */
  private placeOf(number: number): number {
    return number & (this.values.length - 1);
  }

  private put(number: number, value: T): void {
    const place = this.placeOf(number);
    this.values[place] = value;
    this.numbers[place] = number;
  }

  /** Numbers with places of their own among few have places of their own among twice as many. */
  private grow(): void {
    const entries = this.entries();
    const capacity = this.values.length * 2;
    this.values = emptyPlaces(capacity);
    this.numbers = new Array<number>(capacity).fill(-1);
    for (const [number, value] of entries) this.put(number, value);
  }
}

const emptyPlaces = <T>(count: number): (T | undefined)[] => new Array<T | undefined>(count).fill(undefined);
