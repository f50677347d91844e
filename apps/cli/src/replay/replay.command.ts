import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  AppError,
  feedStatusSchema,
  servingStatusSchema,
  trainingStatusSchema,
  type AlertPush,
  type OrganizationId,
} from '@eagle/contracts';
import { z } from 'zod';
import { AlertSocket } from '../gateway/alert-socket.js';
import { GatewayClient } from '../gateway/gateway-client.js';
import { ensureOrganization, ensurePeople } from '../gateway/organization-setup.js';
import { Platform, projectRoot } from '../start/platform.js';
import { loadSecrets, type Secrets } from '../start/secrets.js';
import { SUPER_ADMIN_EMAIL } from '../start/service-plan.js';
import { StateFolder } from '../start/state-folder.js';
import { findTrainerPython } from '../start/trainer-python.js';
import { organizationOfRecording } from './organization-of-recording.js';
import { RecordedScada } from './recorded-scada.js';
import { openRecording, readTelemetry, type RecordedRow, type Recording } from './recording.js';
import { judge, reportText, warningsOf, type ReplayReport } from './report.js';
import { readReplayConfig, type ReplayConfig } from './replay-config.js';

export interface ReplayOptions {
  readonly data: string;
  /** Times real time; the platform's own pace is the bound. */
  readonly speed: number;
  readonly trainShare: number;
  readonly config: string | null;
  readonly json: boolean;
  readonly keep: boolean;
}

const SLUG = 'replay';
const MODEL_DEADLINE_MS = 20 * 60_000;
const DRAIN_DEADLINE_MS = 20 * 60_000;
const CHECK_EVERY_MS = 500;
const PLAY_TICK_MS = 50;
const PLAY_BATCH_ROWS_MAX = 20_000;
const DAY_MS = 86_400_000;

const modelStatusSchema = z.object({
  training: trainingStatusSchema.nullable(),
  serving: servingStatusSchema.nullable(),
});

/** `eagle replay`: a recording goes through the whole platform, and what it warned of is held against what happened. */
export async function runReplay(
  options: ReplayOptions,
  say: (text: string) => void,
  print: (text: string) => void,
): Promise<void> {
  const config = readReplayConfig(options.config);
  say(`reading ${options.data}`);
  const recording = await openRecording(options.data, config, options.trainShare);
  say(
    `${recording.rowCount} rows of ${recording.assets.length} assets, ${recording.failures.length} failures; history ends ${new Date(recording.splitAtMs).toISOString()}`,
  );
  const home = mkdtempSync(path.join(tmpdir(), 'eagle-replay-'));
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => stop.abort(new AppError('REPLAY.STOPPED', 'unavailable', 'Stopped.')));
  const state = StateFolder.take(home, { fresh: false });
  const secrets = loadSecrets(state, [SLUG]);
  const platform = await Platform.start({
    state,
    secrets,
    scale: {},
    logLevel: 'info',
    projectRoot,
    trainerPython: findTrainerPython(projectRoot),
    signal: stop.signal,
    onEvent: ({ name, kind, text }) => {
      if (kind === 'exited' || kind === 'restarting') say(`${name} ${kind} ${text}`);
    },
  });
  try {
    const replay = new Replay(recording, config, options, platform, secrets, say, stop.signal);
    const report = await replay.run();
    print(options.json ? JSON.stringify(report, null, 2) : reportText(report));
  } finally {
    await platform.stop();
    state.release();
    if (options.keep) say(`state kept in ${home}`);
    else rmSync(home, { recursive: true, force: true });
  }
}

class Replay {
  private readonly pushes: AlertPush[] = [];
  private readonly superAdmin: GatewayClient;

  constructor(
    private readonly recording: Recording,
    private readonly config: ReplayConfig,
    private readonly options: ReplayOptions,
    private readonly platform: Platform,
    private readonly secrets: Secrets,
    private readonly say: (text: string) => void,
    private readonly signal: AbortSignal,
  ) {
    this.superAdmin = new GatewayClient(platform.gatewayUrl, SUPER_ADMIN_EMAIL, secrets.superAdminPassword);
  }

  async run(): Promise<ReplayReport> {
    const { recording, config } = this;
    const reader = { user: 'replay_reader', password: this.secrets.plantReaderPasswords[SLUG] ?? '' };
    const scada = await RecordedScada.create(
      this.platform.servers.scadaAdminUrl,
      'replay',
      recording.columns,
      reader,
    );
    try {
      this.say('writing the history');
      await this.writeHistory(scada);
      const id = await this.setUpOrganization(scada, reader);
      const socket = await this.watch(id);
      await this.waitForModel(id);
      const played = await this.play(scada);
      await this.waitUntilDrained(id, played.lastAtMs);
      socket.close();
      const { horizonMs, leadMsMin } = config.settings.prediction;
      const failures = recording.failures.filter(
        ({ atMs }) => atMs >= recording.splitAtMs && atMs <= played.lastAtMs + horizonMs,
      );
      return judge(failures, warningsOf(this.pushes), { horizonMs, leadMsMin, assetDays: played.assetDays });
    } finally {
      await scada.close();
    }
  }

  private async writeHistory(scada: RecordedScada): Promise<void> {
    let batch: RecordedRow[] = [];
    for await (const row of this.rows((atMs) => atMs < this.recording.splitAtMs)) {
      batch.push(row);
      if (batch.length === PLAY_BATCH_ROWS_MAX) {
        await scada.write(batch);
        batch = [];
      }
    }
    await scada.write(batch);
  }

  private async *rows(wanted: (atMs: number) => boolean): AsyncGenerator<RecordedRow> {
    for await (const row of readTelemetry(this.recording.telemetryFile, new Set(this.config.ignoreColumns))) {
      if (wanted(row.atMs)) yield row;
    }
  }

  private async setUpOrganization(
    scada: RecordedScada,
    reader: { user: string; password: string },
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
    const known = this.recording.failures.filter(({ atMs }) => atMs < this.recording.splitAtMs);
    const records = known.map(({ asset, component, atMs }) => ({
      assetId: asset,
      component,
      at: new Date(atMs).toISOString(),
    }));
    await this.superAdmin.post(`/organizations/${id}/failure-records`, z.unknown(), { records });
    await this.superAdmin.put(`/organizations/${id}/config`, z.unknown(), config);
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

  /** @throws AppError `REPLAY.NO_MODEL` when training is refused or fails; the reason is training's own sentence. */
  private async waitForModel(id: OrganizationId): Promise<void> {
    const until = performance.now() + MODEL_DEADLINE_MS;
    let said = '';
    while (performance.now() < until) {
      const { training, serving } = await this.superAdmin.get(
        `/ml/status?organizationId=${id}`,
        modelStatusSchema,
      );
      const text = `${training?.stage ?? 'waiting'}: ${training?.reason ?? ''}`;
      if (text !== said) this.say((said = text));
      if (serving?.state === 'live') return;
      if (training?.stage === 'refused' || training?.stage === 'failed') {
        throw new AppError('REPLAY.NO_MODEL', 'invalid', `No model could be made: ${training.reason}`);
      }
      await delay(CHECK_EVERY_MS, undefined, { signal: this.signal });
    }
    throw new AppError('REPLAY.NO_MODEL', 'timeout', 'No model became live in time.');
  }

  /** Writes the newer rows in the order of their time, `speed` times as fast as they were recorded, gaps of all assets at once skipped. */
  private async play(scada: RecordedScada): Promise<{ lastAtMs: number; assetDays: number }> {
    const rows: RecordedRow[] = [];
    for await (const row of this.rows((atMs) => atMs >= this.recording.splitAtMs)) rows.push(row);
    rows.sort((a, b) => a.atMs - b.atMs);
    this.say(`playing ${rows.length} rows at ${this.options.speed} times real time`);
    let clockMs = rows[0]?.atMs ?? 0;
    for (let next = 0; next < rows.length;) {
      this.signal.throwIfAborted();
      const startedAt = performance.now();
      // Nothing was recorded for a while: no one waits for it.
      clockMs = Math.max(clockMs, rows[next]?.atMs ?? clockMs);
      let end = next;
      while (
        end < rows.length &&
        end - next < PLAY_BATCH_ROWS_MAX &&
        (rows[end]?.atMs ?? Infinity) <= clockMs
      )
        end += 1;
      await scada.write(rows.slice(next, end));
      next = end;
      await delay(Math.max(0, PLAY_TICK_MS - (performance.now() - startedAt)));
      clockMs += (performance.now() - startedAt) * this.options.speed;
    }
    return {
      lastAtMs: rows.at(-1)?.atMs ?? 0,
      assetDays: (rows.length * this.recording.scanPeriodMs) / DAY_MS,
    };
  }

  private async waitUntilDrained(id: OrganizationId, lastAtMs: number): Promise<void> {
    const until = performance.now() + DRAIN_DEADLINE_MS;
    for (;;) {
      const feed = await this.superAdmin.get(`/organizations/${id}/feed/status`, feedStatusSchema.nullable());
      if (feed?.newestEventAt && Date.parse(feed.newestEventAt) >= lastAtMs) break;
      if (performance.now() > until)
        throw new AppError(
          'REPLAY.NOT_DRAINED',
          'timeout',
          'The platform did not work off the recording in time.',
        );
      await delay(CHECK_EVERY_MS, undefined, { signal: this.signal });
    }
    // The last rows are read; their predictions and alerts follow within a moment.
    let before = -1;
    while (before !== this.pushes.length) {
      before = this.pushes.length;
      await delay(4 * CHECK_EVERY_MS, undefined, { signal: this.signal });
    }
  }
}
