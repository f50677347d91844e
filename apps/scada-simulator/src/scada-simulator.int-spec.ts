import assert from 'node:assert/strict';
import path from 'node:path';
import { AppError } from '@eagle/contracts/domain';
import { loadConfig, startService, type RunningService } from '@eagle/service-kit';
import { eventually } from '@eagle/testing';
import { simulatorConfigSchema } from './config.js';
import { demoPlants } from './plants/index.js';
import { scadaServer, type ScadaServer } from './scada/scada-server.fixture.js';
import { ScadaSimulatorModule } from './scada-simulator.module.js';

describe('the simulator service', () => {
  let server: ScadaServer;
  let service: RunningService;

  beforeAll(async () => {
    server = await scadaServer();
    const { prepared } = await server.prepare(demoPlants[0] ?? assert.fail('no plants'));
    const config = loadConfig(simulatorConfigSchema, {
      SERVICE_NAME: 'scada-simulator',
      REPLICA: 'scada-simulator-0',
      HTTP_PORT: '0',
      LOG_LEVEL: 'silent',
      PLANTS: 'a',
      SCADA_WRITER_URLS: JSON.stringify({ a: prepared.writerUrl }),
      TRUTH_DIR: path.join(server.folder, 'truth'),
      BACKFILL_HOURS: '0.5',
    });
    const module = ScadaSimulatorModule.forRoot(config);
    service = await startService({ name: 'scada-simulator', module, config, ownsProcess: false });
  });
  afterAll(async () => {
    await service.stop('test over');
    await server.close();
  });

  const post = (body: object): Promise<Response> =>
    fetch(`${service.url}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  test('is ready once live, counts its rows and accepts fault orders', async () => {
    await eventually(async () => (await fetch(`${service.url}/health/ready`)).status === 200, {
      deadlineMs: 20_000,
    });
    assert.match(
      await (await fetch(`${service.url}/metrics`)).text(),
      /eagle_simulator_rows_total\{plant="a".*\} \d{4}/,
    );
    const ordered = await post({ plant: 'a', component: 'atmosphere', tripInMs: 120_000 });
    assert.equal(ordered.status, 201);
    assert.match(await ordered.text(), /"asset":"furnace-line-1"/);
    assert.equal((await post({ plant: 'b', component: 'atmosphere', tripInMs: 120_000 })).status, 404);
    assert.equal((await post({ plant: 'a', component: 'rotor', tripInMs: 120_000 })).status, 404);
    assert.equal((await post({ plant: 'a', component: 'atmosphere', tripInMs: -1 })).status, 400);
  });
});

test('reports which variable is wrong', () => {
  const environment = {
    SERVICE_NAME: 'scada-simulator',
    REPLICA: 'r',
    HTTP_PORT: '0',
    TRUTH_DIR: '/nowhere',
  };
  assert.throws(
    () => loadConfig(simulatorConfigSchema, { ...environment, PLANTS: 'a,z', SCADA_WRITER_URLS: 'hunter2' }),
    (error) =>
      error instanceof AppError &&
      /PLANTS/.test(error.message) &&
      /SCADA_WRITER_URLS/.test(error.message) &&
      !error.message.includes('hunter2'),
  );
});
