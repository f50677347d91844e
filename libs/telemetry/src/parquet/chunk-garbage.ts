import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';

const MIB = 1024 * 1024;
/** Bytes of chunks after which short-lived garbage is collected: 1 to 3 ms. */
const YOUNG_BYTES = 8 * MIB;
/** Bytes of chunks after which all garbage is collected: about 25 ms. */
const ALL_BYTES = 64 * MIB;

type Collect = (options: { readonly type: 'minor' | 'major' }) => void;

/**
 * Frees chunks of DuckDB that were read. A chunk lies outside of the JavaScript heap, as large as
 * the arrays that are made of it. It is freed when the collector finds its handle of some bytes,
 * and the binding neither reports its size to V8 nor lets us free it. So the collector runs by the
 * bytes that were read: without that a merge took 160 MiB more.
 */
export class ChunkGarbage {
  private youngBytes = 0;
  private allBytes = 0;

  constructor(private readonly collect: Collect = exposedCollector()) {}

  /** To be called with the size of each chunk. */
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
