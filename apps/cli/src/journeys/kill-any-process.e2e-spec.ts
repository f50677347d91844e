import assert from 'node:assert/strict';
import type { RunFile } from '@eagle/contracts/domain';
import { readManifests } from '@eagle/local-services/manifests';
import { killable } from '../start/killable.js';
import { projectRoot } from '../start/platform.js';
import { ModelBench } from './bad-input-models.fixture.js';
import { SpoiltSource } from './bad-input-source.fixture.js';
import { CrossingPlant } from './crossing-plant.fixture.js';
import { readOutbox, readPositions, type Position } from './ledger.fixture.js';
import { ownMetrics, wrongName } from './metric-names.fixture.js';
import { RunningEagle, waitFor, slowdown } from './running-eagle.fixture.js';

const START_MS_MAX = 120_000;
const BACK_AFTER_KILL_MS_MAX = 10_000;
const SETTLED_MS_MAX = 20_000;
const PLANTS = 10;
const ROW_EVERY_MS = 100;
const MANIFESTS = await readManifests(projectRoot);
const VICTIMS = killable(MANIFESTS);

/**
 * Ten organizations stream a hundred rows a second, each row an alert change and a prediction,
 * while one process after the other is killed.
 */
describe('kill -9 of any one process under load', () => {
  let eagle: RunningEagle;
  let run: RunFile;
  let source: SpoiltSource;
  let models: ModelBench;
  const plants: CrossingPlant[] = [];

  beforeAll(async () => {
    eagle = RunningEagle.start(['--plants', 'none', '--log-level', 'warn']);
    run = await eagle.ready(START_MS_MAX);
    source = await SpoiltSource.make(eagle, run);
    models = await ModelBench.open(eagle, run.natsUrl);
    for (let i = 0; i < PLANTS; i += 1) {
      const plant = await CrossingPlant.make(source, `crossing_${i}`, ROW_EVERY_MS);
      plants.push(plant);
      await models.register(models.bundle(plant.organization, '1.0.0'));
    }
    for (const { organization } of plants)
      await organization.saidOfModel('the model is live', ({ state }) => state === 'live');
    for (const plant of plants) plant.startWriting();
  });

  afterAll(async () => {
    await Promise.all(plants.map((plant) => plant.close()));
    await models?.close();
    await source?.close();
    await eagle?.close();
  });

  /** Waits until new rows reach every organization's socket. */
  async function everyoneHears(what: string, deadlineMs: number): Promise<void> {
    const sinceMs = Date.now();
    await waitFor(what, deadlineMs, () =>
      plants.every(({ committedAtMs, heardAtMs }) => {
        const newest = [...heardAtMs.keys()].at(-1);
        return newest !== undefined && (committedAtMs.get(newest) ?? 0) > sinceMs;
      }),
    );
  }

  test('before any is killed, every service is ready and its metrics begin with eagle_ and end in their unit', async () => {
    await everyoneHears('everything works', SETTLED_MS_MAX);
    const services = run.processes.filter(({ metricsUrl }) => metricsUrl !== null);
    expect(services.map(({ name }) => name)).toEqual(MANIFESTS.map(({ name }) => name));
    for (const { name, healthUrl, metricsUrl } of services) {
      expect(healthUrl).toMatch(/\/health\/ready$/);
      expect([name, await isReady(healthUrl)]).toEqual([name, true]);
      const metrics = ownMetrics(await (await fetch(metricsUrl ?? '')).text());
      expect(metrics.map((metric) => metric.name)).toContain('eagle_log_lost_lines');
      expect(metrics.map(wrongName).filter((why) => why !== null)).toEqual([]);
    }
  });

  for (const victim of VICTIMS) {
    test(`${victim}: it is back, and rows come out at the sockets again, within ten seconds`, async () => {
      await everyoneHears(`everything works before ${victim} is killed`, SETTLED_MS_MAX);
      const process_ = eagle.run?.processes.find(({ name }) => name === victim);
      assert.ok(process_ && process_.pid > 0);
      const killedAtMs = performance.now();
      process.kill(process_.pid, 'SIGKILL');
      await waitFor(`${victim} is back`, BACK_AFTER_KILL_MS_MAX, async () => {
        const now = eagle.run?.processes.find(({ name }) => name === victim);
        return now && now.pid > 0 && now.pid !== process_.pid && (await isReady(now.healthUrl));
      });
      const leftMs = BACK_AFTER_KILL_MS_MAX - (performance.now() - killedAtMs) / slowdown();
      await everyoneHears(`rows come out again after ${victim} was killed`, Math.max(1_000, leftMs));
      console.log(`whole again after ${Math.round(performance.now() - killedAtMs)} ms`);
    });
  }

  test('and every row of every plant was judged once, predicted once and reported once', async () => {
    await Promise.all(plants.map((plant) => plant.stopWriting()));
    let rows = 0;
    for (const plant of plants) {
      const written = await plant.written();
      rows += written.length;
      const { id } = plant.organization;
      await waitFor(
        () => `all of ${written.length} rows reported, not ${plant.heardAtMs.size}`,
        SETTLED_MS_MAX,
        () => plant.heardAtMs.size >= written.length,
      );
      assert.deepEqual(
        [...plant.heardAtMs.keys()].sort(),
        written.toSorted(),
        'reported: exactly the written rows',
      );
      assert.deepEqual(plant.heardTwice, [], 'nothing reported twice');
      let position: Position | undefined;
      await waitFor(
        () =>
          `judged and predicted: just the ${written.length} rows that were written, not ${JSON.stringify(position)}`,
        SETTLED_MS_MAX,
        async () => {
          [position] = await readPositions(run.databaseUrl, id);
          return position?.scansDecided === written.length && position.predictionsDecided === written.length;
        },
      );
      const outbox = await readOutbox(run.databaseUrl, id);
      assert.equal(outbox.length, written.length, 'one change a row');
      assert.ok(outbox.every(({ isSent }) => isSent));
    }
    console.log(`${rows} rows of ${plants.length} organizations`);
  });
});

async function isReady(healthUrl: string | null): Promise<boolean> {
  if (healthUrl === null) return true;
  return fetch(healthUrl, { signal: AbortSignal.timeout(1_000) }).then(
    (response) => response.ok,
    () => false, // Not back yet: asked again until the deadline.
  );
}
