import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AlertPush, RunFile } from '@eagle/contracts';
import pg from 'pg';
import { z } from 'zod';
import { RunningEagle, waitFor } from './running-eagle.fixture.js';

const FIRST_START_MS_MAX = 300_000;
const NEXT_START_MS_MAX = 60_000;
const SHOWN_FAULT_MS_MAX = 180_000;
const BACK_AFTER_KILL_MS_MAX = 10_000;
const minute = 60_000;

const ledgerSchema = z.object({ scansDecided: z.coerce.number(), lastSequence: z.coerce.number() });

/** One platform for the whole file: each journey goes on where the last one ended, as a person's day does. */
describe('a platform on one machine', { timeout: 14 * minute }, () => {
  let eagle: RunningEagle;
  let run: RunFile;
  let heardA: AlertPush[];
  let heardB: AlertPush[];
  const closers: (() => void)[] = [];

  before(async () => {
    eagle = RunningEagle.start(['--plants', 'a,b', '--seed', '1']);
    const startedAt = performance.now();
    run = await waitFor('organizations are set up', FIRST_START_MS_MAX, () => {
      const now = eagle.run;
      return now && now.organizations.length === 2 ? now : null;
    });
    const [a, b] = await Promise.all(run.organizations.map(({ id }) => eagle.listen(id)));
    assert.ok(a && b);
    [heardA, heardB] = [a.pushes, b.pushes];
    closers.push(
      () => a.socket.close(),
      () => b.socket.close(),
    );
    run = await eagle.ready(FIRST_START_MS_MAX - (performance.now() - startedAt));
  });

  after(async () => {
    for (const close of closers) close();
    await eagle.close();
  });

  const plant = (index: number): RunFile['organizations'][number] => {
    const organization = run.organizations[index];
    assert.ok(organization);
    return organization;
  };

  it('a newcomer sees a predictive alert, then the rule alert that joins it, within three minutes of ready', async () => {
    const joined = await waitFor('the joined alert', SHOWN_FAULT_MS_MAX, () =>
      heardA.find(({ alert, change }) => alert.origin === 'both' && change === 'joined'),
    );
    const { alert } = joined;
    assert.ok(alert.predictedAt && alert.ruleAt, 'both moments are remembered');
    assert.ok(alert.predictedAt < alert.ruleAt, 'the prediction came first');
    const raised = heardA.find((push) => push.alert.id === alert.id && push.change === 'raised');
    assert.equal(raised?.alert.origin, 'predictive');
    assert.ok(alert.probability !== null && alert.probability >= 0.85);
    assert.ok(alert.timeToFailureInterval && alert.topFactors.length > 0 && alert.modelVersion);
    assert.match(eagle.terminal, /joined/);
  });

  it('an operator acknowledges over REST and the socket says so', async () => {
    const alert = heardA.find((push) => push.alert.state.active)?.alert;
    assert.ok(alert);
    await eagle.client('OPERATOR', plant(0).id).post(`/alerts/${alert.id}/acknowledge`, z.unknown(), {});
    const change = await waitFor('acknowledged', 5_000, () =>
      heardA.find((push) => push.alert.id === alert.id && push.change === 'acknowledged'),
    );
    assert.equal(change.alert.state.acknowledged, true);
    assert.equal(change.alert.origin, alert.origin, 'acknowledging keeps the origin');
  });

  it('two organizations side by side never see a byte of each other', async () => {
    const [a, b] = [plant(0), plant(1)];
    assert.ok(heardA.every((push) => push.organizationId === a.id));
    assert.ok(heardB.every((push) => push.organizationId === b.id));
    const ofA = heardA[0]?.alert;
    assert.ok(ofA);
    const stranger = eagle.client('OPERATOR', b.id);
    await assert.rejects(stranger.get(`/alerts/${ofA.id}`, z.unknown()), /404/);
    await assert.rejects(stranger.get(`/alerts?organizationId=${a.id}`, z.unknown()), /403/);
    await assert.rejects(stranger.get(`/organizations/${a.id}/feed`, z.unknown()), /403|404/);
    const own = JSON.stringify(await stranger.get('/alerts', z.unknown()));
    assert.ok(!own.includes(a.id));
  });

  it('after kill -9 of each process in turn, under load, everything is back and no scan is skipped or judged twice', async () => {
    const victims = run.processes.map(({ name, replica }) => `${name}-${replica}`);
    for (const victim of victims) {
      const pid = await waitFor(`${victim} runs`, 30_000, () => pidOf(eagle, victim));
      process.kill(pid, 'SIGKILL');
      await waitFor(`${victim} is back and ready`, BACK_AFTER_KILL_MS_MAX, async () => {
        const now = pidOf(eagle, victim);
        return now !== null && now !== pid && (await allReady(eagle));
      });
    }
    await ledgerAgrees(run, plant(0));
    for (const heard of [heardA, heardB]) assertEachOnce(heard);
  });

  it('Ctrl-C stops everything, and a second start goes on where it was', async () => {
    const pids = (eagle.run ?? run).processes.map(({ pid }) => pid);
    assert.equal(await eagle.stop(), 0);
    for (const pid of pids) assert.throws(() => process.kill(pid, 0), /ESRCH/);
    eagle.start();
    const again = await eagle.ready(NEXT_START_MS_MAX);
    assert.equal(again.gatewayUrl, run.gatewayUrl);
    assert.deepEqual(again.organizations, run.organizations);
    await ledgerAgrees(again, plant(0));
  });
});

function pidOf(eagle: RunningEagle, name: string): number | null {
  const found = eagle.run?.processes.find((process) => `${process.name}-${process.replica}` === name);
  return found && found.pid > 0 ? found.pid : null;
}

async function allReady(eagle: RunningEagle): Promise<boolean> {
  const answers = await Promise.all(
    (eagle.run?.processes ?? []).map(async ({ healthUrl, pid }) => {
      if (healthUrl === null) return pid > 0;
      return fetch(healthUrl, { signal: AbortSignal.timeout(1_000) }).then(
        (response) => response.ok,
        () => false,
      );
    }),
  );
  return answers.every(Boolean);
}

/** Each revision of an alert reaches the socket at most once, and in order. */
function assertEachOnce(pushes: readonly AlertPush[]): void {
  const cursors = pushes.map((push) => push.cursor);
  assert.deepEqual(
    cursors,
    [...new Set(cursors)].sort((x, y) => x - y),
  );
  const revisions = pushes.map(({ alert }) => `${alert.id} ${alert.revision}`);
  assert.equal(new Set(revisions).size, revisions.length, 'no revision twice');
}

/** What was written into the plant's table since its feed began against what alerting says it judged. */
async function ledgerAgrees(run: RunFile, organization: RunFile['organizations'][number]): Promise<void> {
  const platform = new pg.Client({ connectionString: run.databaseUrl });
  await platform.connect();
  try {
    await waitFor('every scan is judged once', 30_000, async () => {
      await platform.query('BEGIN');
      await platform.query(`SELECT set_config('app.organization_id', $1, true)`, [organization.id]);
      const { rows } = await platform.query(
        `SELECT state->>'scansDecided' AS "scansDecided", state->>'lastSequence' AS "lastSequence" FROM alert_engine_states`,
      );
      await platform.query('COMMIT');
      const ledger = z.array(ledgerSchema).parse(rows);
      return ledger.length > 0 && ledger.every((entry) => entry.scansDecided === entry.lastSequence);
    });
  } finally {
    await platform.end();
  }
}
