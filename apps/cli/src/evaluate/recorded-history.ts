import type { AssetId, OrganizationConfig } from '@eagle/contracts';
import type { MappedScan } from '@eagle/feeds';
import type { HistoryRange, ScanHistory } from '@eagle/learning';
import type { RecordedFolder } from '../recordings/recorded-folder.js';

/** Recorded folders as an organization's past, one after the other. */
export class RecordedHistory implements ScanHistory {
  constructor(private readonly folders: readonly RecordedFolder[]) {}

  async *read(
    _config: OrganizationConfig,
    range: HistoryRange,
    signal: AbortSignal,
  ): AsyncGenerator<readonly MappedScan[]> {
    for (const { table, lanes, columns } of this.folders) {
      const laneIds = lanes.map(({ laneId }): AssetId => laneId);
      for await (const rows of table.read()) {
        if (signal.aborted) return;
        const page: MappedScan[] = [];
        for (const { lane, atMs, values } of rows) {
          const assetId = laneIds[lane];
          if (assetId === undefined || atMs < range.fromMs || atMs >= range.toMs) continue;
          page.push({
            assetId,
            eventTimeMs: atMs,
            readAtMs: atMs,
            values,
            quality: new Uint8Array(columns.length),
            rowKeys: '',
          });
        }
        yield page;
      }
    }
  }
}
