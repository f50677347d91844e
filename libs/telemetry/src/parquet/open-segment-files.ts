import path from 'node:path';
import { openArtifactStore } from '@eagle/artifacts';
import { FileCache } from './file-cache.js';
import { FolderSegmentFiles } from './folder-segment-files.js';
import type { SegmentFiles } from './segment-files.js';
import { StoredSegmentFiles } from './stored-segment-files.js';

export interface SegmentPlaceOptions {
  /** A folder, or `s3://bucket/prefix?region=...&endpoint=...` as for the models' store. */
  readonly location: string;
  /** Where files of a bucket lie while they are read. */
  readonly cacheFolder: string;
  readonly cacheBytesMax: number;
  /** Wall clock, milliseconds. */
  readonly nowMs: number;
}

/** Opens the place that a configuration names. @throws AppError `MODEL.STORE_LOCATION_INVALID` (invalid), `TELEMETRY.STORE_UNWRITABLE`. */
export async function openSegmentFiles(options: SegmentPlaceOptions): Promise<SegmentFiles> {
  const { location, cacheFolder, cacheBytesMax, nowMs } = options;
  if (!location.includes('://')) return FolderSegmentFiles.open(location, nowMs);
  const cache = await FileCache.open(path.join(cacheFolder, 'telemetry'), cacheBytesMax);
  return new StoredSegmentFiles(await openArtifactStore(location), cache);
}
