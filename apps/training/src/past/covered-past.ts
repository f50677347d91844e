import type { OrganizationConfig, OrganizationId } from '@eagle/contracts/domain';
import { tagTable } from '@eagle/features';
import type { HistoryRange } from '@eagle/learning';
import {
  coveredRanges,
  keptFromMs,
  without,
  type HistoryStretch,
  type TelemetryReader,
  type TimeRange,
} from '@eagle/telemetry';

const DAY_MS = 86_400_000;
/**
 * Assets whose newest scan is older than this against the others stopped, and say nothing on how
 * far the historian is.
 */
const SAME_TIME_MS = 15 * 60_000;

export interface CoverageParts {
  readonly reader: TelemetryReader;
  readonly stretches: { all(organizationId: OrganizationId): Promise<readonly HistoryStretch[]> };
  /** Wall clock, milliseconds. */
  readonly nowMs: number;
}

/**
 * Ranges of which the historian has every scan with every tag: what it recorded and took over,
 * without what is too old to be kept and without days on which a tag was not configured yet. The
 * source still knows what such a tag was.
 */
export async function coveredPast(
  config: OrganizationConfig,
  range: HistoryRange,
  { reader, stretches, nowMs }: CoverageParts,
): Promise<readonly TimeRange[]> {
  const { organizationId, settings } = config;
  const covered = coveredRanges(await stretches.all(organizationId), await recordedUntilMs(config, reader));
  if (covered.length === 0) return [];
  const { rawDays, aggregateYears } = settings.history;
  const retention = { rawDays, aggregateDays: aggregateYears * 365 };
  const tooOld = { fromMs: Number.NEGATIVE_INFINITY, untilMs: keptFromMs('raw', retention, nowMs) };
  const holes = [tooOld, ...(await incompleteDays(config, range, reader))];
  return covered.flatMap((part) => without(part, holes));
}

/** Up to which instant the scans of all assets are stored. */
async function recordedUntilMs(config: OrganizationConfig, reader: TelemetryReader): Promise<number> {
  const newest = await reader.newest(config.organizationId, 'scans');
  const times = config.assets.flatMap(({ assetId }) => newest.get(assetId) ?? []);
  if (times.length === 0) return Number.NEGATIVE_INFINITY;
  const newestMs = Math.max(...times);
  return Math.min(...times.filter((timeMs) => timeMs >= newestMs - SAME_TIME_MS)) + 1;
}

/**
 * Days on which some asset's scans lack a tag that is configured now. A tag comes and goes within a
 * day, so the days beside them count too.
 */
async function incompleteDays(
  config: OrganizationConfig,
  { fromMs, toMs }: HistoryRange,
  reader: TelemetryReader,
): Promise<TimeRange[]> {
  const { names } = tagTable(config);
  const days: TimeRange[] = [];
  for (const { assetId } of config.assets) {
    const range = { kind: 'scans', assetId, fromMs, toMs } as const;
    for (const dayMs of await reader.incompleteDays(config.organizationId, range, names)) {
      days.push({ fromMs: dayMs - DAY_MS, untilMs: dayMs + 2 * DAY_MS });
    }
  }
  return days;
}
