import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  type AuditEntry,
  BY_PLATFORM,
  type OrganizationId,
  modelVersionSchema,
  readAuditEntry,
  userIdSchema,
  type WorkingService,
} from '@eagle/contracts/domain';
import pg from 'pg';
import { openDatabase } from '../database.js';
import { type DatabaseFixture, preparedDatabase } from '../prepared-database.fixture.js';
import { audit } from './audit.js';
import { recordModelStep } from './model-step.js';

const actorId = userIdSchema.parse(randomUUID());
const modelVersion = modelVersionSchema.parse('1.0.0');
const host =
  (name: string, by: AuditEntry['by'] = BY_PLATFORM) =>
  (organizationId: OrganizationId): AuditEntry => ({
    action: 'FEED.TESTED',
    subject: { kind: 'organization', id: organizationId },
    details: { host: name },
    by,
  });

describe('the writer of the audit log', () => {
  let fixture: DatabaseFixture;
  let a: OrganizationId;
  beforeAll(async () => {
    fixture = await preparedDatabase();
    a = await fixture.organization();
  });
  afterAll(() => fixture.close());

  const kept = (organizationId: OrganizationId) =>
    fixture.asOwner<{
      action: string;
      target: string;
      details: unknown;
      actor_id: string;
      correlation_id: string;
    }>(
      'SELECT action, target, details, actor_id, correlation_id FROM audit_log WHERE organization_id = $1 ORDER BY id',
      [organizationId],
    );

  test('writes what the list reads again, with its author and request', async () => {
    const entry = host('scada.example', { actorId, correlationId: 'request-1' })(a);
    await fixture.database.forOrganization(a, (tx) => audit(tx, entry));
    const [row] = await kept(a);
    assert.ok(row);
    const { by, ...change } = entry;
    assert.deepEqual(readAuditEntry(row), change);
    assert.deepEqual([row.actor_id, row.correlation_id], [by.actorId, by.correlationId]);
  });

  test('writes nothing where the transaction does not commit, and the chain goes on from the entry before', async () => {
    const before = await kept(a);
    await assert.rejects(
      fixture.database.forOrganization(a, async (tx) => {
        await audit(tx, host('gone.example')(a));
        throw new Error('the change failed');
      }),
      /the change failed/,
    );
    assert.deepEqual(await kept(a), before);
    await fixture.database.forOrganization(a, (tx) => audit(tx, host('next.example')(a)));
    const { rows } = await fixture.database.forOrganization(a, (tx) =>
      tx.query('SELECT audit_chain_break() AS at'),
    );
    assert.deepEqual(rows, [{ at: null }]);
  });

  test('shows a request that was exchanged for another one', async () => {
    const other = await fixture.organization();
    const by = { actorId, correlationId: 'request-2' };
    await fixture.database.forOrganization(other, (tx) => audit(tx, host('scada.example', by)(other)));
    await fixture.asOwner(`UPDATE audit_log SET correlation_id = 'request-3' WHERE organization_id = $1`, [
      other,
    ]);
    const { rows } = await fixture.database.forOrganization(other, (tx) =>
      tx.query<{ at: number | null }>('SELECT audit_chain_break() AS at'),
    );
    assert.notEqual(rows[0]?.at, null);
  });

  test('keeps the hash of entries from before there were correlations', async () => {
    const [row] = await fixture.asOwner(
      `SELECT hash = sha256(convert_to(jsonb_build_array(id, organization_id, (extract(epoch FROM at) * 1000)::bigint,
                actor_id, action, target, details)::text, 'UTF8')) AS same
         FROM (SELECT a.id, a.organization_id, a.at, a.actor_id, a.action, a.target, a.details,
                      audit_hash(NULL, ROW(a.*)::audit_log) AS hash FROM audit_log a
                WHERE correlation_id IS NULL LIMIT 1) AS entry`,
    );
    assert.deepEqual(row, { same: true });
  });

  for (const service of ['alerting', 'model-cache', 'training'] satisfies WorkingService[]) {
    test(`${service} adds entries, and neither reads nor changes any`, async () => {
      const database = openDatabase({ url: fixture.urlOf(service), poolMax: 1 });
      const client = new pg.Client({ connectionString: fixture.urlOf(service) });
      await client.connect();
      try {
        await database.forOrganization(a, (tx) => audit(tx, host(`${service}.example`)(a)));
        for (const sql of [
          'SELECT 1 FROM audit_log',
          `UPDATE audit_log SET target = 'x'`,
          'DELETE FROM audit_log',
        ])
          await assert.rejects(client.query(sql), /permission denied/, sql);
      } finally {
        await client.end();
        await database.close();
      }
      assert.ok(JSON.stringify(await kept(a)).includes(`${service}.example`));
    });
  }

  test('writes a step of a model, its history and its entry together', async () => {
    const organizationId = await fixture.organization();
    await fixture.database.forOrganization(organizationId, (tx) =>
      recordModelStep(
        tx,
        {
          ...{ at: new Date(0).toISOString(), version: modelVersion, action: 'rolled-back', from: 'retired' },
          ...{ to: 'champion', reason: 'It was better.', override: false },
        },
        { actorId, correlationId: null },
      ),
    );
    const [row] = await kept(organizationId);
    assert.deepEqual(
      [row?.action, row?.target, row?.actor_id],
      ['MODEL.ROLLED_BACK', 'model/1.0.0', actorId],
    );
  });
});
