import assert from 'node:assert/strict';
import { truncate } from 'node:fs/promises';
import path from 'node:path';
import { BUCKETS, RPC, type ModelUse } from '@eagle/contracts/bus';
import { modelVersionSchema, type OrganizationId } from '@eagle/contracts/domain';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { modelCacheBench, type ModelCacheBench } from './fixtures/model-cache.fixture.js';

const HOUR_MS = 3_600_000;
const version = modelVersionSchema.parse('1.0.0');
const auditRow = z.object({
  action: z.string(),
  target: z.string(),
  details: z.object({ finding: z.object({ code: z.string() }) }),
});

describe('the health watch in model-cache', () => {
  let bench: ModelCacheBench;
  beforeAll(async () => {
    bench = await modelCacheBench({ MODEL_WATCH_EVERY_MS: '200' });
  });
  afterAll(() => bench.close());

  const uses = () => bench.bus.bucket(BUCKETS.modelUse);

  async function served() {
    const config = await bench.organization();
    const { organizationId } = config;
    await bench.status(organizationId, ({ state }) => state === 'rules-only');
    await bench.add(config, '1.0.0');
    await bench.deploy(organizationId, '1.0.0');
    return { config, organizationId };
  }

  /** Waits until the watch shows exactly these codes. @returns its findings. */
  async function shown(organizationId: OrganizationId, codes: string[]) {
    const { watch } = await bench.status(
      organizationId,
      (status) => status.watch?.map(({ code }) => code).join() === codes.join(),
    );
    return watch ?? [];
  }

  const setTrained = (organizationId: OrganizationId, agoMs: number) =>
    bench.database.forOrganization(organizationId, (tx) =>
      tx.query('UPDATE model_versions SET created_at = $1', [new Date(Date.now() - agoMs)]),
    );

  const audited = (organizationId: OrganizationId) =>
    bench.database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(
        `SELECT action, target, details FROM audit_log WHERE action LIKE 'MODEL.WATCH%' ORDER BY id`,
      );
      return z
        .array(auditRow)
        .parse(rows)
        .map(({ action, target, details }) => `${action} ${target} ${details.finding.code}`);
    });

  /** Waits for one more check of an organization. */
  async function looked(organizationId: OrganizationId) {
    const sinceMs = Date.now();
    await eventually(async () => ((await uses().get(organizationId))?.value.checkedAtMs ?? 0) > sinceMs);
  }

  test('detects an old live model by itself, reports it once, and resolves it when a new one is live', async () => {
    const { config, organizationId } = await served();
    const neighbour = await served();
    await shown(organizationId, []);
    await setTrained(organizationId, 8 * 24 * HOUR_MS);
    const [found] = await shown(organizationId, ['MODEL.OLD']);
    assert.ok(found?.code === 'MODEL.OLD' && found.version === '1.0.0');
    for (let look = 0; look < 3; look += 1) await looked(organizationId);
    assert.deepEqual(await audited(organizationId), ['MODEL.WATCH_FOUND model/1.0.0 MODEL.OLD']);
    assert.match(await bench.metrics(), /^eagle_model_cache_watch_findings\{code="MODEL.OLD",[^}]*\} 1$/m);
    await shown(neighbour.organizationId, []);
    assert.deepEqual(await audited(neighbour.organizationId), []);

    await bench.add(config, '1.1.0');
    await bench.deploy(organizationId, '1.1.0');
    await shown(organizationId, []);
    assert.deepEqual((await audited(organizationId)).slice(1), ['MODEL.WATCH_GONE model/1.0.0 MODEL.OLD']);
    assert.match(await bench.metrics(), /^eagle_model_cache_watch_findings\{code="MODEL.OLD",[^}]*\} 0$/m);
  });

  test('reports an unused model from what was known before a restart, never from a time without a watch', async () => {
    const [idle, unseen, never] = [await served(), await served(), await served()];
    await Promise.all([idle, unseen, never].map(({ organizationId }) => shown(organizationId, [])));
    await bench.stop();
    const nowMs = Date.now();
    const use: ModelUse = {
      ...{ v: 1, version, predictedAtMs: nowMs - 25 * HOUR_MS, watchedSinceMs: nowMs - 90 * HOUR_MS },
      checkedAtMs: nowMs,
    };
    await uses().put(idle.organizationId, use);
    await uses().put(unseen.organizationId, { ...use, checkedAtMs: nowMs - 2 * HOUR_MS });
    await uses().delete(never.organizationId);
    await bench.restart();
    const [found] = await shown(idle.organizationId, ['MODEL.UNUSED']);
    assert.ok(found?.code === 'MODEL.UNUSED');
    assert.equal(found.unusedSince, new Date(nowMs - 25 * HOUR_MS).toISOString());
    for (const { organizationId } of [unseen, never]) {
      await looked(organizationId);
      await shown(organizationId, []);
    }

    const report = (of: { organizationId: OrganizationId }, text: string) =>
      bench.bus.ask(RPC.reportModelUse, {
        organizationId: of.organizationId,
        version: modelVersionSchema.parse(text),
        predictedAtMs: Date.now(),
      });
    await report(unseen, '1.0.0');
    await report(idle, '0.9.0');
    await looked(idle.organizationId);
    await shown(idle.organizationId, ['MODEL.UNUSED']);
    await report(idle, '1.0.0');
    await shown(idle.organizationId, []);
    assert.deepEqual(await audited(idle.organizationId), [
      'MODEL.WATCH_FOUND model/1.0.0 MODEL.UNUSED',
      'MODEL.WATCH_GONE model/1.0.0 MODEL.UNUSED',
    ]);
  });

  test('reports too many inactive versions and too many stored bytes until some are deleted', async () => {
    const { config, organizationId } = await served();
    const neighbour = await served();
    const refused = { promote: false, reason: 'No skill.' };
    for (let minor = 1; minor <= 5; minor += 1) await bench.add(config, `1.${minor}.0`, refused);
    await looked(organizationId);
    await shown(organizationId, []);
    const large = await bench.add(config, '1.6.0', refused);
    // A sparse file, so that it needs no disk space here.
    await truncate(path.join(bench.store, large, 'model.onnx.sealed'), 500_000_000);
    const found = await shown(organizationId, ['MODEL.TOO_MANY_VERSIONS', 'MODEL.TOO_MUCH_STORED']);
    assert.ok(found[0]?.code === 'MODEL.TOO_MANY_VERSIONS' && found[0].inactiveVersions === 6);
    assert.ok(found[1]?.code === 'MODEL.TOO_MUCH_STORED' && found[1].storedBytes > 500_000_000);
    const actor = { actorId: null, reason: '' };
    await bench.bus.ask(RPC.deleteModel, {
      ...{ organizationId, version: modelVersionSchema.parse('1.6.0') },
      ...actor,
    });
    await shown(organizationId, []);
    await shown(neighbour.organizationId, []);
    assert.deepEqual(await audited(neighbour.organizationId), []);
  });
});
