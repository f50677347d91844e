import type { OrganizationConfig } from '@eagle/contracts/domain';
import type { MappedScan } from '@eagle/feeds';
import type { HistoryRange, ScanHistory } from '@eagle/learning';
import type { RecordedFolder } from '../recordings/recorded-folder.js';
import { rowsOfFolders } from '../recordings/rows-of-folders.js';

/** In a recording every row counts. */
export const ALL_TIME: HistoryRange = { fromMs: -Infinity, toMs: Infinity };

/** Recorded folders as an organization's past. */
export class RecordedHistory implements ScanHistory {
  constructor(private readonly folders: readonly RecordedFolder[]) {}

  async *read(
    _config: OrganizationConfig,
    range: HistoryRange,
    signal: AbortSignal,
  ): AsyncGenerator<readonly MappedScan[]> {
    for await (const rows of rowsOfFolders(this.folders)) {
      if (signal.aborted) return;
      yield rows
        .filter(({ atMs }) => atMs >= range.fromMs && atMs < range.toMs)
        .map(({ laneId, atMs, values }) => ({
          assetId: laneId,
          eventTimeMs: atMs,
          readAtMs: atMs,
          values,
          quality: new Uint8Array(values.length),
          rowKeys: '',
        }));
    }
  }
}
