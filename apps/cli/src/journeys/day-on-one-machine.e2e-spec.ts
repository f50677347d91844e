import assert from 'node:assert/strict';
import { AppError, type RunFile } from '@eagle/contracts/domain';
import type { AlertPush } from '@eagle/contracts/socket';
import { ROUTES } from '@eagle/contracts/rest';
import { readMilestone } from '../start/milestones.js';
import { assertHeardOnce, readOutbox, readPositions, readWritten, type Position } from './ledger.fixture.js';
import { LoggedPlant } from './logged-plant.fixture.js';
import { send } from './plain-request.fixture.js';
import { RunningEagle, waitFor, slowdown } from './running-eagle.fixture.js';
import { SecondModel } from './second-model.fixture.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const FIRST_START_MS_MAX = 5 * MINUTE_MS;
const NEXT_START_MS_MAX = MINUTE_MS;
/** From the end of the set-up, on an idle machine. */
const FIRST_ALERT_S_MAX = 120;
const JOINED_MS_MAX = 3 * MINUTE_MS;
const ROLL_BACK_MS_MAX = 2 * SECOND_MS;

/**
 * One platform for the whole file: each journey continues where the last one ended, as on a real
 * day.
 */
describe('a day on one machine', () => {
  let eagle: RunningEagle;
  let run: RunFile;
  let heardA: AlertPush[];
  let heardB: AlertPush[];
  let second: SecondModel;
  const closers: (() => unknown)[] = [];

  beforeAll(async () => {
    eagle = RunningEagle.start(['--plants', 'a,b', '--seed', '1']);
    const startedAtMs = performance.now();
    // The first organization's model is trained while the second one is still set up.
    const listenTo = async (index: number): Promise<AlertPush[]> => {
      run = await waitFor(`organization ${index} is set up`, FIRST_START_MS_MAX, () => {
        const now = eagle.run;
        return now?.organizations[index] ? now : null;
      });
      const { pushes, socket } = await eagle.listen(plant(index).id);
      closers.push(() => socket.close());
      return pushes;
    };
    heardA = await listenTo(0);
    heardB = await listenTo(1);
    run = await eagle.ready(FIRST_START_MS_MAX - (performance.now() - startedAtMs));
    // It is trained while the first plant shows its fault.
    second = await SecondModel.ask(eagle.client('ADMIN', plant(1).id), plant(1).id);
  });

  afterAll(async () => {
    for (const close of closers) await close();
    await eagle.close();
  });

  const plant = (index: number): RunFile['organizations'][number] => {
    const organization = run.organizations[index];
    assert.ok(organization);
    return organization;
  };

  test('shows a new user the first predictive alert within two minutes of the set-up', async () => {
    const { alert } = await waitFor('the first predictive alert', MINUTE_MS, () =>
      heardA.find((push) => push.alert.origin === 'predictive' && push.change === 'raised'),
    );
    assert.equal(alert.component, 'atmosphere');
    const reached = (['services ready', 'first model live', 'first predictive alert'] as const).map(
      (milestone) => [milestone, readMilestone(eagle.terminal, milestone)] as const,
    );
    const reported = reached.map(([milestone, seconds]) => `${milestone} ${seconds ?? '?'} s`).join(', ');
    console.log(`After the set-up: ${reported}; slowdown ${slowdown().toFixed(1)}`);
    const firstAlertS = readMilestone(eagle.terminal, 'first predictive alert');
    assert.ok(firstAlertS !== null && firstAlertS <= FIRST_ALERT_S_MAX * slowdown(), reported);
  });

  test('then joins the rule alert to it', async () => {
    const joined = await waitFor('the joined alert', JOINED_MS_MAX, () =>
      heardA.find(({ alert, change }) => alert.origin === 'both' && change === 'joined'),
    );
    const { alert } = joined;
    assert.ok(alert.predictedAt && alert.ruleAt, 'both moments are remembered');
    assert.ok(alert.predictedAt < alert.ruleAt, 'the prediction came first');
    const raised = heardA.find((push) => push.alert.id === alert.id && push.change === 'raised');
    assert.equal(raised?.alert.origin, 'predictive');
    assert.ok(alert.probability !== null && alert.probability > 0);
    assert.ok(alert.timeToFailureInterval && alert.modelVersion);
    assert.ok(alert.topFactors.some(({ direction }) => direction === 'raises'));
    await waitFor('the terminal says so', SECOND_MS, () => /joined/.test(eagle.terminal));
  });

  test('notifies everyone when an operator acknowledges over REST', async () => {
    const alert = heardA.findLast((push) => !push.alert.state.acknowledged)?.alert;
    assert.ok(alert);
    const operator = eagle.client('OPERATOR', plant(0).id);
    await operator.ask(ROUTES.alerts.acknowledge, { params: { alertId: alert.id }, body: {} });
    const change = await waitFor('acknowledged', 5 * SECOND_MS, () =>
      heardA.find((push) => push.alert.id === alert.id && push.change === 'acknowledged'),
    );
    assert.equal(change.alert.state.acknowledged, true);
    assert.equal(change.alert.origin, alert.origin, 'acknowledging keeps the origin');
  });

  test('never shows one organization a byte of the other', async () => {
    const [a, b] = [plant(0), plant(1)];
    assert.ok(heardA.every((push) => push.organizationId === a.id));
    assert.ok(heardB.every((push) => push.organizationId === b.id));
    const ofA = heardA[0]?.alert;
    assert.ok(ofA);
    const stranger = eagle.client('OPERATOR', b.id);
    await assert.rejects(stranger.ask(ROUTES.alerts.get, { params: { alertId: ofA.id } }), /404/);
    await assert.rejects(stranger.ask(ROUTES.alerts.list, { query: { organizationId: a.id } }), /403/);
    await assert.rejects(
      stranger.ask(ROUTES.configuration.feed, { params: { organizationId: a.id } }),
      /403|404/,
    );
    const own = JSON.stringify(await stranger.ask(ROUTES.alerts.list, {}));
    assert.ok(!own.includes(a.id));
  });

  test('sends every decided alert once', async () => {
    for (const [index, heard] of [heardA, heardB].entries()) {
      await waitFor('the outbox is empty and heard', 10 * SECOND_MS, async () => {
        const outbox = await readOutbox(run.databaseUrl, plant(index).id);
        const ids = new Set(heard.map(({ alert }) => `${alert.id}.${alert.revision}`));
        return (
          outbox.every(({ eventId, isSent }) => isSent && ids.has(eventId)) && ids.size === outbox.length
        );
      });
      assertHeardOnce(heard);
    }
  });

  test('counts log entries from an admin, as JSON or as a file, in the features of later rows only', async () => {
    const logged = await LoggedPlant.make(eagle, run);
    closers.push(() => logged.close());
    const sinceMs = Date.now() - MINUTE_MS / 2;
    const atMs = sinceMs + 10 * SECOND_MS;
    const body = {
      kind: 'error' as const,
      events: [
        { assetId: 'line', code: 'e17', at: new Date(atMs).toISOString() },
        { assetId: 'line', code: 'e18', at: new Date(sinceMs).toISOString() },
      ],
    };
    const given = { params: { organizationId: logged.organization.id }, body };
    const work = new Date(sinceMs - 60 * MINUTE_MS).toISOString();
    const file = { type: 'text/csv', text: `asset,ts,component\nline,${work},pump\n` };
    const before = await logged.row(sinceMs + 1);
    assert.deepEqual(countsOf(before), { e17: 0, e18: 0 });
    assert.ok(Number.isNaN(before.get(WORK)));
    const stranger = eagle.client('ADMIN', plant(0).id);
    await assert.rejects(stranger.ask(ROUTES.logEntries.take, given), /403/);
    await logged.admin.ask(ROUTES.logEntries.take, given);
    const answer = await send(logged.admin, 'POST', `${logged.logsRoute}?kind=maintenance`, file);
    assert.equal(answer.status, 200, await answer.text());
    // Once the earlier entry of the same request is counted, the later one is counted too.
    let rows = 1;
    const known = await waitFor('a row that knows of the entries', 10 * SECOND_MS, async () => {
      const features = await logged.row(sinceMs + ++rows);
      return features.get('event.e18.count_60s') === 1 && !Number.isNaN(features.get(WORK)) ? features : null;
    });
    assert.ok(Math.abs((known.get(WORK) ?? NaN) - 1) < 0.01);
    assert.deepEqual(countsOf(known), { e17: 0, e18: 1 }, 'a row before its instant');
    assert.deepEqual(countsOf(await logged.row(atMs)), { e17: 0, e18: 1 }, 'the row of the same instant');
    assert.deepEqual(countsOf(await logged.row(atMs + 1)), { e17: 1, e18: 1 }, 'a millisecond later');
  });

  test('trains a second model, refuses it, serves it when its admin forces it, and takes it back, while scans are judged', async () => {
    const { id } = plant(1);
    const admin = eagle.client('ADMIN', id);
    const { version, reason } = await second.refused();
    assert.match(reason, /^[A-Z].+ .+\.$/, 'one sentence for people');
    const deploy = { version, mode: 'champion' } as const;
    await assert.rejects(
      admin.ask(ROUTES.deployments.deploy, { body: deploy }),
      (error) => error instanceof AppError && error.details['code'] === 'MODEL.REFUSED_BY_GATE',
    );
    const override = { reason: 'To see what it does.' };
    await admin.ask(ROUTES.deployments.deploy, { body: { ...deploy, override } });
    await judgedFromNowOn(run, 1);
    const askedAtMs = performance.now();
    await admin.ask(ROUTES.deployments.rollBack, { body: { reason: 'It sees nothing.' } });
    assert.ok(performance.now() - askedAtMs <= ROLL_BACK_MS_MAX * slowdown());
    await judgedFromNowOn(run, 1);
    const { items } = await admin.ask(ROUTES.models.history, {});
    assert.deepEqual(
      items.slice(0, 4).map((step) => [step.version, step.action, step.override]),
      [
        ['1.0.0', 'rolled-back', false],
        [version, 'retired', false],
        [version, 'promoted', true],
        ['1.0.0', 'retired', false],
      ],
    );
  });

  test('shows the card of the serving model to its organization only', async () => {
    const { id, name } = plant(1);
    const member = eagle.client('OPERATOR', id);
    const { serving } = await member.ask(ROUTES.models.status, {});
    assert.ok(serving !== null);
    const answer = await send(member, 'GET', `/ml/models/${serving.version}/card`);
    const card = await answer.text();
    assert.equal(answer.status, 200, card);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/markdown\b/);
    assert.ok(card.startsWith(`# Model ${serving.version} of ${name}\n`), card.slice(0, 200));
    assert.match(sectionOf(card, 'What it must not be used for'), /^- It protects nothing: interlocks/m);
    assert.match(sectionOf(card, 'What it costs'), /^- threshold: probability 0\.\d+, \d+ rows in a row/m);
    assert.match(sectionOf(card, 'What it costs'), /^- alarm budget: /m);
    const judged = sectionOf(card, 'How good it is');
    assert.match(judged, /^\| +\| model +\| elapsed time alone +\| rules alone/m);
    assert.match(judged, /^\| warned in time +\| \d+ of \d+ +\| \d+ of \d+ +\| \d+ of \d+/m);
    const stranger = eagle.client('OPERATOR', plant(0).id);
    const { items } = await member.ask(ROUTES.models.list, { query: { limit: 1 } });
    const newest = items[0]?.version;
    assert.notEqual(newest, serving.version);
    assert.equal((await send(member, 'GET', `/ml/models/${newest}/card`)).status, 200);
    assert.equal(
      (await send(stranger, 'GET', `/ml/models/${newest}/card`)).status,
      404,
      'none of this organization',
    );
    const named = await send(stranger, 'GET', `/ml/models/${serving.version}/card?organizationId=${id}`);
    assert.equal(named.status, 403);
    const own = await (await send(stranger, 'GET', `/ml/models/${serving.version}/card`)).text();
    assert.ok(!own.includes(name), 'the same version of this organization is another model');
  });

  test('ends with Ctrl-C, and continues at the same place after the second start', async () => {
    const [before] = await settledPositions(run, 0);
    assert.ok(before);
    const pids = (eagle.run ?? run).processes.map(({ pid }) => pid);
    assert.equal(await eagle.stop(), 0);
    for (const pid of pids) assert.throws(() => process.kill(pid, 0), /ESRCH/);
    eagle.start();
    const again = await eagle.ready(NEXT_START_MS_MAX);
    assert.equal(again.gatewayUrl, run.gatewayUrl);
    assert.deepEqual(again.organizations, run.organizations);
    const now = await waitFor('scans are judged again', 10 * SECOND_MS, async () => {
      const [position] = await settledPositions(again, 0);
      return position && position.lastScanAtMs > Date.now() - 5 * SECOND_MS ? position : null;
    });
    await assertLedger(again, before, now);
  });
});

const WORK = 'maintenance.pump.hours_since';
const countsOf = (features: ReadonlyMap<string, number>) => ({
  e17: features.get('event.e17.count_60s'),
  e18: features.get('event.e18.count_60s'),
});

/** The section of a model card under one heading. */
function sectionOf(card: string, heading: string): string {
  const [, section] = card.split(`\n## ${heading}\n`);
  return section?.split('\n## ')[0] ?? assert.fail(`no section "${heading}" in:\n${card}`);
}

const settledPositions = (run: RunFile, index: number): Promise<Position[]> =>
  readPositions(run.databaseUrl, run.organizations[index]?.id ?? '');

/** Waits until new scans are judged. */
async function judgedFromNowOn(run: RunFile, index: number): Promise<void> {
  const nowMs = Date.now();
  await waitFor('scans of now are judged', 10 * SECOND_MS, async () =>
    (await settledPositions(run, index)).some(({ lastScanAtMs }) => lastScanAtMs > nowMs),
  );
}

/**
 * Between two positions: scans in plant A's own table = scans numbered by data-processor = scans
 * judged.
 */
async function assertLedger(run: RunFile, from: Position, to: Position): Promise<void> {
  const written = await readWritten(
    run.organizations[0]?.scadaUrl ?? '',
    'furnace_line',
    `created_timestamp AT TIME ZONE 'Asia/Kolkata'`,
    { afterMs: from.lastScanAtMs, upToMs: to.lastScanAtMs },
  );
  const decided = to.scansDecided - from.scansDecided;
  assert.ok(written > 0);
  assert.deepEqual(
    { decided, numbered: to.lastSequence - from.lastSequence },
    { decided: written, numbered: written },
  );
}
