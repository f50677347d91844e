import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { RPC } from '@eagle/contracts/bus';
import { modelVersionSchema, type OrganizationId } from '@eagle/contracts/domain';
import { eventually, ServiceProcess } from '@eagle/testing';
import { z } from 'zod';
import { modelCacheBench, type ModelCacheBench } from './fixtures/model-cache.fixture.js';

const TTL_MS = 1_500;
const readiness = z.object({
  checks: z.object({ leader: z.object({ ok: z.boolean(), reason: z.string() }) }),
});

describe('a second replica of model-cache', () => {
  let bench: ModelCacheBench;
  let other: ServiceProcess;
  beforeAll(async () => {
    bench = await modelCacheBench({ LEASE_TTL_MS: String(TTL_MS) });
    other = new ServiceProcess(fileURLToPath(new URL('./main.js', import.meta.url)), {
      ...bench.environment,
      SERVICE_NAME: 'model-cache',
      REPLICA: 'model-cache-1',
    });
  });
  afterAll(async () => {
    await other.end('SIGKILL');
    await bench.close();
  });

  /** Resolves when the other process leads and this one stands by. */
  async function handOver(): Promise<void> {
    await other.end('SIGKILL');
    await bench.stop();
    other.start();
    await eventually(() => other.leads, { deadlineMs: 20_000 });
    await bench.restart();
  }
  const leader = async () =>
    readiness.parse(await (await fetch(`${bench.url}/health/ready`)).json()).checks.leader;
  const isLeading = async () => /^eagle_leader\{[^}]*\} 1$/m.test(await bench.metrics());
  const deploy = (organizationId: OrganizationId, version: string, timeoutMs?: number) =>
    bench.bus.ask(
      RPC.deployModel,
      {
        ...{ organizationId, version: modelVersionSchema.parse(version), mode: 'champion', actorId: null },
        ...{ reason: '', override: null },
      },
      timeoutMs === undefined ? {} : { timeoutMs },
    );

  test('stands by, reports it, still serves files, and takes over when the first is killed', async () => {
    await handOver();
    assert.deepEqual(await leader(), { ok: true, reason: 'standing by: another replica holds the lease' });
    assert.ok(!(await isLeading()));
    const config = await bench.organization();
    const { organizationId } = config;
    const artifactPath = await bench.add(config, '1.0.0');
    await eventually(() => deploy(organizationId, '1.0.0'));
    const file = 'manifest.json';
    const version = modelVersionSchema.parse('1.0.0');
    for (let n = 0; n < 8; n += 1) {
      // Both replicas share it.
      const { size } = await bench.bus.ask(RPC.readModelFile, {
        ...{ organizationId, version, artifactPath, file, offset: 0 },
      });
      assert.ok(size > 0);
    }
    const killedMs = performance.now();
    await other.end('SIGKILL');
    await eventually(isLeading);
    assert.ok(performance.now() - killedMs < TTL_MS + 1_500, `${performance.now() - killedMs} ms`);
    await bench.add(config, '1.1.0');
    assert.equal((await eventually(() => deploy(organizationId, '1.1.0'))).previous, '1.0.0');
  });

  test('takes over from a frozen one, which writes nothing after it wakes', async () => {
    await handOver();
    const config = await bench.organization();
    const { organizationId } = config;
    await bench.add(config, '1.0.0');
    await bench.add(config, '1.1.0');
    await eventually(() => deploy(organizationId, '1.0.0'));
    await bench.add(config, '1.2.0');
    other.signal('SIGSTOP');
    // Only the frozen one receives requests now: these wait until it wakes.
    const late = await Promise.allSettled(
      ['1.1.0', '1.2.0', '1.1.0'].map((version) => deploy(organizationId, version, 300)),
    );
    assert.ok(late.every(({ status }) => status === 'rejected'));
    await eventually(isLeading);
    await eventually(async () => {
      // The message server still counts the frozen one as a responder: some requests go there.
      await deploy(organizationId, '1.2.0', 1_000).catch(() => undefined);
      return (await bench.live(organizationId))?.version === '1.2.0';
    });
    const before = await written(organizationId);
    other.signal('SIGCONT');
    await eventually(() => other.hasLostTheLead, { deadlineMs: 20_000 });
    await eventually(
      async () =>
        (
          await bench.bus.ask(
            RPC.rollBackModel,
            { organizationId, actorId: null, reason: '' },
            { timeoutMs: 2_000 },
          )
        ).version === '1.0.0',
    );
    const afterwards = await written(organizationId);
    assert.deepEqual(afterwards.steps.slice(0, before.steps.length), before.steps);
    // A roll-back is two steps; the frozen one added none.
    assert.equal(afterwards.steps.length, before.steps.length + 2, JSON.stringify(afterwards.steps));
    assert.equal((await bench.live(organizationId))?.version, '1.0.0');
  });

  async function written(organizationId: OrganizationId) {
    const { rows } = await bench.database.forOrganization(organizationId, (tx) =>
      tx.query('SELECT version, action FROM model_steps ORDER BY id'),
    );
    return { steps: rows.map((row) => z.object({ version: z.string(), action: z.string() }).parse(row)) };
  }
});
