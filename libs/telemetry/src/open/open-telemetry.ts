import path from 'node:path';
import type { OrganizationDatabase } from '@eagle/persistence';
import type { DuckEngineOptions } from '../parquet/duck-engine.js';
import {
  openSegmentFiles,
  readSegmentFiles,
  type SegmentPlaceOptions,
} from '../parquet/open-segment-files.js';
import { ParquetTelemetryReader } from '../parquet/parquet-telemetry-reader.js';
import { ParquetTelemetryStore } from '../parquet/parquet-telemetry-store.js';
import { PostgresTelemetryReader } from '../postgres/postgres-telemetry-reader.js';
import { PostgresTelemetryStore } from '../postgres/postgres-telemetry-store.js';
import type { TelemetryReader, TelemetryStore } from '../store/telemetry-store.js';
import type { TelemetrySettings } from './telemetry-settings.js';

export interface TelemetryParts {
  readonly database: OrganizationDatabase;
  /**
   * A folder of this process alone, for what does not fit into memory and for copies of files in a
   * bucket.
   */
  readonly workFolder: string;
}

/**
 * Opens the store that the settings name, for the historian: it alone writes.
 * @param now  Wall clock, milliseconds.
 * @throws AppError as `openSegmentFiles`.
 */
export async function openTelemetryStore(
  settings: TelemetrySettings,
  parts: TelemetryParts,
  now: () => number,
): Promise<TelemetryStore> {
  const { database } = parts;
  if (settings.TELEMETRY_ADAPTER === 'postgres') return new PostgresTelemetryStore({ database, now });
  const files = await openSegmentFiles(placeOf(settings, parts), now());
  return ParquetTelemetryStore.open({ database, files, engine: engineOf(settings, parts), now });
}

/**
 * Opens the same store for those who only read it. Rights to read the tables `telemetry_*` and the
 * files are enough.
 * @param readsMax  As `ParquetReaderOptions`.
 * @throws AppError as `readSegmentFiles`.
 */
export async function openTelemetryReader(
  settings: TelemetrySettings,
  parts: TelemetryParts,
  readsMax?: number,
): Promise<TelemetryReader> {
  const { database } = parts;
  if (settings.TELEMETRY_ADAPTER === 'postgres') return new PostgresTelemetryReader(database);
  const files = await readSegmentFiles(placeOf(settings, parts));
  const engine = engineOf(settings, parts);
  return ParquetTelemetryReader.open({
    database,
    files,
    engine,
    ...(readsMax === undefined ? {} : { readsMax }),
  });
}

const placeOf = (settings: TelemetrySettings, { workFolder }: TelemetryParts): SegmentPlaceOptions => ({
  location: settings.TELEMETRY_STORE,
  cacheFolder: path.join(workFolder, 'cache'),
  cacheBytesMax: settings.CACHE_BYTES_MAX,
});

const engineOf = (
  settings: TelemetrySettings,
  { workFolder }: TelemetryParts,
): Omit<DuckEngineOptions, 'folders'> => ({
  spillFolder: path.join(workFolder, 'spill'),
  memoryBytesMax: settings.QUERY_MEMORY_BYTES_MAX,
});
