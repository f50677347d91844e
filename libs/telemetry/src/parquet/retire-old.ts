import type { OrganizationTransaction } from '@eagle/persistence';
import { keptFromMs, type Retention } from '../policy/retention.js';
import { RESOLUTIONS } from '../series/bucket-widths.js';
import type { SegmentCatalogue } from './segment-catalogue.js';

/** Takes segments that are too old out of the history. @returns how many. */
export async function retireOld(
  tx: OrganizationTransaction,
  catalogue: SegmentCatalogue,
  nowMs: number,
  retention: Retention,
): Promise<number> {
  let count = 0;
  const aggregatesFromMs = keptFromMs('minute', retention, nowMs);
  for (const resolution of RESOLUTIONS) {
    const keptMs = keptFromMs(resolution, retention, nowMs);
    const files = await catalogue.endingBefore(tx, resolution, keptMs, aggregatesFromMs);
    if (files.length > 0) count += await catalogue.retire(tx, files, nowMs);
  }
  return count;
}
