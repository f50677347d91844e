import type { ServiceManifest } from '@eagle/contracts/domain';

/**
 * One arena, so that memory of released models is used again by whoever comes next. Blocks as large as a feature frame or a read of a socket
 * stay on the heap: given back to the kernel and fetched again each time (a threshold of 32 KiB), each cost 45 us instead of 7. Harmless
 * where the C library is another.
 */
export const MALLOC_TUNING = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_TRIM_THRESHOLD_: '16777216',
  MALLOC_MMAP_THRESHOLD_: '262144',
};

/**
 * Many services share few cores: the collector of each works on its own thread, in small steps, and goes over the old generation only once
 * that has grown fivefold. By default it went over the same 40 MB twice a second under load, on four threads at once: a fifth of what
 * prediction did, and pauses of 60 ms for everybody.
 */
export const COLLECTOR_TUNING = [
  '--single-threaded-gc',
  // Not left to V8 either way: where it once makes the young generation small, what is on its way through a service grows old in it, and the
  // old one is gone over every few seconds.
  '--min-semi-space-size=16',
  '--max-semi-space-size=16',
  '--heap-growing-percent=400',
  // A full frame is 200 KB outside of the JavaScript heap: what the socket gave, the message, and its aligned copy. V8 goes over all that lives
  // whenever 64 MB of such memory have come, every 350 frames, which was a third of what prediction did. Counted as part of the heap, whose bound
  // holds for it (`heapBoundOf`), it is given back by the small collections.
  '--external-memory-accounted-in-global-limit',
];

/** The bound of a service's heap as an argument of Node. */
export const heapBoundOf = ({ heapMiB }: Pick<ServiceManifest, 'heapMiB'>): string =>
  `--max-old-space-size=${heapMiB}`;

/**
 * The broker's collector runs once the heap has grown fivefold instead of twofold: what lives in it is little (see the duplicate windows of the
 * streams), and each run holds every message up on its one core. Beyond the limit it runs as often as it must to stay below.
 */
export const NATS_COLLECTOR_TUNING = { GOGC: '400', GOMEMLIMIT: '512MiB' };
