import {
  askedCodes,
  type AssetId,
  logCodeOf,
  type LogKind,
  feedSchema,
  type LogEntry,
  type OrganizationConfig,
} from '@eagle/contracts/domain';
import type { Mistake, NewLogEntries } from '@eagle/contracts/rest';

export interface CheckedLogEntries {
  /** Each entry once, in the order in which they were given. */
  readonly entries: LogEntry[];
  /** What makes the whole request invalid. */
  readonly mistakes: Mistake[];
}

/** For an organization without a feed. */
const FUTURE_TOLERANCE_MS = feedSchema.shape.futureToleranceMs.parse(undefined);

/** Normalizes codes, cuts instants to the stored milliseconds, and removes duplicate entries. */
export function checkLogEntries(
  { events }: Pick<NewLogEntries, 'events'>,
  config: Pick<OrganizationConfig, 'feed'> | null,
  nowMs: number,
): CheckedLogEntries {
  const feed = config?.feed ?? null;
  // Where the source is the clock, the gateway cannot know what is ahead of it.
  const toMs = feed?.clock === 'source' ? Infinity : nowMs + (feed?.futureToleranceMs ?? FUTURE_TOLERANCE_MS);
  const mistakes: Mistake[] = [];
  const entries = new Map<string, LogEntry>();
  events.forEach(({ assetId, code: text, at }, index) => {
    const wrong = (field: string, detail: string) =>
      mistakes.push({ pointer: `/events/${index}/${field}`, detail });
    const code = logCodeOf(text);
    const atMs = Date.parse(at);
    if (code === null) wrong('code', 'holds no letter and no digit, so nothing is left of it as a code');
    if (atMs > toMs) wrong('at', `lies ahead of the clock, which is at ${new Date(nowMs).toISOString()}`);
    if (atMs < 0) wrong('at', 'lies before 1970');
    if (code !== null) entries.set(`${assetId} ${code} ${atMs}`, { assetId, code, atMs });
  });
  return { entries: [...entries.values()], mistakes };
}

export interface NotCounted {
  readonly assets: AssetId[];
  readonly codes: string[];
}

/**
 * Given assets that are not configured and codes that no feature uses: they are kept, and count
 * once they are configured.
 */
export function notCounted(
  kind: LogKind,
  entries: readonly LogEntry[],
  config: Pick<OrganizationConfig, 'assets' | 'settings'> | null,
): NotCounted {
  const assets = new Set(config?.assets.map(({ assetId }) => assetId));
  const asked = config === null ? new Set<string>() : askedCodes(config.settings.features, kind);
  const unknown = entries.map(({ assetId }) => assetId).filter((assetId) => !assets.has(assetId));
  const unasked = entries.map(({ code }) => code).filter((code) => !asked.has(code));
  return { assets: [...new Set(unknown)], codes: [...new Set(unasked)] };
}
