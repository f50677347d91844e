import type { OrganizationId } from '@eagle/contracts/domain';
import { backOffMs, type Logger } from '@eagle/service-kit';
import type { CatchUp } from './catch-up.js';
import type { OrganizationRecorder } from './organization-recorder.js';
import { pause } from '../pause.js';
import { Turns } from './turns.js';

/** Organizations that catch up at once: each reads as fast as it can. */
const READ_AT_ONCE = 2;
/** The waits between tries end here; the tries do not end. */
const RETRY_MS_MAX = 60_000;

interface Run {
  readonly ending: AbortController;
  readonly done: Promise<void>;
}

/** Brings organizations that fell behind back to the shared reader, a few at a time. */
export class CatchUps {
  private readonly running = new Map<OrganizationId, Run>();
  private readonly reading = new Set<OrganizationRecorder>();
  private readonly turns = new Turns(READ_AT_ONCE);
  private isStopped = false;

  constructor(
    private readonly catchUp: Pick<CatchUp, 'run'>,
    private readonly logger: Logger,
  ) {}

  /** Takes the organization from the shared reader, until it has caught up. */
  begin(recorder: OrganizationRecorder): void {
    const { organizationId } = recorder;
    recorder.fallBehind();
    if (this.running.has(organizationId) || this.isStopped) return;
    const code = recorder.unstored?.code ?? null;
    this.logger.warn(
      { organizationId, code },
      'The history of an organization is behind: the bus keeps its messages',
    );
    const ending = new AbortController();
    const done = this.untilJoined(recorder, ending.signal).finally(() => {
      if (this.running.get(organizationId)?.ending === ending) this.running.delete(organizationId);
    });
    this.running.set(organizationId, { ending, done });
  }

  /** Whether its own reader is at work: what it took must stay. */
  isReading(recorder: OrganizationRecorder): boolean {
    return this.reading.has(recorder);
  }

  /** The organization was removed. */
  forget(organizationId: OrganizationId): void {
    this.running.get(organizationId)?.ending.abort();
    this.running.delete(organizationId);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    for (const { ending } of this.running.values()) ending.abort();
    await Promise.all([...this.running.values()].map(({ done }) => done));
  }

  /** Never rejects. */
  private async untilJoined(recorder: OrganizationRecorder, signal: AbortSignal): Promise<void> {
    const { organizationId } = recorder;
    for (let failures = 0; !signal.aborted; failures += 1) {
      if (await this.turns.take(() => this.once(recorder, signal))) {
        this.logger.info({ organizationId }, 'The history of an organization has caught up');
        return;
      }
      await pause(backOffMs(failures, Math.random(), { maxMs: RETRY_MS_MAX }), signal);
    }
  }

  private async once(recorder: OrganizationRecorder, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    this.reading.add(recorder);
    try {
      return await this.catchUp.run(recorder, signal);
    } catch (error) {
      const { organizationId } = recorder;
      this.logger.warn({ organizationId, error }, 'An organization could not catch up; it is tried again');
      return false;
    } finally {
      this.reading.delete(recorder);
    }
  }
}
