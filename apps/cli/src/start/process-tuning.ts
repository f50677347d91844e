import type { ServiceManifest } from '@eagle/contracts/domain';

/**
 * One arena, so that memory of released models is reused. Blocks as large as a feature frame or a
 * read of a socket stay on the heap: given back to the kernel and fetched again each time (a
 * threshold of 32 KiB), each cost 45 us instead of 7. Harmless where the C library is another.
 */
export const MALLOC_TUNING = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_TRIM_THRESHOLD_: '16777216',
  MALLOC_MMAP_THRESHOLD_: '262144',
};

/**
 * Many services share few cores: the collector of each works on its own thread, in small steps, and
 * collects the old generation only once it has grown fivefold. By default it scanned the same 40 MB
 * twice a second under load, on four threads at once: a fifth of prediction's CPU, and pauses of 60
 * ms for everybody.
 */
export const COLLECTOR_TUNING = [
  '--single-threaded-gc',
  // Set explicitly: where V8 makes the young generation small, messages in flight become old, and
  // the old generation is collected every few seconds.
  '--min-semi-space-size=16',
  '--max-semi-space-size=16',
  '--heap-growing-percent=400',
  // A full frame is 200 KB outside of the JavaScript heap: the bytes of the socket, the message,
  // and its aligned copy. V8 scans the whole heap whenever 64 MB of such memory were allocated,
  // every 350 frames, which was a third of prediction's CPU. Counted as part of the heap and its
  // bound (`heapBoundOf`), it is freed by the small collections.
  '--external-memory-accounted-in-global-limit',
];

/** The bound of a service's heap as an argument of Node. */
export const heapBoundOf = ({ heapMiB }: Pick<ServiceManifest, 'heapMiB'>): string =>
  `--max-old-space-size=${heapMiB}`;

/**
 * The broker's collector runs once the heap has grown fivefold instead of twofold: its live memory
 * is small (see the duplicate windows of the streams), and each run delays every message on its one
 * core. Beyond the limit it runs as often as it must to stay below.
 */
export const NATS_COLLECTOR_TUNING = { GOGC: '400', GOMEMLIMIT: '512MiB' };
