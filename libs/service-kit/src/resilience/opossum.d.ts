/** The part of opossum that is used here; the package carries no types. */
declare module 'opossum' {
  import type { EventEmitter } from 'node:events';

  interface OpossumOptions {
    name?: string;
    timeout?: number | false;
    errorThresholdPercentage?: number;
    resetTimeout?: number;
    rollingCountTimeout?: number;
    volumeThreshold?: number;
    rollingCountBuckets?: number;
    enableSnapshots?: boolean;
    capacity?: number;
    errorFilter?: (error: unknown) => boolean;
  }

  export default class OpossumBreaker<A extends unknown[], R> extends EventEmitter {
    constructor(action: (...args: A) => Promise<R>, options?: OpossumOptions);
    readonly opened: boolean;
    readonly halfOpen: boolean;
    fire(...args: A): Promise<R>;
    shutdown(): void;
  }
}
