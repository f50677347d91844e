import {
  AppError,
  askedCodes,
  assetIdSchema,
  logKindSchema,
  type AssetId,
  type OrganizationConfig,
} from '@eagle/contracts/domain';
import type { AssetLogEntry, FeatureSet } from '@eagle/features';
import type { HistoryRange } from '@eagle/learning';
import type { Database } from '@eagle/persistence';
import { z } from 'zod';
import type { LogHistory } from '../ports.js';

/** They are in memory while the data set is made, some hundred bytes each. */
export const POSTED_ENTRIES_MAX = 1_000_000;
const PAGE_ROWS = 20_000;

const entryRow = z.object({ asset_id: assetIdSchema, kind: logKindSchema, code: z.string(), at: z.date() });
type EntryRow = z.infer<typeof entryRow>;

/** Reads the log entries that an organization posted over REST, under row-level security. */
export class PostedLogEntries implements LogHistory {
  /** @param entriesMax  A range with more entries is refused. */
  constructor(
    private readonly database: Database,
    private readonly entriesMax = POSTED_ENTRIES_MAX,
  ) {}

  /** @throws AppError `TRAINING.LOGS_TOO_LONG`; `DATABASE.*` when they cannot be read. */
  async read(
    config: OrganizationConfig,
    featureSet: FeatureSet,
    range: HistoryRange,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<AssetId, readonly AssetLogEntry[]>> {
    const ofAsset = new Map<AssetId, AssetLogEntry[]>();
    const backMs = Math.max(featureSet.eventMsMax, featureSet.maintenanceMsMax);
    if (backMs === 0) return ofAsset;
    const wanted = { fromMs: range.fromMs - backMs, toMs: range.toMs };
    let after: EntryRow | null = null;
    let entries = 0;
    while (!signal.aborted) {
      const page = await this.page(config, wanted, after);
      entries += page.length;
      if (entries > this.entriesMax) throw tooLong(this.entriesMax);
      for (const { asset_id: assetId, kind, code, at } of page) {
        const events = ofAsset.get(assetId) ?? [];
        events.push({ kind, code, atMs: at.getTime() });
        ofAsset.set(assetId, events);
      }
      after = page.at(-1) ?? null;
      if (page.length < PAGE_ROWS) break;
    }
    return ofAsset;
  }

  /** In the order of their time, after the given entry. */
  private page(
    { organizationId, assets, settings: { features } }: OrganizationConfig,
    { fromMs, toMs }: HistoryRange,
    after: EntryRow | null,
  ): Promise<EntryRow[]> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(
        `SELECT asset_id, kind, code, at FROM log_entries
          WHERE organization_id = $1 AND at >= $2 AND at < $3 AND asset_id = ANY($4::text[])
            AND code = ANY(CASE kind WHEN 'error' THEN $5::text[] ELSE $6::text[] END)
            AND ($7::timestamptz IS NULL OR (at, asset_id, kind, code) > ($7, $8::text, $9::text, $10::text))
          ORDER BY at, asset_id, kind, code LIMIT $11`,
        [
          organizationId,
          new Date(fromMs),
          new Date(toMs),
          assets.map(({ assetId }) => assetId),
          [...askedCodes(features, 'error')],
          [...askedCodes(features, 'maintenance')],
          ...(after === null ? [null, null, null, null] : [after.at, after.asset_id, after.kind, after.code]),
          PAGE_ROWS,
        ],
      );
      return rows.map((row) => entryRow.parse(row));
    });
  }
}

function tooLong(entriesMax: number): AppError {
  return new AppError(
    'TRAINING.LOGS_TOO_LONG',
    `More than ${entriesMax} log entries were posted for the training period: shorten settings.training.historyDaysMax, ` +
      'or use fewer codes in settings.features.',
  );
}
