import path from 'node:path';
import type { OrganizationDatabase } from '@eagle/persistence';
import {
  openSegmentFiles,
  ParquetTelemetryStore,
  PostgresTelemetryStore,
  type TelemetryStore,
} from '@eagle/telemetry';
import type { HistorianConfig } from '../config.js';

/**
 * Opens the store that the configuration names.
 * @param now  Wall clock, milliseconds.
 * @throws AppError as `openSegmentFiles`.
 */
export async function openStore(
  config: HistorianConfig,
  database: OrganizationDatabase,
  now: () => number,
): Promise<TelemetryStore> {
  if (config.TELEMETRY_ADAPTER === 'postgres') return new PostgresTelemetryStore({ database, now });
  const files = await openSegmentFiles({
    location: config.TELEMETRY_STORE,
    cacheFolder: path.join(config.WORK_DIR, 'cache'),
    cacheBytesMax: config.CACHE_BYTES_MAX,
    nowMs: now(),
  });
  const engine = {
    spillFolder: path.join(config.WORK_DIR, 'spill'),
    memoryBytesMax: config.QUERY_MEMORY_BYTES_MAX,
  };
  return ParquetTelemetryStore.open({ database, files, engine, now });
}
