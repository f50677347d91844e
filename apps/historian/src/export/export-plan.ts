import {
  AppError,
  type AssetId,
  type ExportSpec,
  type OrganizationConfig,
  type OrganizationId,
} from '@eagle/contracts/domain';
import type { HeadRows, SeriesKind, TelemetryReader } from '@eagle/telemetry';
import type { AlertQuery } from './export-sources.js';

/** Years 1 to 9999: all that can be stored. */
export const ALWAYS = {
  fromMs: Date.UTC(1970, 0, 1) - 719_162 * 86_400_000,
  toMs: Date.UTC(10_000, 0, 1) - 1,
};

/** Rows of one asset that may be in the file. */
export interface AssetPlan {
  readonly assetId: AssetId;
  /** Around all rows that there are in the range; null: none. */
  readonly extent: { readonly fromMs: number; readonly toMs: number } | null;
  readonly rowsMax: number;
  /** Usual distance of two rows; NaN where that is not known. */
  readonly intervalMs: number;
}

export interface HistoryPlan {
  readonly assets: readonly AssetPlan[];
  /** Of telemetry: the tags, in the order of the file. */
  readonly tags: readonly string[];
}

/** What an organization has. */
export interface OrganizationPast {
  readonly organizationId: OrganizationId;
  readonly config: OrganizationConfig | null;
  readonly store: Pick<TelemetryReader, 'summary' | 'newest'>;
  readonly head: HeadRows | null;
}

export const rangeOf = ({ fromMs, toMs }: Pick<ExportSpec, 'fromMs' | 'toMs'>) => ({
  fromMs: fromMs ?? ALWAYS.fromMs,
  toMs: toMs ?? ALWAYS.toMs,
});

export const seriesKindOf = (kind: 'telemetry' | 'predictions'): SeriesKind =>
  kind === 'telemetry' ? 'scans' : 'predictions';

export const alertQueryOf = (spec: ExportSpec, recordedWithin: AlertQuery['recordedWithin']): AlertQuery => ({
  assets: spec.assets,
  ...rangeOf(spec),
  recordedWithin,
});

/**
 * Assets and tags that are asked for, all of them known, and what there is of them.
 * @throws AppError `TELEMETRY.ASSET_UNKNOWN`, `TELEMETRY.TAG_UNKNOWN`,
 * `TELEMETRY.RANGE_BEFORE_RECORD` (not-found).
 */
export async function planHistory(past: OrganizationPast, spec: ExportSpec): Promise<HistoryPlan> {
  const kind = seriesKindOf(spec.kind === 'predictions' ? 'predictions' : 'telemetry');
  const assets = await assetsOf(past, kind, spec.assets);
  const known = new Set<string>(past.config?.tags.map(({ tag }) => tag));
  const plans: AssetPlan[] = [];
  for (const assetId of assets) {
    const range = { kind, assetId, ...rangeOf(spec) };
    // Before the store is asked: rows that are stored in between are seen twice, never not at all.
    const waiting = past.head?.rowsOf(range) ?? null;
    const { rowsMax, extent, intervalMs, columns } = await past.store.summary(past.organizationId, range);
    for (const column of columns.get('raw') ?? []) known.add(column);
    for (const column of waiting?.columns.keys() ?? []) known.add(column);
    const times = [extent?.fromMs, extent?.toMs, waiting?.timesMs[0], waiting?.timesMs.at(-1)];
    const ends = times.filter((timeMs) => timeMs !== undefined);
    plans.push({
      assetId,
      extent: ends.length === 0 ? null : { fromMs: Math.min(...ends), toMs: Math.max(...ends) },
      rowsMax: rowsMax + (waiting?.rows ?? 0),
      intervalMs,
    });
  }
  const unknown = spec.tags.filter((tag) => !known.has(tag));
  if (unknown.length > 0) throw tagsUnknown(unknown);
  if (plans.every(({ extent }) => extent === null)) await assertAfterBeginning(past, kind, assets, spec);
  const tags =
    spec.tags.length > 0 ? [...new Set(spec.tags)] : (past.config?.tags.map(({ tag }) => tag) ?? []);
  return { assets: plans, tags };
}

/**
 * The assets that are wanted, or all, in order.
 * @throws AppError `TELEMETRY.ASSET_UNKNOWN` (not-found).
 */
export async function assetsOf(
  { organizationId, config, store, head }: OrganizationPast,
  kind: SeriesKind,
  wanted: readonly AssetId[],
): Promise<readonly AssetId[]> {
  const configured = config?.assets.map(({ assetId }) => assetId) ?? [];
  const stored = await store.newest(organizationId, kind);
  const known = new Set([...configured, ...stored.keys(), ...(head?.assets(kind) ?? [])]);
  const unknown = wanted.filter((assetId) => !known.has(assetId));
  if (unknown.length > 0) throw assetsUnknown(unknown);
  return (wanted.length > 0 ? [...new Set(wanted)] : [...known]).toSorted();
}

/** An empty range within the record is an empty file; one before it is a mistake. */
async function assertAfterBeginning(
  { organizationId, store, head }: OrganizationPast,
  kind: SeriesKind,
  assets: readonly AssetId[],
  { toMs }: ExportSpec,
): Promise<void> {
  let beginMs = Number.POSITIVE_INFINITY;
  for (const assetId of assets) {
    const range = { kind, assetId, ...ALWAYS };
    const { extent, aggregatedDaysMs } = await store.summary(organizationId, range);
    const begins = [extent?.fromMs, aggregatedDaysMs[0], head?.rowsOf(range)?.timesMs[0]];
    beginMs = Math.min(beginMs, ...begins.filter((timeMs) => timeMs !== undefined));
  }
  if (toMs === null || !Number.isFinite(beginMs) || toMs > beginMs) return;
  const detail = `The range ends before the first row, which is of ${new Date(beginMs).toISOString()}.`;
  throw new AppError('TELEMETRY.RANGE_BEFORE_RECORD', detail, {
    errors: [{ pointer: '/to', detail }],
    recordedFromMs: beginMs,
  });
}

function assetsUnknown(assets: readonly string[]): AppError {
  const detail = `There is no asset ${assets.join(', ')}: name assets of the configuration.`;
  return new AppError('TELEMETRY.ASSET_UNKNOWN', detail, { errors: [{ pointer: '/assets', detail }] });
}

function tagsUnknown(tags: readonly string[]): AppError {
  const detail = `There is no tag ${tags.join(', ')}: name tags of the configuration.`;
  return new AppError('TELEMETRY.TAG_UNKNOWN', detail, { errors: [{ pointer: '/tags', detail }] });
}
