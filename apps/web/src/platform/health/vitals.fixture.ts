import type { Figure, Replica, WatchedService } from './vitals.js';

export const NOW = Date.parse('2026-11-30T12:00:00.000Z');
export const before = (ms: number): string => new Date(NOW - ms).toISOString();

/** A replica that is well, and leads. */
export const replicaOf = (replica: string, change: Partial<Replica> = {}): Replica => ({
  ...{ replica, version: '0.1.0', role: 'leader', startedAt: before(86_400_000), lastSeenAt: before(4_000) },
  ...{ isAnswering: true, isReady: true, problems: [], restarts: 0 },
  ...{ memoryBytes: 5e7, heapShare: 0.2, cpuShare: 0.05, loopDelayMsMax: 4 },
  ...change,
});

export const figureOf = (name: string, change: Partial<Figure> = {}): Figure => ({
  ...{ name, shape: 'rate', unit: 'number', value: 5, parts: [], past: [null, 5] },
  ...change,
});

export const watchedOf = (
  replicas: readonly Replica[],
  change: Partial<WatchedService> = {},
): WatchedService => ({
  ...{ service: 'alerting', replicasDeclared: replicas.length, unreadable: 0, figures: [] },
  replicas: [...replicas],
  ...change,
});
