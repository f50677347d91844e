import { setTimeout as delay } from 'node:timers/promises';
import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import type { AlertPush } from '@eagle/contracts/socket';
import { ROUTES } from '@eagle/contracts/rest';
import { AlertSocket } from '../gateway/alert-socket.js';
import { GatewayClient } from '../gateway/gateway-client.js';
import { ensureOrganization, ensurePeople } from '../gateway/organization-setup.js';
import type { Platform } from '../start/platform.js';
import type { Secrets } from '../start/secrets.js';
import { SUPER_ADMIN_EMAIL } from '../start/secrets.js';
import { organizationOfRecording } from './organization-of-recording.js';
import { PlatformProgress } from './platform-progress.js';
import { playRecording, type Played } from './play-recording.js';
import { RecordedScada } from './recorded-scada.js';
import { refusedModel } from '../gateway/refused-model.js';
import type { Recording } from './recording.js';
import type { ReplayConfig } from './replay-config.js';
import { judge, warnedSpans, warningsOf, type ReplayReport } from './report.js';

export const SLUG = 'replay';
const MODEL_DEADLINE_MS = 20 * 60_000;
const CHECK_EVERY_MS = 500;
const REPORT_EVERY_MS = 5_000;
/** No change of an alert for this long after the last prediction was judged: none will come. */
const QUIET_MS = 2_000;
const DAY_MS = 86_400_000;

interface PlayedModel {
  readonly version: string;
  /** Why the gate kept it out of service, where it did. */
  readonly gateRefusal: string | null;
}

interface Outcome {
  readonly model: PlayedModel;
  /** Played rows over which a warning stood. */
  readonly rowsWarned: number;
  readonly refusals: Record<string, number>;
}

/** One replay on a running platform: history, organization, model, play, report. */
export class Replay {
  private readonly pushes: AlertPush[] = [];
  private readonly superAdmin: GatewayClient;

  constructor(
    private readonly recording: Recording,
    private readonly config: ReplayConfig,
    private readonly speed: number,
    private readonly platform: Platform,
    private readonly secrets: Secrets,
    private readonly say: (text: string) => void,
    private readonly signal: AbortSignal,
  ) {
    this.superAdmin = new GatewayClient(platform.gatewayUrl, SUPER_ADMIN_EMAIL, secrets.superAdminPassword);
  }

  async run(): Promise<ReplayReport> {
    const { recording } = this;
    const reader = { user: 'replay_reader', password: this.secrets.plantReaderPasswords[SLUG] ?? '' };
    const scada = await RecordedScada.create(
      this.platform.servers.scadaAdminUrl,
      'replay',
      recording.columns,
      reader,
    );
    try {
      await this.writeHistory(scada);
      const id = await this.setUpOrganization(scada, reader);
      const socket = await this.watch(id);
      try {
        const model = await this.waitForModel(id);
        const played = await this.play(scada);
        await this.settle();
        const rowsWarned = await scada.rowsWithin(warnedSpans(this.pushes, played.lastAtMs + 1));
        return this.report(played, { model, rowsWarned, refusals: await this.refusals(id) });
      } finally {
        socket.close();
      }
    } finally {
      await scada.close();
    }
  }

  private async writeHistory(scada: RecordedScada): Promise<void> {
    const { rows: rowsOfRecord, splitAtMs } = this.recording;
    this.say('writing the history');
    await scada.load(rowsOfRecord(), this.signal);
    const { rows } = await scada.release(0, splitAtMs);
    await scada.settle();
    this.say(`${rows} rows of history written`);
  }

  private async setUpOrganization(
    scada: RecordedScada,
    reader: { readonly user: string; readonly password: string },
  ): Promise<OrganizationId> {
    const server = new URL(this.platform.servers.scadaAdminUrl);
    const connection = {
      host: server.hostname,
      port: Number(server.port),
      database: scada.database,
      ...reader,
    };
    const config = organizationOfRecording(this.recording, this.config, connection);
    // Records first and the feed last: training starts by itself once it finds both.
    const id = await ensureOrganization(this.superAdmin, {
      slug: SLUG,
      name: this.config.name,
      config: { ...config, feed: null },
    });
    // At the split the end of a present failure is not known.
    const records = this.recording.failures
      .filter(({ atMs }) => atMs < this.recording.splitAtMs)
      .map(({ asset, component, atMs, endsMs }) => ({
        assetId: asset,
        component,
        at: new Date(atMs).toISOString(),
        endsAt: endsMs > atMs ? new Date(Math.min(endsMs, this.recording.splitAtMs)).toISOString() : null,
      }));
    await this.superAdmin.ask(ROUTES.failureRecords.add, {
      params: { organizationId: id },
      body: { records },
    });
    await this.superAdmin.ask(ROUTES.configuration.putConfig, {
      params: { organizationId: id },
      body: config,
    });
    return id;
  }

  private async watch(id: OrganizationId): Promise<AlertSocket> {
    const people = await ensurePeople(this.superAdmin, id, SLUG, this.secrets.peoplePasswords[SLUG] ?? '');
    const operator = people.find((person) => person.role === 'OPERATOR');
    if (!operator) throw new Error('the organization has no operator');
    const client = new GatewayClient(this.platform.gatewayUrl, operator.email, operator.password);
    const socket = new AlertSocket(client, { onAlert: (push) => void this.pushes.push(push) });
    await socket.open();
    return socket;
  }

  /**
   * @returns the version of the model that serves.
   * @throws AppError `REPLAY.NO_MODEL` when none can be made of this history (the reason is
   * training's own sentence), `REPLAY.MODEL_LATE`.
   */
  private async waitForModel(id: OrganizationId): Promise<PlayedModel> {
    const until = performance.now() + MODEL_DEADLINE_MS;
    let [said, saidAt] = ['', -Infinity];
    let gateRefusal: string | null = null;
    while (performance.now() < until) {
      const { training, serving } = await this.superAdmin.ask(ROUTES.models.status, {
        query: { organizationId: id },
      });
      const stage = training?.stage ?? 'waiting';
      if (stage !== said || performance.now() - saidAt >= REPORT_EVERY_MS) {
        [said, saidAt] = [stage, performance.now()];
        this.say(`${stage}: ${training?.reason ?? 'the training has not begun'}`);
      }
      if (serving?.state === 'live') return { version: serving.version ?? '', gateRefusal };
      if (training?.stage === 'done') gateRefusal ??= await this.playAllTheSame(id);
      // The history does not grow: a training that found too little data will not find more the
      // next time.
      const isOver = training?.stage === 'waiting' && training.runId !== null;
      if (isOver || training?.stage === 'refused' || training?.stage === 'failed') {
        throw new AppError('REPLAY.NO_MODEL', `No model could be made: ${training.reason}`);
      }
      await delay(CHECK_EVERY_MS, undefined, { signal: this.signal });
    }
    throw new AppError('REPLAY.MODEL_LATE', 'No model became live in time.');
  }

  /**
   * A replay shows what a model would have done: a model that the gate refused is promoted by
   * override, and the report says so.
   */
  private async playAllTheSame(id: OrganizationId): Promise<string | null> {
    const refused = await refusedModel(this.superAdmin, id);
    if (refused === null) return null;
    this.say(`the gate refused the model, which is played nevertheless: ${refused.reason}`);
    const override = { reason: 'A replay shows what the model would have done.' };
    await this.superAdmin.ask(ROUTES.deployments.deploy, {
      query: { organizationId: id },
      body: { version: refused.version, mode: 'champion', override },
    });
    return refused.reason;
  }

  private async play(scada: RecordedScada): Promise<Played> {
    const { splitAtMs, lastAtMs } = this.recording;
    this.say(`playing from ${new Date(splitAtMs).toISOString()} at up to ${this.speed} times real time`);
    const metricsUrl = (service: string): string =>
      `http://127.0.0.1:${this.platform.port(`${service}-0`)}/metrics`;
    return playRecording(scada, {
      fromMs: splitAtMs,
      speed: this.speed,
      spanMsMax: Math.max(1, Math.floor(this.config.settings.prediction.horizonMs / 4)),
      progress: new PlatformProgress({
        'data-processor': metricsUrl('data-processor'),
        prediction: metricsUrl('prediction'),
        alerting: metricsUrl('alerting'),
      }),
      onProgress: (clockMs, rows) => {
        const share = Math.floor((100 * (clockMs - splitAtMs)) / Math.max(1, lastAtMs - splitAtMs));
        this.say(
          `${share} %: ${new Date(clockMs).toISOString()}, ${rows} rows played, ${warningsOf(this.pushes).length} warnings`,
        );
      },
      signal: this.signal,
    });
  }

  /** Every prediction is judged; the last decisions reach the socket within a moment. */
  private async settle(): Promise<void> {
    let before = -1;
    while (before !== this.pushes.length) {
      before = this.pushes.length;
      await delay(QUIET_MS, undefined, { signal: this.signal });
    }
  }

  /** Why the feed refused rows or single values, with its texts and counts. */
  private async refusals(id: OrganizationId): Promise<Record<string, number>> {
    const feed = await this.superAdmin.ask(ROUTES.feeds.status, { params: { organizationId: id } });
    return feed.rejected;
  }

  private report(played: Played, outcome: Outcome): ReplayReport {
    const { recording, config } = this;
    const { horizonMs, leadMsMin } = config.settings.prediction;
    const { rowsRead, scans, predictions, overtaken, unpredicted } = played.progress;
    return judge(recording.failures, warningsOf(this.pushes), {
      fromMs: recording.splitAtMs,
      horizonMs,
      leadMsMin,
      assetDays: (played.rows * recording.scanPeriodMs) / DAY_MS,
      warnedShare: outcome.rowsWarned / Math.max(1, played.rows),
      played: {
        from: new Date(recording.splitAtMs).toISOString(),
        to: new Date(played.lastAtMs).toISOString(),
        rows: played.rows,
        rowsRead,
        rowsRefused: rowsRead - scans,
        refusals: outcome.refusals,
        rowsJudged: predictions,
        rowsNotJudged: overtaken + unpredicted,
        tookSeconds: Math.round(played.tookMs / 100) / 10,
        waitedForPlatformSeconds: Math.round(played.waitedMs / 100) / 10,
        modelVersion: outcome.model.version,
        gateRefusal: outcome.model.gateRefusal,
      },
    });
  }
}
