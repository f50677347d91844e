import { STREAMS } from '@eagle/contracts/bus';
import type { OrganizationId } from '@eagle/contracts/domain';
import { encodePredictionFrame, type FeatureFrame } from '@eagle/contracts/frames';
import type { Bus } from '@eagle/messaging';
import { outputsAreSound } from '@eagle/models';
import type { Logger, Metrics } from '@eagle/service-kit';
import { METRICS } from '../declared-metrics.js';
import { predictionColumns } from '../models/prediction-columns.js';
import type { LoadedModel } from '../models/loaded-model.js';
import type { ShadowModels } from './shadow-models.js';

/**
 * Frames of one organization that may wait; further ones are skipped, because nothing waits for
 * them.
 */
const WAITING_MAX_PER_ORGANIZATION = 4;
const WAITING_MAX = 128;
const MINUTE_MS = 60_000;

/** The share of its frames that each organization gives to its version in shadow. */
export interface ShadowShares {
  /** @returns 0 to 1. */
  shadowShare(organizationId: OrganizationId): number;
}

interface WaitingFrame {
  readonly frame: FeatureFrame;
  readonly messageId: string;
}

/**
 * Runs versions in shadow on the frames of the live ones, after those: one frame a tick of the
 * event loop, a few waiting, the rest skipped. Their answers go to a separate subject; nothing here
 * can fail, delay or change a live prediction.
 */
export class ShadowRunner {
  private readonly waiting: WaitingFrame[] = [];
  private readonly waitingOf = new Map<OrganizationId, number>();
  private readonly frames;
  /** Models with a logged failure: a failing model fails at each frame. */
  private readonly reported = new WeakSet<LoadedModel>();
  private running = false;

  constructor(
    private readonly bus: Pick<Bus, 'publish'>,
    private readonly models: ShadowModels,
    private readonly shares: ShadowShares,
    metrics: Metrics,
    private readonly logger: Logger,
  ) {
    this.frames = metrics.counter(METRICS.shadowFrames);
  }

  /** @param frame  The caller must not change it afterwards. */
  offer(frame: FeatureFrame, messageId: string): void {
    const { organizationId } = frame;
    if (!this.models.has(organizationId)) return;
    if (!isInShare(frame, this.shares.shadowShare(organizationId))) {
      this.frames.inc({ outcome: 'left-out' });
      return;
    }
    const ofOrganization = this.waitingOf.get(organizationId) ?? 0;
    if (ofOrganization >= WAITING_MAX_PER_ORGANIZATION || this.waiting.length >= WAITING_MAX) {
      this.frames.inc({ outcome: 'too-busy' });
      return;
    }
    this.waitingOf.set(organizationId, ofOrganization + 1);
    this.waiting.push({ frame, messageId });
    if (!this.running) void this.drain();
  }

  private async drain(): Promise<void> {
    this.running = true;
    for (;;) {
      // Live predictions go first: they had this tick.
      await new Promise((resolve) => setImmediate(resolve));
      const next = this.waiting.shift();
      if (next === undefined) break;
      const { organizationId } = next.frame;
      const left = (this.waitingOf.get(organizationId) ?? 1) - 1;
      if (left === 0) this.waitingOf.delete(organizationId);
      else this.waitingOf.set(organizationId, left);
      const model = this.models.acquire(organizationId);
      if (model === null) continue;
      try {
        await this.run(next, model);
      } catch (error) {
        this.frames.inc({ outcome: 'failed' });
        this.logger.warn({ organizationId, error }, 'Shadow failed');
      } finally {
        model.release();
      }
    }
    this.running = false;
  }

  private async run({ frame, messageId }: WaitingFrame, model: LoadedModel): Promise<void> {
    const { organizationId, rows, matrix } = frame;
    if (frame.featureSetHash !== model.manifest.featureSetHash || frame.width !== model.session.shape.width) {
      this.frames.inc({ outcome: 'other-features' });
      return;
    }
    const outputs = await model.session.run(matrix, rows).catch((error: unknown) => {
      this.reportOnce(model, error);
      return null;
    });
    const isSound = outputs !== null && outputsAreSound(outputs);
    this.models.ran(model, isSound, performance.now());
    if (outputs === null || !isSound) {
      this.frames.inc({ outcome: 'failed' });
      return;
    }
    const { version, components } = model.manifest;
    const payload = encodePredictionFrame({
      organizationId,
      modelVersion: version,
      assetNames: frame.assetNames,
      componentNames: components,
      factors: {},
      rows,
      assets: frame.assets,
      flags: frame.flags,
      sequences: frame.sequences,
      eventTimesMs: frame.eventTimesMs,
      readAtsMs: frame.readAtsMs,
      ...predictionColumns(outputs, matrix, rows, model.confidence),
    });
    this.frames.inc({ outcome: 'predicted' });
    // Not awaited: a full or unavailable stream costs frames of the shadow, nothing else.
    this.bus
      .publish(STREAMS.shadow.subject(organizationId), `${messageId}.${version}`, payload)
      .catch((error: unknown) => {
        this.logger.warn({ organizationId, error }, 'The shadow’s predictions could not be published');
      });
  }

  private reportOnce(model: LoadedModel, error: unknown): void {
    if (this.reported.has(model)) return;
    this.reported.add(model);
    const { organizationId, version } = model.manifest;
    this.logger.warn({ organizationId, version, error }, 'A model in shadow cannot be run');
  }
}

/**
 * Whole minutes are taken or skipped, so that successive rows stay together; the same minute gives
 * the same decision everywhere.
 */
export function isInShare({ eventTimesMs }: Pick<FeatureFrame, 'eventTimesMs'>, share: number): boolean {
  if (share >= 1) return true;
  const minute = Math.floor((eventTimesMs[0] ?? 0) / MINUTE_MS);
  // Fractional parts of multiples of the golden ratio are spread evenly over [0, 1), minute after
  // minute.
  return (minute * 0.618_033_988_749_894_8) % 1 < share;
}
