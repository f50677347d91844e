import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';

const MIB = 1024 * 1024;
/** Bytes after which short-lived garbage is collected: 1 to 3 ms. */
const YOUNG_BYTES = 8 * MIB;

type Collect = (options: { readonly type: 'minor' | 'major' }) => void;

/**
 * Runs the collector by the bytes that became garbage in bulk, where V8 alone would run it late:
 *
 * - A chunk of DuckDB lies outside of the JavaScript heap, as large as the arrays that are made of
 *   it. It is freed when the collector finds its handle of some bytes, and the binding neither
 *   reports its size to V8 nor lets us free it. A merge took 160 MiB more.
 * - Pages of a source's rows as text become old while they are worked on, and V8 lets the old
 *   generation grow fivefold. Taking a year over took 120 MiB more.
 */
export class GarbageAccount {
  private youngBytes = 0;
  private allBytes = 0;

  /** @param allBytes  After which all garbage is collected: about 25 ms. */
  constructor(
    private readonly allBytesMax: number,
    private readonly collect: Collect = exposedCollector(),
  ) {}

  /** To be called with the size of what is let go. */
  add(bytes: number): void {
    this.youngBytes += bytes;
    this.allBytes += bytes;
    if (this.allBytes >= this.allBytesMax) this.run('major');
    else if (this.youngBytes >= YOUNG_BYTES) this.run('minor');
  }

  private run(type: 'minor' | 'major'): void {
    this.youngBytes = 0;
    if (type === 'major') this.allBytes = 0;
    this.collect({ type });
  }
}

/**
 * The collector of this process, which Node shows where its flag says so. A flag of the command
 * line would be forgotten in a test.
 */
function exposedCollector(): Collect {
  setFlagsFromString('--expose-gc');
  return z.custom<Collect>((found) => typeof found === 'function').parse(runInNewContext('gc'));
}

/** Of what people read: they would wait for the collector. */
export const readGarbage = new GarbageAccount(64 * MIB);

/**
 * Of merges and of a past that is taken over, for which nobody waits: 30 MiB less at the peak of
 * each, for a tenth more CPU.
 */
export const bulkGarbage = new GarbageAccount(32 * MIB);
