import type { OrganizationConfig } from '@eagle/contracts/domain';
import type { HistoryStretch } from '@eagle/telemetry';
import type { ReadableConfig } from './readable-config.js';
import type { TakeOverPorts } from './take-over-ports.js';

const DAY_MS = 86_400_000;

/** Which stretches of history are to be read, and how far back. */
export class WantedStretches {
  constructor(private readonly ports: Pick<TakeOverPorts, 'recorders' | 'store' | 'stretches' | 'now'>) {}

  /**
   * All stretches, with the one that begins the record; null while no live row says where it
   * begins.
   */
  async of(config: ReadableConfig): Promise<HistoryStretch[] | null> {
    const { organizationId } = config;
    const { stretches } = this.ports;
    const all = await stretches.all(organizationId);
    const begun = all.filter(({ reason }) => reason === 'begin');
    const untilMs =
      begun.length > 0 ? Math.max(...begun.map((one) => one.untilMs)) : await this.liveFromMs(config);
    if (untilMs === null) return null;
    const { days } = config.settings.history.takeOver;
    const fromMs = Math.min(untilMs, Math.max(untilMs - days * DAY_MS, this.oldestKeptMs(config)));
    if (begun.some((one) => one.fromMs <= fromMs)) return all;
    await stretches.want(organizationId, { fromMs, untilMs, reason: 'begin' });
    return stretches.all(organizationId);
  }

  /**
   * Rows from here on come live: those that are read live began before the newest one. Null: none
   * came yet.
   */
  private async liveFromMs({ organizationId, feed }: ReadableConfig): Promise<number | null> {
    const { recorders, store, now } = this.ports;
    const stored = await store.newest(organizationId, 'scans');
    const head = recorders.of(organizationId)?.head;
    const waiting = head?.assets('scans').map((assetId) => {
      const range = {
        kind: 'scans',
        assetId,
        fromMs: Number.NEGATIVE_INFINITY,
        toMs: Number.POSITIVE_INFINITY,
      } as const;
      return head.rowsOf(range)?.timesMs.at(-1) ?? Number.NEGATIVE_INFINITY;
    });
    const newestMs = Math.max(...stored.values(), ...(waiting ?? []));
    if (newestMs === Number.NEGATIVE_INFINITY) return null;
    return Math.floor(feed.clock === 'source' ? newestMs : Math.min(newestMs, now())) + 1;
  }

  /** Rows of the stretch before this instant are not read. */
  oldestMs(stretch: HistoryStretch, all: readonly HistoryStretch[], config: OrganizationConfig): number {
    return Math.max(this.oldestKeptMs(config), oldestOf(stretch, all, config));
  }

  private oldestKeptMs({ settings }: OrganizationConfig): number {
    return this.ports.now() - settings.history.rawDays * DAY_MS;
  }
}

/**
 * The days of the setting reach back from where the record begins; what was lost is read wherever
 * it lies.
 */
function oldestOf(
  { reason }: HistoryStretch,
  all: readonly HistoryStretch[],
  { settings }: OrganizationConfig,
): number {
  if (reason === 'lost') return Number.NEGATIVE_INFINITY;
  const begun = all.filter((one) => one.reason === 'begin').map(({ untilMs }) => untilMs);
  return Math.max(...begun) - settings.history.takeOver.days * DAY_MS;
}
