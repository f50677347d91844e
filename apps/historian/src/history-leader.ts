import { AppError } from '@eagle/contracts/domain';
import type { Bus, Subscription } from '@eagle/messaging';
import type { LeaderTask, Logger, OrganizationConfigs } from '@eagle/service-kit';
import { believedNow, monotonicNow } from '@eagle/service-kit/clocks';
import {
  HEAD_BOUNDS,
  type FollowedStream,
  type HistoryStretches,
  type Positions,
  type StreamPosition,
  type TelemetryStore,
} from '@eagle/telemetry';
import type { ExportedPast } from './adapters/open-exports.js';
import type { Exports } from './export/exports.js';
import type { HistoryDeletions } from './adapters/postgres/history-deletions.js';
import { DeletionLoop } from './delete/deletion-loop.js';
import { HistoryDeleter, type DeleterPorts } from './delete/history-deleter.js';
import { OrganizationTurns } from './delete/organization-turns.js';
import { UndeletedRows } from './delete/undeleted-rows.js';
import type { HistorianMetrics } from './historian-metrics.js';
import { HistoryReader } from './read/history-reader.js';
import { CatchUp } from './record/catch-up.js';
import { CatchUps } from './record/catch-ups.js';
import { HeadRoom } from './record/head-room.js';
import { LostMessages } from './record/lost-messages.js';
import { MaintenanceLoop } from './record/maintenance-loop.js';
import type { OrganizationRecorder, RecorderPorts } from './record/organization-recorder.js';
import { fallBehindWherePassed } from './record/passed-messages.js';
import { RECORDED_PREDICTIONS, RECORDED_SCANS } from './record/recorded-streams.js';
import { Recorders } from './record/recorders.js';
import { StoreRounds } from './record/store-rounds.js';
import { StreamRecording } from './record/stream-recording.js';
import type { TakeOverLoop } from './take-over/take-over-loop.js';

/**
 * Of the values that may wait, what one organization may have: a few that cannot be stored leave
 * room for the others.
 */
const HEAD_SHARE = 1 / 3;

export interface LeaderParts {
  readonly bus: Bus;
  readonly configs: OrganizationConfigs;
  readonly logger: Logger;
  readonly metrics: HistorianMetrics;
  /** Opens the store for the term. */
  readonly openStore: () => Promise<TelemetryStore>;
  readonly openExports: (past: ExportedPast) => Promise<Exports>;
  /** What is read from sources; for the term. */
  readonly stretches: Pick<HistoryStretches, 'want'>;
  /** What people had deleted. */
  readonly deletions: HistoryDeletions;
  readonly openTakeOver: (past: { store: UndeletedRows; recorders: Recorders }) => TakeOverLoop;
  /** From where to follow the streams. */
  readonly followed: { read(): Promise<Positions>; save(positions: Positions): Promise<void> };
}

export interface LeaderOptions {
  readonly flushEveryMs: number;
  readonly maintainEveryMs: number;
  readonly waitingValuesMax: number;
}

/** What works during the term, once the store is open. */
interface Opened {
  readonly store: TelemetryStore;
  readonly recorders: Recorders;
  readonly catchUps: CatchUps;
  readonly room: HeadRoom;
  readonly lost: LostMessages;
  readonly rounds: StoreRounds;
  readonly maintenance: MaintenanceLoop;
  readonly reader: HistoryReader;
  readonly exports: Exports;
  readonly deleter: HistoryDeleter;
  readonly deletionLoop: DeletionLoop;
  readonly takeOver: TakeOverLoop;
}

/**
 * The historian while this process holds the lease: it follows both streams, keeps the newest rows
 * in memory and stores them. Everything in memory can be read again from the streams, from the
 * position that is stored with the rows.
 */
export class HistoryLeader implements LeaderTask {
  private readonly subscriptions: Subscription[] = [];
  private readonly reached = new Map<FollowedStream, StreamPosition>();
  private opened: Opened | null = null;
  private stopped = false;

  constructor(
    private readonly parts: LeaderParts,
    private readonly options: LeaderOptions,
  ) {}

  /**
   * @throws the error of the store, the database or the bus. A call of `stop` then ends whatever
   * was started.
   */
  async start(): Promise<void> {
    const { bus, configs, logger, metrics, followed } = this.parts;
    const opened = await this.open();
    this.opened = opened;
    const { recorders, catchUps, room, lost, rounds, maintenance, exports, deletionLoop, takeOver } = opened;
    for (const [stream, position] of await followed.read()) this.reached.set(stream, position);
    this.subscriptions.push(
      await configs.follow((id, config) => {
        recorders.configured(id, config);
        takeOver.configured(id);
        if (config !== null) return;
        catchUps.forget(id);
        deletionLoop.lookSoon();
      }),
    );
    await recorders.openAll();
    const ports = { bus, recorders, catchUps, room, lost, logger, metrics, reached: this.reached };
    const scans = new StreamRecording(RECORDED_SCANS, ports);
    const predictions = new StreamRecording(RECORDED_PREDICTIONS, ports);
    for (const recording of [scans, predictions]) {
      this.subscriptions.push(recording);
      await recording.start();
    }
    rounds.start();
    maintenance.start();
    exports.start();
    deletionLoop.start();
    takeOver.start();
  }

  /**
   * @param how  `orderly`: what waits is stored first. `abandon`: at once, as if the process had
   * died.
   */
  async stop(how: 'orderly' | 'abandon'): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    const { opened } = this;
    opened?.room.end();
    await Promise.all(this.subscriptions.map((subscription) => subscription.stop()));
    if (opened === null) return;
    await opened.catchUps.stop();
    const { maintenance, exports, deletionLoop, takeOver } = opened;
    await Promise.all([maintenance.stop(), exports.stop(), deletionLoop.stop(), takeOver.stop()]);
    await opened.rounds.stop(how);
    await opened.store.close();
  }

  /** @throws AppError `LEADER.NOT_LEADING` (unavailable): its store is not open yet. */
  get reader(): HistoryReader {
    return this.whileOpen.reader;
  }

  /** @throws AppError as `reader`. */
  get exports(): Exports {
    return this.whileOpen.exports;
  }

  /** @throws AppError as `reader`. */
  get deleter(): HistoryDeleter {
    return this.whileOpen.deleter;
  }

  /** @throws AppError as `reader`. */
  get takeOver(): TakeOverLoop {
    return this.whileOpen.takeOver;
  }

  get recorders(): readonly OrganizationRecorder[] {
    return this.opened?.recorders.all ?? [];
  }

  get waitingValues(): number {
    return this.opened?.recorders.waitingValues ?? 0;
  }

  /** Since when rows of an organization cannot be stored, epoch milliseconds; null: all can. */
  get unstoredSinceMs(): number | null {
    const since = this.recorders.flatMap(({ unstored }) => unstored?.sinceMs ?? []);
    return since.length === 0 ? null : Math.min(...since);
  }

  /**
   * One sentence on why no rows are stored, of anybody; null while rows of any organization are.
   */
  problem(): string | null {
    const { unstoredSinceMs, recorders } = this;
    if (unstoredSinceMs === null) return null;
    if (recorders.some(({ storedAtMs }) => storedAtMs !== null && storedAtMs >= unstoredSinceMs)) return null;
    const failing = recorders.flatMap(({ unstored }) => unstored ?? []);
    const codes = [...new Set(failing.map(({ code }) => code))].join(', ');
    const since = new Date(unstoredSinceMs).toISOString();
    return `no telemetry can be stored since ${since} (${codes}), of ${failing.length} organizations; the bus keeps what comes`;
  }

  private get whileOpen(): Opened {
    if (this.opened !== null) return this.opened;
    throw stillOpening();
  }

  private async open(): Promise<Opened> {
    const { bus, configs, logger, metrics, followed, stretches } = this.parts;
    const { flushEveryMs, maintainEveryMs, waitingValuesMax } = this.options;
    const store = await this.parts.openStore();
    const shared = (): Positions => this.reached;
    const lost = new LostMessages({ bus, stretches, metrics, logger, now: believedNow });
    const catchUps = new CatchUps(new CatchUp({ bus, lost, metrics, shared }), logger);
    const onOpened = async (recorder: OrganizationRecorder): Promise<void> => {
      await fallBehindWherePassed(bus, recorder, this.reached);
      if (recorder.cursor.isBehind) catchUps.begin(recorder);
    };
    const recorders = new Recorders(configs, { ...this.recorderPorts(store), store, onOpened }, monotonicNow);
    const room = new HeadRoom(recorders, catchUps, waitingValuesMax);
    const reach = {
      reached: () => new Map(this.reached),
      save: (positions: Positions) => followed.save(positions),
    };
    const rounds = new StoreRounds(recorders, reach, logger, flushEveryMs);
    const maintenance = new MaintenanceLoop(recorders, metrics, logger, maintainEveryMs);
    const reader = new HistoryReader(store, recorders, believedNow);
    const exports = await this.parts.openExports(exportedPast(store, recorders, metrics));
    const turns = new OrganizationTurns();
    const undeleted = new UndeletedRows(store, this.parts.deletions, turns);
    const takeOver = this.parts.openTakeOver({ store: undeleted, recorders });
    const deletion = this.deletion({ store, recorders, reader, turns }, exports);
    return {
      store,
      recorders,
      catchUps,
      room,
      lost,
      rounds,
      maintenance,
      reader,
      exports,
      takeOver,
      ...deletion,
    };
  }

  private deletion(past: Pick<DeleterPorts, 'store' | 'recorders' | 'reader' | 'turns'>, exports: Exports) {
    const { deletions, metrics, logger } = this.parts;
    const deleter = new HistoryDeleter({
      ...{ ...past, deletions, now: believedNow },
      forgetExports: (organizationId) => exports.forget(organizationId),
    });
    const everyMs = this.options.maintainEveryMs;
    const deletionLoop = new DeletionLoop(deleter, deletions, metrics, logger, { everyMs, monotonicNow });
    return { deleter, deletionLoop };
  }

  private recorderPorts(store: TelemetryStore): RecorderPorts {
    const { metrics, logger } = this.parts;
    const { waitingValuesMax } = this.options;
    return {
      store,
      headBounds: { cellsMax: Math.min(HEAD_BOUNDS.cellsMax, Math.ceil(waitingValuesMax * HEAD_SHARE)) },
      now: believedNow,
      onStored: (seconds) => metrics.storeSeconds.observe(seconds),
      onFailure: (organizationId, error) => {
        metrics.storeFailures.inc({ code: error instanceof AppError ? error.code : 'unknown' });
        if (this.stopped) return;
        logger.warn({ organizationId, error }, 'Rows could not be stored; it is tried again');
      },
      onUnmeasured: (organizationId, error) => {
        metrics.maintenanceFailures.inc({ code: error instanceof AppError ? error.code : 'unknown' });
        logger.warn(
          { organizationId, error },
          'How much is stored could not be looked up; what was measured last counts',
        );
      },
      onRefused: (organization, stream, rows) =>
        metrics.rowsSetAside.inc({ organization, stream, reason: 'quota-full' }, rows),
    };
  }
}

const stillOpening = (): AppError =>
  new AppError('LEADER.NOT_LEADING', 'The telemetry history is being opened: ask again in a moment.');

const exportedPast = (
  store: TelemetryStore,
  recorders: Recorders,
  metrics: HistorianMetrics,
): ExportedPast => ({
  store,
  live: (organizationId) => ({
    config: recorders.configOf(organizationId),
    head: recorders.of(organizationId)?.head ?? null,
  }),
  organizations: () => recorders.organizations,
  onEnd: ({ spec: { kind } }, outcome, rows) => {
    metrics.exports.inc({ kind, outcome });
    metrics.exportedRows.inc({ kind }, rows);
  },
});
