import path from 'node:path';
import { openArtifactStore } from '@eagle/artifacts';
import type { OrganizationDatabase } from '@eagle/persistence';
import type { Logger } from '@eagle/service-kit';
import { believedNow, monotonicNow } from '@eagle/service-kit/clocks';
import { openTelemetryReader, TableFiles, type TelemetrySettings } from '@eagle/telemetry';
import type { HistorianConfig } from '../config.js';
import type { QueueParts } from '../export/export-queue.js';
import { Exports } from '../export/exports.js';
import { ResultFiles } from '../export/result-files.js';
import { Workshops } from '../export/workshops.js';
import { PostgresExports } from './postgres/postgres-exports.js';
import { StoredAlerts } from './postgres/stored-alerts.js';

/** What exports take from the leader. */
export type ExportedPast = Pick<QueueParts, 'organizations' | 'onEnd'> &
  Pick<QueueParts['sources'], 'store' | 'live'>;

/** Bytes of copies of files in a bucket that exports read. */
const CACHE_BYTES_MAX = 512 * 1024 * 1024;

/**
 * Opens the exports of one term. They read through a store of their own, with memory and threads of
 * their own, that is open while one runs.
 * @throws AppError `MODEL.STORE_LOCATION_INVALID` (invalid).
 */
export async function openExports(
  config: HistorianConfig,
  database: OrganizationDatabase,
  logger: Logger,
  { store, live, organizations, onEnd }: ExportedPast,
): Promise<Exports> {
  const workFolder = path.join(config.WORK_DIR, 'exports');
  const memoryBytesMax = Math.floor(config.EXPORT_MEMORY_BYTES_MAX / 2);
  const settings: TelemetrySettings = {
    ...config,
    QUERY_MEMORY_BYTES_MAX: memoryBytesMax,
    CACHE_BYTES_MAX: Math.min(config.CACHE_BYTES_MAX, CACHE_BYTES_MAX),
  };
  const workshops = new Workshops(async () => ({
    store: await openTelemetryReader(settings, { database, workFolder: path.join(workFolder, 'read') }),
    files: await TableFiles.open({ folder: path.join(workFolder, 'drafts'), memoryBytesMax }),
  }));
  const parts = {
    exports: new PostgresExports(database, believedNow),
    files: new ResultFiles(await openArtifactStore(config.EXPORT_STORE)),
    workshops,
    sources: { store, live, alerts: new StoredAlerts(database) },
    ...{ organizations, onEnd, logger, now: believedNow, steadyNow: monotonicNow },
  };
  return new Exports(parts, {
    atOnce: config.EXPORTS_AT_ONCE,
    timeShare: config.EXPORT_TIME_SHARE,
    keptDays: config.EXPORT_DAYS,
    bytesMax: config.EXPORT_BYTES_MAX,
  });
}
