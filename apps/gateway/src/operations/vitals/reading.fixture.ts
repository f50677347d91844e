import { type VitalReading, vitalReadingSchema } from '@eagle/contracts/domain';

/** What a replica of alerting answers that is well. */
export const readingOf = (replica: string, change: Readonly<Record<string, unknown>> = {}): VitalReading =>
  vitalReadingSchema.parse({
    ...{ service: 'alerting', replica, version: '0.1.0', startedAt: '2026-01-01T00:00:00.000Z' },
    ...{ role: 'leader', isReady: true, problems: [], figures: {} },
    process: { memoryBytes: 5e7, heapBytes: 2e7, heapBytesMax: 2e8, cpuMs: 1_000, loopDelayMsMax: 3 },
    ...change,
  });
