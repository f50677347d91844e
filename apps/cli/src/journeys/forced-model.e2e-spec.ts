import assert from 'node:assert/strict';
import { AppError, type RunFile } from '@eagle/contracts/domain';
import { ROUTES } from '@eagle/contracts/rest';
import { ModelBench } from './bad-input-models.fixture.js';
import { SpoiltSource, trainingDatabaseUrl } from './bad-input-source.fixture.js';
import { CrossingPlant } from './crossing-plant.fixture.js';
import { RunningEagle, waitFor, slowdown } from './running-eagle.fixture.js';

const START_MS_MAX = 120_000;
const ROW_EVERY_MS = 100;
const ROLL_BACK_MS_MAX = 2_000;
const SETTLED_MS_MAX = 20_000;
const REFUSAL = 'It warns 1 of 9 failures in time; elapsed time alone warns 3.';

/**
 * A second model is refused by the gate, forced by an admin, and rolled back, while rows and alerts
 * of the plant continue.
 */
describe('a model that is refused, forced and rolled back', () => {
  let eagle: RunningEagle;
  let run: RunFile;
  let source: SpoiltSource;
  let models: ModelBench;
  let plant: CrossingPlant;

  beforeAll(async () => {
    eagle = RunningEagle.start(['--plants', 'none', '--log-level', 'warn']);
    run = await eagle.ready(START_MS_MAX);
    source = await SpoiltSource.make(eagle, run);
    models = await ModelBench.open(eagle, run.natsUrl);
    plant = await CrossingPlant.make(source, 'forced', ROW_EVERY_MS);
    await models.register(models.bundle(plant.organization, '1.0.0'));
    await plant.organization.saidOfModel('the first is live', ({ state }) => state === 'live');
    plant.startWriting();
  });

  afterAll(async () => {
    await plant?.close();
    await models?.close();
    await source?.close();
    await eagle?.close();
  });

  const ofPlant = () => ({ query: { organizationId: plant.organization.id } });
  const heard = (): number => plant.heardAtMs.size;
  async function alertsGoOn(what: string): Promise<void> {
    const before = heard();
    await waitFor(`alerts go on ${what}`, SETTLED_MS_MAX, () => heard() >= before + 5);
  }

  test('has no card where its bundle was made without one', async () => {
    await assert.rejects(
      source.superAdmin.ask(ROUTES.models.card, { params: { version: '1.0.0' }, ...ofPlant() }),
      (error) => error instanceof AppError && error.details['code'] === 'MODEL.NO_CARD',
    );
  });

  test('does not serve when the gate refused it', async () => {
    const bundle = models.bundle(plant.organization, '1.1.0');
    await models.registerRefused(bundle, trainingDatabaseUrl(eagle, run), REFUSAL);
    await assert.rejects(
      source.superAdmin.ask(ROUTES.deployments.deploy, {
        ...ofPlant(),
        body: { version: '1.1.0', mode: 'champion' },
      }),
      (error) => error instanceof AppError && error.kind === 'conflict' && error.message.includes(REFUSAL),
    );
    await plant.organization.saidOfModel('the first still serves', ({ version }) => version === '1.0.0');
    await alertsGoOn('with the first model');
  });

  test('serves when an admin forces it, which everybody can see', async () => {
    const override = { reason: 'The first one is blind to the new fan.' };
    const body = { version: '1.1.0', mode: 'champion', override } as const;
    const deployed = await source.superAdmin.ask(ROUTES.deployments.deploy, { ...ofPlant(), body });
    assert.deepEqual(deployed, { version: '1.1.0', state: 'champion', previous: '1.0.0', override: true });
    await plant.organization.saidOfModel(
      'the forced one serves',
      (serving) => serving.version === '1.1.0' && serving.override === true,
    );
    await alertsGoOn('with the forced model');
  });

  test('is rolled back within two seconds', async () => {
    const startedMs = performance.now();
    const back = await source.superAdmin.ask(ROUTES.deployments.rollBack, {
      ...ofPlant(),
      body: { reason: 'It cries wolf.' },
    });
    const tookMs = performance.now() - startedMs;
    console.log(`rolled back over REST in ${tookMs.toFixed(0)} ms`);
    assert.deepEqual(back, { version: '1.0.0', previous: '1.1.0' });
    assert.ok(tookMs <= ROLL_BACK_MS_MAX * slowdown(), `${tookMs} ms`);
    await plant.organization.saidOfModel('the first serves again', ({ version }) => version === '1.0.0');
    await alertsGoOn('after the roll-back');
  });

  test('leaves its history, and no row of the plant was lost or reported twice', async () => {
    const { items } = await source.superAdmin.ask(ROUTES.models.history, ofPlant());
    assert.deepEqual(items.map(({ version, action, override }) => [version, action, override]).reverse(), [
      ['1.0.0', 'registered', false],
      ['1.0.0', 'promoted', false],
      ['1.0.0', 'retired', false],
      ['1.1.0', 'promoted', true],
      ['1.1.0', 'retired', false],
      ['1.0.0', 'rolled-back', false],
    ]);
    assert.ok(items.slice(0, 4).every(({ actorId }) => actorId !== null));
    await plant.stopWriting();
    const written = await plant.written();
    await waitFor('every row reported', SETTLED_MS_MAX, () => heard() >= written.length);
    assert.deepEqual([...plant.heardAtMs.keys()].sort(), written.toSorted());
    assert.deepEqual(plant.heardTwice, []);
  });
});
