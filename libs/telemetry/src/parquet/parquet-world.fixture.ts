import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { storeWorld, type StoreWorld } from '../store/store-world.fixture.js';
import { FolderSegmentFiles } from './folder-segment-files.js';
import { ParquetTelemetryStore } from './parquet-telemetry-store.js';

/** A store of Parquet files in a folder of its own. */
export async function parquetWorld(): Promise<StoreWorld & { readonly folder: string }> {
  const root = await mkdtemp(path.join(tmpdir(), 'eagle-telemetry-'));
  const folder = path.join(root, 'segments');
  const world = await storeWorld(async (database, now) => {
    const files = await FolderSegmentFiles.open(folder, Date.now());
    const engine = { spillFolder: path.join(root, 'spill') };
    const store = await ParquetTelemetryStore.open({ database, files, engine, now });
    return { store, close: () => rm(root, { recursive: true, force: true }) };
  });
  return Object.assign(world, { folder });
}
