import { SCAN_BATCH_ROWS_MAX, type ScanBatch } from '@eagle/contracts/frames';
import type { MappedScan } from '@eagle/feeds';
import type { AssetLanes } from './asset-lanes.js';
import type { PipelinePlan } from './pipeline-plan.js';

/**
 * Numbers, judges and packs the scans of one read: up to 64 rows of one asset a message. The order
 * of messages depends only on their content, so that the same messages found in the stream after a
 * restart give the same feature frames.
 */
export function packScans(
  plan: PipelinePlan,
  lanes: AssetLanes,
  scans: readonly MappedScan[],
  batch: number,
): ScanBatch[] {
  const byAsset = Map.groupBy(scans, ({ assetId }) => assetId);
  const messages: ScanBatch[] = [];
  for (const [assetId, ofAsset] of byAsset) {
    const lane = lanes.of(assetId);
    for (let from = 0; from < ofAsset.length; from += SCAN_BATCH_ROWS_MAX) {
      const part = ofAsset.slice(from, from + SCAN_BATCH_ROWS_MAX);
      for (const { eventTimeMs, values, quality } of part) lane.assess(eventTimeMs, values, quality);
      messages.push(packPart(plan, part, lane.sequence, batch));
      lane.sequence += part.length;
    }
  }
  return messages.sort(byAssetAndSequence);
}

/** @param after  The asset's last sequence number so far. */
function packPart(plan: PipelinePlan, part: readonly MappedScan[], after: number, batch: number): ScanBatch {
  const width = plan.table.names.length;
  const values = new Float64Array(part.length * width);
  const quality = new Uint8Array(part.length * width);
  part.forEach((scan, row) => {
    values.set(scan.values, row * width);
    quality.set(scan.quality, row * width);
  });
  const [first] = part;
  if (first === undefined) throw new RangeError('a message without scans');
  return {
    organizationId: plan.config.organizationId,
    assetId: first.assetId,
    configRevision: plan.config.revision,
    tags: [...plan.table.names],
    stateNames: [...plan.states.stateNames],
    heartbeatAtMs: null,
    source: { batch, rowKeys: part.map(({ rowKeys }) => rowKeys) },
    rows: part.length,
    sequences: Float64Array.from(part, (_, row) => after + row + 1),
    eventTimesMs: Float64Array.from(part, ({ eventTimeMs }) => eventTimeMs),
    readAtsMs: Float64Array.from(part, ({ readAtMs }) => readAtMs),
    states: Uint8Array.from(part, (scan) => plan.states.stateOf(scan.values)),
    values,
    quality,
  };
}

export function byAssetAndSequence(a: ScanBatch, b: ScanBatch): number {
  if (a.assetId !== b.assetId) return a.assetId < b.assetId ? -1 : 1;
  return (a.sequences[0] ?? 0) - (b.sequences[0] ?? 0);
}

/** The same id for the same scan from any publisher: asset and number identify a scan. */
export function scanMessageId(message: ScanBatch): string {
  return `${message.organizationId}:${message.assetId}:${message.sequences[0] ?? 0}`;
}
