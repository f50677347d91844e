import { askedCodes, type OrganizationConfig } from '@eagle/contracts/domain';
import type { FeedConnection, HistoryRange } from '../feed-connection.js';
import { LogMapper, type MappedLog } from './log-mapper.js';

/**
 * Every entry of an organization's logs that its features use, with a time in the range, log after
 * log, in pages. For training, which needs the entries before the scans of the same time.
 * @param readAtMs  Wall clock, for entries from the future.
 * @throws AppError `FEED.*`
 */
export async function* readLogs(
  connection: FeedConnection,
  config: Pick<OrganizationConfig, 'assets' | 'feed' | 'mapping' | 'settings'>,
  range: HistoryRange,
  readAtMs: number,
): AsyncGenerator<MappedLog> {
  for (const log of config.mapping?.logs ?? []) {
    const asked = askedCodes(config.settings.features, log.kind);
    if (asked.size === 0) continue;
    const mapper = new LogMapper(config, log, asked);
    for await (const rows of connection.history(mapper.mapping, range)) yield mapper.map(rows, readAtMs);
  }
}
