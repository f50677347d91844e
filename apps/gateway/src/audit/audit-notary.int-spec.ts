import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BUCKETS } from '@eagle/contracts/bus';
import { organizationIdSchema } from '@eagle/contracts/domain';
import type { Database } from '@eagle/persistence';
import { eventually } from '@eagle/testing';
import pg from 'pg';
import { z } from 'zod';
import { RunningGateway, SUPER_ADMIN, type Tenant } from '../fixtures/running-gateway.fixture.js';
import { auditHeadSchema } from './seal.js';

const chainState = z.object({
  chain: z.object({
    checkedAt: z.string().nullable(),
    break: z.object({ reason: z.string(), id: z.number() }).nullable(),
  }),
});
type ChainState = z.infer<typeof chainState>['chain'];

describe('the sealed audit log', () => {
  let folder: string;
  let file: string;
  let gateway: RunningGateway;
  let owner: pg.Client;
  let database: Database;
  let plants = 0;
  let south: Tenant;
  let tenant: Tenant;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'eagle-audit-'));
    file = path.join(folder, 'heads.json');
    gateway = await RunningGateway.start({
      ...{ LOGINS_PER_MINUTE: '500', AUDIT_CHECK_MS: '200', AUDIT_HEADS_FILE: file },
    });
    database = gateway.database.open();
    south = await gateway.tenant('south');
    owner = new pg.Client({ connectionString: gateway.database.ownerUrl });
    await owner.connect();
  });
  afterAll(async () => {
    await owner.end();
    await gateway.close();
    await rm(folder, { recursive: true, force: true });
  });

  const heads = () => gateway.bus.bus.bucket(BUCKETS.auditHeads, auditHeadSchema);
  const ids = async (): Promise<number[]> => {
    const { rows } = await owner.query<{ id: string }>(
      'SELECT id FROM audit_log WHERE organization_id = $1 ORDER BY id',
      [tenant.id],
    );
    return rows.map((row) => Number(row.id));
  };
  const state = async (token = tenant.admin.accessToken): Promise<ChainState> =>
    (await gateway.ok(chainState, 'GET', '/api/v1/audit?limit=1', { token })).chain;
  /** Waits until all entries are sealed and were then found whole. */
  const sealed = async (): Promise<number[]> => {
    await eventually(async () => (await heads().get(tenant.id))?.value.id === (await ids()).at(-1), {
      deadlineMs: 20_000,
    });
    const soFar = Date.now();
    await eventually(async () => Date.parse((await state()).checkedAt ?? '') >= soFar, {
      deadlineMs: 20_000,
    });
    return ids();
  };
  const broken = async (): Promise<ChainState['break']> => {
    await eventually(async () => (await state()).break !== null, { deadlineMs: 20_000 });
    return (await state()).break;
  };
  /** A new chain, whole and sealed. */
  beforeEach(async () => {
    tenant = await gateway.tenant(`plant-${(plants += 1)}`);
  });

  test('is sealed without a request; the head is in the bucket and in a file that only its owner can read', async () => {
    const all = await sealed();
    const kept = z.array(auditHeadSchema).parse(JSON.parse(await readFile(file, 'utf8')));
    assert.equal(kept.find((head) => head.chain === tenant.id)?.id, all.at(-1));
    assert.ok(kept.some((head) => head.chain === 'platform'));
    const { rows } = await owner.query(
      'SELECT 1 FROM audit_log a LEFT JOIN audit_seals s ON s.entry_id = a.id WHERE a.organization_id = $1 AND s.seal IS NULL',
      [tenant.id],
    );
    assert.equal(rows.length, 0);
    assert.equal((await state()).break, null);
  });

  test('shows an entry that was changed, although the links in the database were made again', async () => {
    const all = await sealed();
    const third = all[2] ?? 0;
    await owner.query(`UPDATE audit_log SET target = 'somebody else' WHERE id = $1`, [third]);
    await owner.query(
      `WITH RECURSIVE linked AS (
         SELECT a.id, audit_hash(NULL, a) AS hash FROM audit_log a WHERE organization_id = $1 AND id = $2
         UNION ALL
         SELECT n.id, audit_hash(l.hash, n) FROM linked l
           JOIN LATERAL (SELECT * FROM audit_log WHERE organization_id = $1 AND id > l.id ORDER BY id LIMIT 1) n ON true)
       UPDATE audit_log a SET hash = linked.hash FROM linked WHERE linked.id = a.id`,
      [tenant.id, all[0]],
    );
    const { rows } = await database.forOrganization(organizationIdSchema.parse(tenant.id), (tx) =>
      tx.query('SELECT audit_chain_break() AS at'),
    );
    assert.deepEqual(rows, [{ at: null }], 'the database itself sees nothing');
    assert.deepEqual(await broken(), { reason: 'changed', id: third });
  });

  test('shows that an entry was removed with its seal', async () => {
    const all = await sealed();
    await owner.query('DELETE FROM audit_log WHERE id = $1', [all[1]]);
    await owner.query('DELETE FROM audit_seals WHERE entry_id = $1', [all[1]]);
    assert.deepEqual(await broken(), { reason: 'changed', id: all[2] });
  });

  test('shows that the end was cut off, also when other entries were written after the cut', async () => {
    const all = await sealed();
    const cut = all.slice(-2);
    await owner.query('DELETE FROM audit_log WHERE id = ANY($1)', [cut]);
    await owner.query('DELETE FROM audit_seals WHERE entry_id = ANY($1)', [cut]);
    await owner.query('UPDATE audit_chains SET last_id = $2 WHERE organization_id = $1', [
      tenant.id,
      all.at(-3),
    ]);
    await gateway.signIn(tenant.operator.email, tenant.operator.password);
    const { reason } = (await broken()) ?? { reason: '' };
    assert.equal(reason, 'cut-off');
  });

  test('shows a log that was emptied', async () => {
    await sealed();
    await owner.query('DELETE FROM audit_log WHERE organization_id = $1', [tenant.id]);
    await owner.query('DELETE FROM audit_seals WHERE organization_id = $1', [tenant.id]);
    await owner.query('DELETE FROM audit_chains WHERE organization_id = $1', [tenant.id]);
    assert.deepEqual(await broken(), { reason: 'cut-off', id: 0 });
  });

  test('shows an entry that was put between sealed ones, and seals that were removed', async () => {
    const all = await sealed();
    await owner.query('DELETE FROM audit_seals WHERE entry_id = ANY($1)', [all.slice(2)]);
    const { reason } = (await broken()) ?? { reason: '' };
    assert.ok(['unsealed', 'cut-off'].includes(reason), reason);
  });

  test('shows a cut although the bucket was set back, because the file is further on', async () => {
    const all = await sealed();
    await owner.query('DELETE FROM audit_log WHERE id = $1', [all.at(-1)]);
    await owner.query('DELETE FROM audit_seals WHERE entry_id = $1', [all.at(-1)]);
    await owner.query('UPDATE audit_chains SET last_id = $2 WHERE organization_id = $1', [
      tenant.id,
      all.at(-2),
    ]);
    await heads().delete(tenant.id);
    assert.equal((await broken())?.reason, 'cut-off');
  });

  test('accepts no head that somebody else made', async () => {
    await sealed();
    const head = (await heads().get(tenant.id))?.value;
    assert.ok(head !== undefined);
    await heads().put(tenant.id, { ...head, id: head.id + 1 });
    assert.equal((await broken())?.reason, 'forged-head');
    await heads().put(tenant.id, head);
    await eventually(async () => (await state()).break === null, { deadlineMs: 20_000 });
  });

  test('reports a break by a metric and once in the log of the platform', async () => {
    const all = await sealed();
    await owner.query(`UPDATE audit_log SET actor_id = NULL WHERE id = $1`, [all.at(-1)]);
    await broken();
    const metrics = (await gateway.request('GET', '/metrics')).text;
    assert.match(metrics, /eagle_gateway_broken_audit_chains\{[^}]*\} [1-9]/);
    const { accessToken: token } = await gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password);
    const reported = async (): Promise<number> =>
      (
        await gateway.ok(
          z.object({ items: z.array(z.object({ target: z.string() })) }),
          ...(['GET', '/api/v1/audit/platform?limit=200&action=AUDIT.BROKEN', { token }] as const),
        )
      ).items.filter((item) => item.target === `audit/${tenant.id}`).length;
    await eventually(async () => (await reported()) === 1);
    await eventually(
      async () => Date.parse((await state(south.admin.accessToken)).checkedAt ?? '') > Date.now() - 1_000,
    );
    assert.equal(await reported(), 1);
  });

  test('takes its time from the database: an entry of another time is refused, and none is older than the one before', async () => {
    const organizationId = organizationIdSchema.parse(tenant.id);
    const insert = (at: string) =>
      database.forOrganization(organizationId, (tx) =>
        tx.query(
          `INSERT INTO audit_log (organization_id, at, action, target) VALUES ($1, ${at}, 'TEST.BACKDATED', 'x')`,
          [tenant.id],
        ),
      );
    for (const at of [`now() - interval '1 day'`, `now() - interval '1 s'`, `now() + interval '1 h'`]) {
      await assert.rejects(insert(at), /time of an audit entry|refuse/i, at);
    }
    await owner.query(`UPDATE audit_chains SET last_at = now() + interval '1 h' WHERE organization_id = $1`, [
      tenant.id,
    ]);
    await insert('DEFAULT');
    const { rows } = await owner.query<{ isLater: boolean }>(
      `SELECT at >= now() + interval '50 min' AS "isLater" FROM audit_log WHERE action = 'TEST.BACKDATED'`,
    );
    assert.deepEqual(
      rows,
      [{ isLater: true }],
      'a clock that was set back makes no entry older than the one before',
    );
  });
});
