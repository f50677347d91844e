import type { AssetId, OrganizationId } from '@eagle/contracts/domain';
import { at, LABELS_OF, rowsBetween, type RowBlock, type SeriesKind } from '../rows/row-block.js';
import type { TelemetryReader } from '../store/telemetry-store.js';
import type { HeadRows } from './head-rows.js';

/** Assets whose newest row is read from the store at a time. */
const READ_AT_ONCE = 4;
const SMALLEST_STEP_MS = 0.001;

/** The newest row of an asset. */
export interface LatestRow {
  readonly assetId: AssetId;
  readonly row: RowBlock;
}

export interface LatestQuery {
  readonly organizationId: OrganizationId;
  readonly kind: SeriesKind;
  readonly columns: readonly string[];
  /** Those that are asked for; null: all that have rows. */
  readonly only: AssetId | null;
  /** Assets that may have rows of which this process does not know yet. */
  readonly known: readonly AssetId[];
}

type Times = ReadonlyMap<AssetId, number>;

/**
 * The newest row of each asset. The store is not asked where a row in memory is not older than any
 * row that is stored. What is stored is known from the beginning of a head, which is asked once,
 * and from what the head stored since.
 */
export class LatestRows {
  private readonly beginnings = new WeakMap<HeadRows, Map<SeriesKind, Times>>();

  constructor(private readonly store: Pick<TelemetryReader, 'newest' | 'read'>) {}

  async read(query: LatestQuery, head: HeadRows | null): Promise<LatestRow[]> {
    const { kind, only, known } = query;
    const found: LatestRow[] = [];
    const others: AssetId[] = [];
    const beginning: Times = head === null ? new Map() : await this.beginningOf(query, head);
    const since = head?.storedUntil(kind);
    const assets = new Set([...beginning.keys(), ...(head?.assets(kind) ?? []), ...known]);
    for (const assetId of only === null ? assets : [only]) {
      const storedMs = Math.max(beginning.get(assetId) ?? -Infinity, since?.get(assetId) ?? -Infinity);
      const row = head === null ? null : newestIn(head, kind, assetId, storedMs);
      if (row === null) others.push(assetId);
      else found.push({ assetId, row });
    }
    // Without a head it is not known which are stored.
    const isComplete = only !== null || head !== null;
    if (others.length > 0 || !isComplete)
      found.push(...(await this.readStored(query, head, isComplete ? others : null)));
    return found;
  }

  private async beginningOf({ organizationId, kind }: LatestQuery, head: HeadRows): Promise<Times> {
    const kinds = this.beginnings.get(head) ?? new Map<SeriesKind, Times>();
    this.beginnings.set(head, kinds);
    const beginning = kinds.get(kind) ?? (await this.store.newest(organizationId, kind));
    kinds.set(kind, beginning);
    return beginning;
  }

  /** @param assets  Null: all that are stored. */
  private async readStored(
    query: LatestQuery,
    head: HeadRows | null,
    assets: readonly AssetId[] | null,
  ): Promise<LatestRow[]> {
    const { organizationId, kind } = query;
    const stored = await this.store.newest(organizationId, kind);
    const wanted = assets ?? [...stored.keys()];
    const found: LatestRow[] = [];
    for (let from = 0; from < wanted.length; from += READ_AT_ONCE) {
      const rows = wanted.slice(from, from + READ_AT_ONCE).map(async (assetId): Promise<LatestRow[]> => {
        const storedMs = stored.get(assetId) ?? -Infinity;
        const waiting = head === null ? null : newestIn(head, kind, assetId, storedMs);
        const row = waiting ?? (await this.lastStored(query, assetId, storedMs));
        return row === null ? [] : [{ assetId, row }];
      });
      found.push(...(await Promise.all(rows)).flat());
    }
    return found;
  }

  private async lastStored(
    { organizationId, kind, columns }: LatestQuery,
    assetId: AssetId,
    timeMs: number,
  ): Promise<RowBlock | null> {
    if (!Number.isFinite(timeMs)) return null;
    const range = { kind, assetId, fromMs: timeMs, toMs: timeMs + SMALLEST_STEP_MS };
    let last: RowBlock | null = null;
    const query = { ...range, columns, labels: LABELS_OF[kind], resolution: 'raw' as const };
    for await (const block of this.store.read(organizationId, query, () => undefined)) {
      last = rowsBetween(block, block.rows - 1, block.rows);
    }
    return last;
  }
}

/** The newest row in memory that is not older than what is stored. */
function newestIn(head: HeadRows, kind: SeriesKind, assetId: AssetId, storedMs: number): RowBlock | null {
  const waiting = head.rowsOf({ kind, assetId, fromMs: storedMs, toMs: Number.POSITIVE_INFINITY });
  if (waiting === null || at(waiting.timesMs, waiting.rows - 1) < storedMs) return null;
  return rowsBetween(waiting, waiting.rows - 1, waiting.rows);
}
