import {
  AppError,
  type OrganizationConfig,
  type OrganizationId,
  type TakeOverPause,
} from '@eagle/contracts/domain';
import { ZoneClock, type FeedConnection } from '@eagle/feeds';
import { backOffMs } from '@eagle/service-kit';
import type { HistoryStretch, TimeRange } from '@eagle/telemetry';
import type { PieceMemory } from './collected-scans.js';
import { FIRST_LENGTH_MS, nextLengthMs, nextPiece, nextStretch } from './next-piece.js';
import { opensAtMs } from './open-hours.js';
import { ReadingSpeed } from './reading-speed.js';
import { SourcePace } from './source-pace.js';
import type { ReadableConfig } from './readable-config.js';
import { Pause, type Paused } from './take-over-pause.js';
import type { TakeOverPorts } from './take-over-ports.js';
import { takePiece, type PieceTaken } from './take-piece.js';
import { WantedStretches } from './wanted-stretches.js';

const RETRY = { baseMs: 5_000, maxMs: 600_000 };

/** Takes the history of one organization over from its source, a piece a turn. */
export class OrganizationTakeOver {
  readonly speed = new ReadingSpeed();
  private readonly stretches: WantedStretches;
  private dueMs = Number.NEGATIVE_INFINITY;
  private lengthMs = FIRST_LENGTH_MS;
  private failures = 0;
  private pause: Paused | null = null;
  /** Whether ranges are found in the table of this mapping. */
  private finding: { readonly mapping: ReadableConfig['mapping']; readonly findsRanges: boolean } | null =
    null;

  constructor(
    readonly organizationId: OrganizationId,
    private readonly ports: TakeOverPorts,
  ) {
    this.stretches = new WantedStretches(ports);
  }

  /** When its next turn is, by the steady clock. */
  get dueAtMs(): number {
    return this.dueMs;
  }

  get paused(): Paused | null {
    return this.pause;
  }

  /** Its configuration changed: whatever it waited for may be there now. */
  configured(): void {
    this.dueMs = Number.NEGATIVE_INFINITY;
    this.failures = 0;
  }

  /** Never rejects. @param ending  Ends the turn at once. */
  async turn(memory: PieceMemory, ending: AbortSignal): Promise<void> {
    const { steadyNow, lookEveryMs } = this.ports;
    this.dueMs = Number.POSITIVE_INFINITY;
    try {
      const done = await this.step(memory, ending);
      this.failures = 0;
      if (done instanceof Pause) return this.wait(done, null);
      this.pause = null;
      this.dueMs = done === 'more' ? steadyNow() : steadyNow() + lookEveryMs;
    } catch (error) {
      if (!ending.aborted) this.failed(error);
    }
  }

  private async step(memory: PieceMemory, ending: AbortSignal): Promise<Pause | 'more' | 'nothing'> {
    const { organizationId, ports } = this;
    const { stretches, lookEveryMs } = ports;
    const config = this.readable();
    if (config === null)
      return new Pause(
        'not-configured',
        'The organization is disabled, or has no feed with a mapping.',
        lookEveryMs,
      );
    const all = await this.stretches.of(config);
    if (all === null) return new Pause('no-live-rows', 'It begins with the first live row.', lookEveryMs);
    const stretch = nextStretch(all);
    if (stretch === null) return 'nothing';
    const reason = this.reasonToWait(config);
    if (reason !== null) return reason;
    const oldestMs = this.stretches.oldestMs(stretch, all, config);
    if (nextPiece(stretch, { oldestMs, lengthMs: this.lengthMs, zone: UTC }) === null) {
      await this.end(stretch);
      return 'more';
    }
    if ((await stretches.begin(organizationId, stretch.id)) === null) return 'more';
    // After an error it is another attempt: whether the pause is over shows at its end.
    if (this.pause?.code === null) this.pause = null;
    await this.read(config, { stretch, oldestMs, memory, ending });
    return 'more';
  }

  private reasonToWait(config: ReadableConfig): Pause | null {
    const { recorders, now, lookEveryMs } = this.ports;
    const { hours } = config.settings.history.takeOver;
    const opensMs = opensAtMs(now(), hours, new ZoneClock(config.settings.timeZone));
    if (opensMs !== null) {
      const text = `The source may be read from ${hours?.from} to ${hours?.until} (${config.settings.timeZone}).`;
      return new Pause('hours', text, opensMs - now());
    }
    const quota = recorders.of(this.organizationId)?.quota;
    if (quota === undefined || quota.state === 'within') return null;
    const used = `${Math.floor(quota.usedShare * 100)} % of the quota are used, and the rest is kept for live rows`;
    return new Pause('quota', `${used}: raise \`quotaBytes\` or lower \`rawDays\`.`, lookEveryMs);
  }

  private async read(config: ReadableConfig, { stretch, oldestMs, memory, ending }: Reading): Promise<void> {
    const { openFeed, store, now, steadyNow, metrics } = this.ports;
    const interruption = new AbortController();
    const signal = AbortSignal.any([ending, interruption.signal]);
    const pace = new SourcePace({
      share: () => (this.readable() ?? config).settings.history.takeOver.sourceShare,
      now: steadyNow,
      check: () => {
        if (!this.mayGoOn(config)) interruption.abort();
      },
      signal,
    });
    const connection = await openFeed(config);
    const close = (): void => void connection.close();
    signal.addEventListener('abort', close, { once: true });
    const beganMs = steadyNow();
    try {
      const lengthMs = (await this.findsRanges(config, connection, pace))
        ? this.lengthMs
        : Number.POSITIVE_INFINITY;
      const zone = new ZoneClock(config.mapping.timeZone);
      const piece = nextPiece(stretch, { oldestMs, lengthMs, zone });
      if (piece === null) return;
      const taken = await takePiece(config, piece, { connection, store, pace, memory, now });
      await this.taken(stretch, piece, taken, steadyNow() - beganMs);
    } catch (error) {
      // The next turn says why it waits.
      if (!interruption.signal.aborted) throw error;
    } finally {
      signal.removeEventListener('abort', close);
      metrics.sourceSeconds.inc({ organization: this.organizationId }, pace.busyMs / 1_000);
      await connection.close();
    }
  }

  private async taken(
    stretch: HistoryStretch,
    piece: TimeRange,
    { rows, rejected }: PieceTaken,
    tookMs: number,
  ): Promise<void> {
    const { organizationId, ports } = this;
    await ports.stretches.advance(organizationId, stretch.id, { reachedMs: piece.fromMs, rows, rejected });
    await ports.recorders.of(organizationId)?.measured.measure();
    const organization = organizationId;
    ports.metrics.takenOverRows.inc({ organization, reason: stretch.reason }, rows);
    for (const [reason, count] of Object.entries(rejected)) {
      ports.metrics.takeOverRejected.inc({ organization, reason }, count);
    }
    this.speed.add({ rows, spanMs: piece.untilMs - piece.fromMs, tookMs });
    this.lengthMs = nextLengthMs(this.lengthMs, rows);
  }

  private async findsRanges(
    config: ReadableConfig,
    connection: FeedConnection,
    pace: SourcePace,
  ): Promise<boolean> {
    const { mapping } = config;
    if (this.finding?.mapping !== mapping) {
      this.finding = { mapping, findsRanges: await connection.findsRanges(mapping, pace) };
    }
    return this.finding.findsRanges;
  }

  /** Nothing is left that may be read. */
  private async end({ id, reason, fromMs, reachedMs }: HistoryStretch): Promise<void> {
    const { organizationId, ports } = this;
    if (reason === 'begin' || reachedMs === fromMs) await ports.stretches.finish(organizationId, id);
    else await ports.stretches.giveUp(organizationId, id, 'The rest is older than rows are kept.');
  }

  /** Whether what is being read is still wanted, and may be read now. */
  private mayGoOn(began: ReadableConfig): boolean {
    const config = this.readable();
    if (config === null || this.reasonToWait(config) !== null) return false;
    return config.revision === began.revision || isReadAlike(config, began);
  }

  private readable(): ReadableConfig | null {
    const config = this.ports.recorders.configOf(this.organizationId);
    if (config === null || !config.enabled) return null;
    const { feed, mapping } = config;
    // Nothing of a source is read while its feed is switched off.
    return feed?.enabled !== true || mapping === null ? null : { ...config, feed, mapping };
  }

  private failed(error: unknown): void {
    const { logger, metrics } = this.ports;
    const code = error instanceof AppError ? error.code : 'unknown';
    const { organizationId } = this;
    metrics.takeOverFailures.inc({ code });
    if (this.pause?.code !== code) {
      logger.warn(
        { organizationId, error },
        'History cannot be taken over from the source; it is tried again',
      );
    }
    const forMs = backOffMs(this.failures, Math.random(), RETRY);
    this.failures += 1;
    const explanation =
      error instanceof AppError ? error.message : 'An unexpected error: see the log of the historian.';
    this.wait(new Pause(reasonOf(code), explanation, forMs), code);
  }

  private wait({ reason, explanation, forMs }: Pause, code: string | null): void {
    const { now, steadyNow } = this.ports;
    const before = this.pause;
    const sinceMs = before?.reason === reason && before.code === code ? before.sinceMs : now();
    this.pause = { reason, code, explanation, sinceMs, againAtMs: now() + forMs };
    this.dueMs = steadyNow() + forMs;
  }
}

interface Reading {
  readonly stretch: HistoryStretch;
  readonly oldestMs: number;
  readonly memory: PieceMemory;
  readonly ending: AbortSignal;
}

const UTC = new ZoneClock('UTC');

/** Whether rows are read and mapped in the same way. */
const isReadAlike = (a: OrganizationConfig, b: OrganizationConfig): boolean =>
  JSON.stringify([a.feed, a.mapping, a.tags, a.assets]) ===
  JSON.stringify([b.feed, b.mapping, b.tags, b.assets]);

const reasonOf = (code: string): TakeOverPause =>
  code.startsWith('FEED.') ? 'source' : code.startsWith('FEATURES.') ? 'not-configured' : 'store';
