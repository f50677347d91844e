import path from 'node:path';
import { openArtifactStore } from '@eagle/artifacts';
import { FileCache } from './file-cache.js';
import { FolderSegmentFiles } from './folder-segment-files.js';
import type { ReadableSegmentFiles, SegmentFiles } from './segment-files.js';
import { StoredSegmentFiles } from './stored-segment-files.js';

export interface SegmentPlaceOptions {
  /** A folder, or `s3://bucket/prefix?region=...&endpoint=...` as for the models' store. */
  readonly location: string;
  /** Where files of a bucket lie while they are read. */
  readonly cacheFolder: string;
  readonly cacheBytesMax: number;
}

/**
 * Opens the place that a configuration names.
 * @param nowMs  Wall clock, milliseconds.
 * @throws AppError `MODEL.STORE_LOCATION_INVALID` (invalid), `TELEMETRY.STORE_UNWRITABLE`.
 */
export async function openSegmentFiles(options: SegmentPlaceOptions, nowMs: number): Promise<SegmentFiles> {
  return isFolder(options) ? FolderSegmentFiles.open(options.location, nowMs) : inBucket(options);
}

/**
 * The same place for those who only read it: nothing is written there.
 * @throws AppError `MODEL.STORE_LOCATION_INVALID` (invalid).
 */
export async function readSegmentFiles(options: SegmentPlaceOptions): Promise<ReadableSegmentFiles> {
  return isFolder(options) ? FolderSegmentFiles.reading(options.location) : inBucket(options);
}

const isFolder = ({ location }: SegmentPlaceOptions): boolean => !location.includes('://');

async function inBucket({
  location,
  cacheFolder,
  cacheBytesMax,
}: SegmentPlaceOptions): Promise<SegmentFiles> {
  const cache = await FileCache.open(path.join(cacheFolder, 'telemetry'), cacheBytesMax);
  return new StoredSegmentFiles(await openArtifactStore(location), cache);
}
