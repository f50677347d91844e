import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';

const MIB = 1024 * 1024;
/** Bytes after which short-lived garbage is collected: 1 to 3 ms. */
const YOUNG_BYTES = 8 * MIB;
/** Bytes after which all garbage is collected: about 25 ms. */
const ALL_BYTES = 64 * MIB;

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

  constructor(private readonly collect: Collect = exposedCollector()) {}

  /** To be called with the size of what is let go. */
  add(bytes: number): void {
    this.youngBytes += bytes;
    this.allBytes += bytes;
    if (this.allBytes >= ALL_BYTES) this.run('major');
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

/** The account of this process: it has one collector. */
export const processGarbage = new GarbageAccount();
