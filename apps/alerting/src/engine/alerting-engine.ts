import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { STREAMS, type StreamDeclaration } from '@eagle/contracts/bus';
import {
  type Alert,
  AppError,
  type OrganizationConfig,
  type OrganizationId,
  type StreamIncarnation,
} from '@eagle/contracts/domain';
import type { OrganizationOwned, PredictionFrame, ScanBatch } from '@eagle/contracts/frames';
import { type BusMessage, type StreamGap, type Subscription } from '@eagle/messaging';
import { FollowedConfigs, type OrganizationConfigs } from '@eagle/service-kit';
import { monotonicNow } from '@eagle/service-kit/clocks';
import { actOnAlert, type ActOnAlert } from '../act-on-alert/act-on-alert.js';
import { JUDGED_STREAMS, NO_POSITION, type JudgedStream, type Positions } from '../alert-store.js';
import type { WriterPorts } from '../organization/organization-writer.js';
import { openRuntime, type OrganizationRuntime } from './organization-runtime.js';
import { StreamJudge, type Reached } from './stream-judge.js';

export interface EnginePorts extends WriterPorts {
  readonly configs: OrganizationConfigs;
}

export interface EngineOptions {
  readonly flushEveryMs: number;
}

const FLUSHES_AT_ONCE = 4;
/**
 * A routine flush spreads the organizations over this part of the interval: a burst of commits
 * would delay alerts that come meanwhile.
 */
const FLUSH_SPREAD = 0.8;
/** How often due dates of people (acknowledgement, escalation) are checked. */
const WAKE_EVERY_MS = 1_000;

/**
 * Alerting while this process holds the lease. It follows both streams from the positions in the
 * database and decides at once; writing and publishing follow asynchronously. Everything in memory
 * can be rebuilt from the database and the streams.
 */
export class AlertingEngine {
  private readonly runtimes = new Map<OrganizationId, OrganizationRuntime>();
  private readonly configs: FollowedConfigs;
  private readonly opening = new Map<OrganizationId, Promise<OrganizationRuntime | null>>();
  /** Organizations whose state could not be loaded at the last attempt. */
  private readonly unopened = new Set<OrganizationId>();
  private readonly subscriptions: Subscription[] = [];
  private readonly reached: Reached = { scans: { ...NO_POSITION }, predictions: { ...NO_POSITION } };
  /** The followed streams, once reading has begun. */
  private readonly followed = new Map<JudgedStream, StreamIncarnation>();
  private readonly judge: StreamJudge;
  private saved: Positions = { scans: NO_POSITION, predictions: NO_POSITION };
  private flushTimer: NodeJS.Timeout | null = null;
  private wakeTimer: NodeJS.Timeout | null = null;
  private flushing: Promise<void> | null = null;
  private stopped = false;

  constructor(
    private readonly ports: EnginePorts,
    private readonly options: EngineOptions,
  ) {
    this.configs = new FollowedConfigs(ports.configs, monotonicNow);
    this.judge = new StreamJudge(ports.metrics, this.reached);
  }

  /**
   * @throws the error of the database or the bus. A call of `stop` then ends whatever was started.
   */
  async start(): Promise<void> {
    const { configs, store } = this.ports;
    this.saved = await store.readPositions();
    for (const stream of JUDGED_STREAMS) Object.assign(this.reached[stream], this.saved[stream]);
    this.subscriptions.push(await configs.follow((id, config) => this.configured(id, config)));
    for (const organizationId of this.configs.organizations) await this.open(organizationId);
    await this.follow('scans', STREAMS.scans, (message) => this.onScans(message));
    await this.follow('predictions', STREAMS.predictions, (message) => this.onPredictions(message));
    this.flushTimer = setInterval(() => this.flushSoon(), this.options.flushEveryMs);
    this.wakeTimer = setInterval(() => this.wake(), WAKE_EVERY_MS);
  }

  private async follow<T extends OrganizationOwned>(
    stream: JudgedStream,
    declaration: StreamDeclaration<T>,
    onMessage: (message: BusMessage<T>) => void | Promise<void>,
  ): Promise<void> {
    const { sequence, incarnation } = this.saved[stream];
    const consumer = await this.ports.bus.follow(declaration, {
      from: { afterSequence: sequence, incarnation },
      onMessage,
      onGap: (gap) => this.onGap(stream, gap),
    });
    this.subscriptions.push(consumer);
    this.followed.set(stream, consumer.incarnation);
    this.reached[stream].incarnation = consumer.incarnation;
    for (const { state } of this.runtimes.values()) state.goOnIn(stream, consumer.incarnation);
  }

  /**
   * @param how `orderly`: everything decided is committed first. `abandon`: stops at once, as if
   * the process had died.
   */
  async stop(how: 'orderly' | 'abandon'): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    if (this.flushTimer !== null) clearInterval(this.flushTimer);
    if (this.wakeTimer !== null) clearInterval(this.wakeTimer);
    if (how === 'abandon') for (const { writer } of this.runtimes.values()) writer.abandon();
    await Promise.all(this.subscriptions.map((subscription) => subscription.stop()));
    if (how === 'abandon') return;
    await this.flushing;
    await this.flush();
    await Promise.all([...this.runtimes.values()].map(({ writer }) => writer.room()));
    for (const { writer } of this.runtimes.values()) writer.abandon();
  }

  /** One sentence on why decisions are not written or sent; null while all is well. */
  problem(): string | null {
    if (this.unopened.size > 0) return 'The state of an organization cannot be loaded; the load is retried';
    for (const [organizationId, { writer }] of this.runtimes)
      if (writer.problem !== null && !this.configs.isDisabled(organizationId)) return writer.problem;
    return null;
  }

  /**
   * One sentence on what was recently set aside of single organizations. It does not affect the
   * others. Empty: nothing.
   */
  remark(): string {
    for (const { writer } of this.runtimes.values())
      if (writer.recentRemark !== null) return writer.recentRemark;
    return '';
  }

  /**
   * Writes all engine states that changed and, once those of every organization are committed, the
   * stream positions.
   */
  async flush(): Promise<void> {
    const positions = this.positions();
    const waiting = [...this.runtimes.values()];
    const work = async (): Promise<void> => {
      for (let runtime = waiting.pop(); runtime !== undefined; runtime = waiting.pop())
        await runtime.writer.flush(positions);
    };
    await Promise.all(Array.from({ length: FLUSHES_AT_ONCE }, work));
    await this.save(positions);
  }

  /** Writes the same, one organization after the other, spread over time. */
  private async flushEvenly(): Promise<void> {
    const positions = this.positions();
    const runtimes = [...this.runtimes.values()];
    const pauseMs = (this.options.flushEveryMs * FLUSH_SPREAD) / runtimes.length;
    for (const { writer } of runtimes) {
      if (this.stopped) return; // The last flush writes the rest.
      await writer.flush(positions);
      await delay(pauseMs);
    }
    await this.save(positions);
  }

  private positions(): Positions {
    return { scans: { ...this.reached.scans }, predictions: { ...this.reached.predictions } };
  }

  private async save(positions: Positions): Promise<void> {
    if (isDeepStrictEqual(positions, this.saved)) return;
    await this.ports.store.savePositions(positions);
    this.saved = positions;
  }

  private wake(): void {
    for (const { state, writer } of this.runtimes.values()) writer.note(state.wake());
  }

  private flushSoon(): void {
    this.flushing ??= this.flushEvenly()
      .catch((error: unknown) => {
        if (!this.stopped)
          this.ports.logger.warn({ error }, 'Progress could not be written; the write is retried');
      })
      .finally(() => {
        this.flushing = null;
      });
  }

  private onScans(message: BusMessage<ScanBatch>): void | Promise<void> {
    const runtime = this.runtimes.get(message.organizationId);
    if (runtime === undefined)
      return this.later('scans', message, (opened) => this.judge.scans(opened, message));
    return this.judge.scans(runtime, message);
  }

  private onPredictions(message: BusMessage<PredictionFrame>): void | Promise<void> {
    const runtime = this.runtimes.get(message.organizationId);
    if (runtime === undefined) {
      return this.later('predictions', message, (opened) => this.judge.predictions(opened, message));
    }
    return this.judge.predictions(runtime, message);
  }

  /** The organization is not open yet: its configuration may still arrive. */
  private async later(
    stream: JudgedStream,
    message: BusMessage,
    judge: (runtime: OrganizationRuntime) => void | Promise<void>,
  ): Promise<void> {
    const runtime = await this.open(message.organizationId);
    if (runtime !== null) return judge(runtime);
    this.ports.metrics.rowsSetAside.inc({ stream, reason: 'organization-unknown' });
    this.reached[stream].sequence = message.sequence;
  }

  private onGap(stream: JudgedStream, gap: StreamGap): void {
    this.ports.metrics.gapMessages.inc({ stream, reason: gap.reason }, gap.count);
    this.ports.logger.error({ stream, ...gap }, 'The stream dropped messages before they were read');
    if (gap.reason !== 'stream-restarted') return;
    this.followed.set(stream, gap.incarnation);
    Object.assign(this.reached[stream], { incarnation: gap.incarnation, sequence: 0 });
    for (const { state } of this.runtimes.values()) state.beginAnewIn(stream, gap.incarnation);
  }

  /** @throws AppError `ALERTING.ORGANIZATION_NOT_FOUND` (not-found); as `actOnAlert`. */
  async act(command: ActOnAlert): Promise<Alert> {
    const { organizationId } = command;
    const runtime = await this.open(organizationId);
    if (runtime === null) {
      throw new AppError('ALERTING.ORGANIZATION_NOT_FOUND', 'There is no such organization.');
    }
    const { store } = this.ports;
    const action = runtime.actions.then(() =>
      actOnAlert(command, runtime.state, runtime.writer, store, randomUUID),
    );
    // The next action runs after this one, whether it succeeds or fails. The caller gets the
    // failure.
    runtime.actions = action.catch(() => undefined);
    return action;
  }

  private configured(organizationId: OrganizationId, config: OrganizationConfig | null): void {
    this.configs.note(organizationId, config);
    const runtime = this.runtimes.get(organizationId);
    if (config === null) {
      this.unopened.delete(organizationId);
      this.runtimes.delete(organizationId);
      runtime?.writer.abandon();
      return;
    }
    if (!config.enabled) {
      this.unopened.delete(organizationId);
      if (runtime !== undefined) void this.letGo(organizationId, runtime);
      return;
    }
    runtime?.writer.note(runtime.state.configure(config));
  }

  /** Unloads a disabled organization after its decisions are written. Never rejects. */
  private async letGo(organizationId: OrganizationId, runtime: OrganizationRuntime): Promise<void> {
    try {
      await runtime.writer.flush(this.positions());
      await runtime.writer.room();
    } catch (error) {
      this.ports.logger.warn(
        { organizationId, error },
        'An organization was unloaded with unwritten decisions',
      );
    }
    if (!this.configs.isDisabled(organizationId) || this.runtimes.get(organizationId) !== runtime) return;
    this.runtimes.delete(organizationId);
    runtime.writer.abandon();
  }

  /**
   * Loads an organization's state once, also for concurrent callers. @returns null where it has no
   * configuration
   */
  private open(organizationId: OrganizationId): Promise<OrganizationRuntime | null> {
    const known = this.runtimes.get(organizationId);
    if (known !== undefined) return Promise.resolve(known);
    const inFlight = this.opening.get(organizationId);
    if (inFlight !== undefined) return inFlight;
    const opening = this.load(organizationId)
      .then(
        (runtime) => {
          this.unopened.delete(organizationId);
          return runtime;
        },
        (error: unknown) => {
          this.unopened.add(organizationId);
          throw error;
        },
      )
      .finally(() => this.opening.delete(organizationId));
    this.opening.set(organizationId, opening);
    return opening;
  }

  private async load(organizationId: OrganizationId): Promise<OrganizationRuntime | null> {
    const config = await this.configs.enabled(organizationId);
    if (config === null) return null;
    const resumption = await this.ports.store.resume(organizationId, this.ports.fence);
    // The configuration may have changed meanwhile.
    const runtime = openRuntime(this.configs.followed(organizationId) ?? config, resumption, this.ports);
    for (const [stream, incarnation] of this.followed) runtime.state.goOnIn(stream, incarnation);
    if (this.stopped) return runtime;
    this.runtimes.set(organizationId, runtime);
    runtime.writer.publishAgain(resumption.unpublished);
    return runtime;
  }
}
