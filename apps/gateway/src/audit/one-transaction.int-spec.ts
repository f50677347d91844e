import assert from 'node:assert/strict';
import { auditEntrySchema } from '@eagle/contracts/domain';
import { eventually } from '@eagle/testing';
import pg from 'pg';
import { z } from 'zod';
import {
  type Answer,
  plantConfig,
  RunningGateway,
  type Tenant,
} from '../fixtures/running-gateway.fixture.js';

const NEW_PASSWORD = 'seven kettles orbit';
const page = z.object({ items: z.array(auditEntrySchema) });
/** Every change that people can make, with the audit entry that it must have. */
const TABLES = [
  ...['organizations', 'organization_configs', 'users', 'invitations', 'sign_ins', 'refresh_tokens'],
  ...['failure_records', 'log_entries'],
];

interface Change {
  readonly action: string;
  readonly ask: () => Promise<Answer>;
  /** The second request changes nothing. */
  readonly isRepeatable?: boolean;
}

describe('a change and its entry in the audit log', () => {
  let gateway: RunningGateway;
  let owner: pg.Client;
  let tenant: Tenant;
  let superToken: string;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ LOGINS_PER_MINUTE: '500' });
    owner = new pg.Client({ connectionString: gateway.database.ownerUrl });
    await owner.connect();
    tenant = await gateway.tenant('plant');
    superToken = await gateway.superAdminWithin(tenant.id);
  });
  afterAll(async () => {
    await owner.end();
    await gateway.close();
  });

  const changes = (): Change[] => {
    const { admin, operator, id } = tenant;
    const of = `/api/v1/organizations/${id}`;
    const ask =
      (method: string, path: string, body: unknown, token = admin.accessToken) =>
      () =>
        gateway.request(method, path, { token, ...(body === undefined ? {} : { body }) });
    const record = { assetId: 'pump-1', component: 'impeller', at: '2026-01-01T00:00:00Z' };
    const entry = { assetId: 'pump-1', code: 'e1', at: '2026-01-01T00:00:00Z' };
    return [
      { action: 'CONFIG.CHANGED', ask: ask('PUT', `${of}/config`, plantConfig()), isRepeatable: true },
      { action: 'RULES.CHANGED', ask: ask('PUT', `${of}/rules`, { rules: [] }), isRepeatable: true },
      {
        action: 'FAILURE_RECORDS.ADDED',
        ask: ask('POST', `${of}/failure-records`, { records: [record] }),
        isRepeatable: true,
      },
      {
        action: 'EVENT_LOGS.ADDED',
        ask: ask('POST', `${of}/event-logs`, { kind: 'error', events: [entry] }),
        isRepeatable: true,
      },
      {
        action: 'USER.CHANGED',
        ask: ask('PATCH', `${of}/users/${operator.userId}`, { name: 'Somebody' }),
        isRepeatable: true,
      },
      {
        action: 'USER.INVITED',
        ask: ask('POST', `${of}/users`, { email: 'new@plant.example', role: 'ADMIN' }),
      },
      {
        action: 'ORGANIZATION.RENAMED',
        ask: ask('PATCH', of, { name: 'Another name' }, superToken),
        isRepeatable: true,
      },
      {
        action: 'ORGANIZATION.DISABLED',
        ask: ask('POST', `${of}/disable`, undefined, superToken),
        isRepeatable: true,
      },
      {
        action: 'ORGANIZATION.ENABLED',
        ask: ask('POST', `${of}/enable`, undefined, superToken),
        isRepeatable: true,
      },
      { action: 'SIGN_IN.BEGUN', ask: () => signIn() },
      { action: 'SIGN_IN.OTHERS_ENDED', ask: ask('DELETE', '/api/v1/auth/sessions', undefined) },
      {
        action: 'PASSWORD.CHANGED',
        ask: ask('POST', '/api/v1/auth/password', {
          currentPassword: admin.password,
          newPassword: NEW_PASSWORD,
        }),
      },
    ];
  };
  const signIn = (): Promise<Answer> => {
    const { email, password } = tenant.admin;
    return gateway.request('POST', '/api/v1/auth/login', { body: { email, password } });
  };
  const changeCalled = (action: string): Change => {
    const found = changes().find((change) => change.action === action);
    assert.ok(found, action);
    return found;
  };
  const ids = async (): Promise<number[]> => {
    const { rows } = await owner.query<{ id: string }>(
      'SELECT id FROM audit_log WHERE organization_id = $1 ORDER BY id',
      [tenant.id],
    );
    return rows.map((row) => Number(row.id));
  };
  const entriesAfter = async (id: number) => {
    const path = `/api/v1/audit?limit=200&organizationId=${tenant.id}`;
    const { items } = await gateway.ok(page, 'GET', path, { token: superToken });
    return items.filter((item) => item.id > id);
  };
  /** All data of the organization that people can change, as text. */
  const snapshot = async (): Promise<string> => {
    const texts: string[] = [];
    for (const table of TABLES) {
      const column = table === 'organizations' ? 'id' : 'organization_id';
      // Wrong passwords are counted outside of the changes of people.
      const { rows } = await owner.query(
        `SELECT to_jsonb(t) - 'failed_tries' - 'failed_last_at' AS row FROM ${table} t WHERE ${column} = $1 ORDER BY 1`,
        [tenant.id],
      );
      texts.push(`${table} ${JSON.stringify(rows)}`);
    }
    return texts.join('\n');
  };

  /** Lets the gateway make its change, and ends its connection while it writes the entry. */
  const killedBetween = async (change: Change): Promise<Answer> => {
    const blocker = new pg.Client({ connectionString: gateway.database.ownerUrl });
    await blocker.connect();
    try {
      await blocker.query('BEGIN');
      await blocker.query('SELECT 1 FROM audit_chains WHERE chain = $1 FOR UPDATE', [tenant.id]);
      let answered: Answer | null = null;
      const answer = change.ask().then((each) => (answered = each));
      await eventually(async () => {
        assert.equal(answered, null, `${change.action} writes an entry: ${JSON.stringify(answered)}`);
        const { rows } = await owner.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO audit_log%'`,
        );
        return rows.length > 0;
      });
      return await answer;
    } finally {
      await blocker.query('ROLLBACK');
      await blocker.end();
    }
  };

  test('are both stored or neither, when the process stops between the two', async () => {
    // A sign-in that "end all others" can end.
    await signIn();
    for (const { action } of changes()) {
      const change = changeCalled(action);
      const [before, last] = [await snapshot(), (await ids()).at(-1) ?? 0];
      const killed = await killedBetween(change);
      assert.ok(killed.status >= 500, `${action} ${killed.status} ${killed.text}`);
      assert.equal(await snapshot(), before, `${action} changed something without an entry`);
      assert.deepEqual(await entriesAfter(last), [], action);
      const made = await change.ask();
      assert.ok(made.status < 300, `${action} ${made.status} ${made.text}`);
      assert.notEqual(await snapshot(), before, action);
      const entries = await entriesAfter(last);
      assert.deepEqual(
        entries.map((entry) => entry.action),
        [action],
      );
      assert.notEqual(entries[0]?.subject, null, `${action} is written as the list says`);
      assert.equal(entries[0]?.correlationId, made.headers.get('request-id'), action);
    }
  });

  test('are not made where nothing changes', async () => {
    await gateway.ok(z.unknown(), 'POST', `/api/v1/organizations/${tenant.id}/enable`, { token: superToken });
    tenant = { ...tenant, admin: { ...tenant.admin, password: NEW_PASSWORD } };
    const { email } = tenant.admin;
    const { accessToken } = await gateway.signIn(email, NEW_PASSWORD);
    tenant = { ...tenant, admin: { ...tenant.admin, accessToken } };
    for (const { action, ask, isRepeatable } of changes().filter((each) => each.isRepeatable === true)) {
      if (action.startsWith('ORGANIZATION.DIS') || action.startsWith('CONFIG') || action.startsWith('RULES'))
        continue;
      assert.ok(isRepeatable);
      const answers = [await ask()];
      const last = (await ids()).at(-1) ?? 0;
      answers.push(await ask());
      assert.deepEqual(
        answers.map(({ status }) => status < 300),
        [true, true],
        `${action} ${answers.map(({ text }) => text).join(' ')}`,
      );
      assert.deepEqual(await entriesAfter(last), [], action);
    }
  });
});
