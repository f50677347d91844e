import assert from 'node:assert/strict';
import type { Database } from '@eagle/persistence';
import { z } from 'zod';
import { RunningGateway, SUPER_ADMIN, type Tenant } from '../fixtures/running-gateway.fixture.js';

const PASSWORD = 'seven kettles orbit';
const DAY_MS = 24 * 60 * 60_000;
const withCode = z.object({ code: z.string(), detail: z.string() });
const invited = z.object({ id: z.string(), email: z.string(), token: z.string() });
const page = z.object({ items: z.array(z.object({ id: z.string(), email: z.string() })) });

describe('inviting people', () => {
  let gateway: RunningGateway;
  let database: Database;
  let north: Tenant;
  let south: Tenant;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ LOGINS_PER_MINUTE: '200' });
    database = gateway.database.open();
    [north, south] = await Promise.all([gateway.tenant('north'), gateway.tenant('south')]);
  });
  afterAll(() => gateway.close());

  const invite = (tenant: Tenant, email: string, role = 'OPERATOR') =>
    gateway.request('POST', `/api/v1/organizations/${tenant.id}/users`, {
      token: tenant.admin.accessToken,
      body: { email, role, name: 'A person' },
    });
  const accept = (token: string, password = PASSWORD) =>
    gateway.request('POST', '/api/v1/auth/invitations/accept', { body: { token, password } });
  const listed = async (tenant: Tenant, list: string) =>
    page
      .parse(
        (
          await gateway.request('GET', `/api/v1/organizations/${tenant.id}/${list}`, {
            token: tenant.admin.accessToken,
          })
        ).body,
      )
      .items.map((item) => item.email);
  const auditOf = async (tenant: Tenant | null): Promise<string> => {
    const rows = 'SELECT action, target, details FROM audit_log';
    const { rows: found } =
      tenant === null
        ? await database.forPlatform((tx) => tx.query(rows))
        : await database.forOrganization(z.uuid().brand<'OrganizationId'>().parse(tenant.id), (tx) =>
            tx.query(rows),
          );
    return JSON.stringify(found);
  };

  test('answers the same whether an address is known in another organization or nowhere', async () => {
    const answers = [await invite(north, south.admin.email), await invite(north, 'nobody.yet@north.example')];
    const shapes = answers.map((answer) => {
      const body = invited.loose().parse(answer.body);
      const neutral = { ...body, id: '', email: '', token: body.token.length, createdAt: '', expiresAt: '' };
      return { status: answer.status, keys: Object.keys(body), neutral, headers: [...answer.headers.keys()] };
    });
    assert.equal(shapes[0]?.status, 202);
    assert.deepEqual(shapes[0], shapes[1]);
    const open = await listed(north, 'invitations');
    assert.ok(open.includes(south.admin.email) && open.includes('nobody.yet@north.example'));
    const users = await listed(north, 'users');
    assert.ok(!users.includes('nobody.yet@north.example'), 'nobody is a user before accepting');
  });

  test('refuses the token for a known address with the text for an expired one, and logs the reason for the platform only', async () => {
    const taken = invited.parse((await invite(north, south.operator.email)).body);
    const expired = invited.parse((await invite(north, 'late@north.example')).body);
    const withdrawn = invited.parse((await invite(north, 'withdrawn@north.example')).body);
    const path = `/api/v1/organizations/${north.id}/invitations/${withdrawn.id}`;
    const answer = await gateway.request('DELETE', path, { token: north.admin.accessToken });
    assert.equal(answer.status, 204);
    const before = [
      await accept(taken.token),
      await accept(withdrawn.token),
      await accept('a token that was never issued'),
    ];
    const { refreshToken } = await gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password);
    gateway.advance(7 * DAY_MS);
    const after = await accept(expired.token);
    gateway.advance(-7 * DAY_MS);
    assert.ok(refreshToken.length > 0);
    const texts = [...before, after].map((each) => `${each.status} ${each.text}`);
    assert.equal(new Set(texts).size, 1, texts.join('\n'));
    assert.equal(withCode.parse(after.body).code, 'INVITATION.NOT_ACCEPTABLE');
    assert.match(await auditOf(null), new RegExp(`USER.INVITATION_REFUSED.*${taken.id}`));
    assert.doesNotMatch(await auditOf(north), /USER.INVITATION_REFUSED/);
    await gateway.signIn(south.operator.email, south.operator.password);
  });

  test('makes the person a user with the chosen password, once', async () => {
    const { id, token } = invited.parse(
      (await invite(north, ' New.Person@north.example '.trim(), 'ADMIN')).body,
    );
    for (const [password, code] of [
      ['short', 'REQUEST.INVALID'],
      ['passwordpassword', 'AUTH.PASSWORD_COMMON'],
      ['new.person@north.example', 'AUTH.PASSWORD_COMMON'],
    ] as const) {
      assert.equal(withCode.parse((await accept(token, password)).body).code, code);
    }
    const answers = await Promise.all([accept(token), accept(token)]);
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [201, 404]);
    const made = answers.find((answer) => answer.status === 201);
    assert.deepEqual(made?.body, {
      ...{ id, email: 'new.person@north.example', name: 'A person', role: 'ADMIN' },
      ...{ organizationId: north.id, enabled: true },
    });
    await gateway.signIn('new.person@north.example', PASSWORD);
    assert.ok((await listed(north, 'users')).includes('new.person@north.example'));
    assert.ok(!(await listed(north, 'invitations')).includes('new.person@north.example'));
    for (const action of ['USER.INVITED', 'USER.CREATED'])
      assert.match(await auditOf(north), new RegExp(action));
  });

  test('replaces an open invitation for the same address, and shows an admin only members of the own organization', async () => {
    const first = invited.parse((await invite(north, 'twice@north.example')).body);
    const second = invited.parse((await invite(north, 'Twice@north.example')).body);
    assert.equal((await accept(first.token)).status, 404);
    assert.equal((await accept(second.token)).status, 201);
    const again = await invite(north, 'twice@north.example');
    assert.deepEqual([again.status, withCode.parse(again.body).code], [409, 'USER.EMAIL_TAKEN']);
  });

  test('has no effect while the organization is disabled', async () => {
    const shut = await gateway.tenant('shut');
    const { token } = invited.parse((await invite(shut, 'late@shut.example')).body);
    const { accessToken } = await gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password);
    const set = (what: string) =>
      gateway.ok(z.unknown(), 'POST', `/api/v1/organizations/${shut.id}/${what}`, { token: accessToken });
    await set('disable');
    assert.equal((await accept(token)).status, 404);
    await set('enable');
    assert.equal((await accept(token)).status, 201);
  });

  test('is reserved to admins of that organization: nobody else invites, sees or withdraws', async () => {
    const { id } = invited.parse((await invite(north, 'watched@north.example')).body);
    const paths = [
      ['GET', `/api/v1/organizations/${north.id}/invitations`],
      ['DELETE', `/api/v1/organizations/${north.id}/invitations/${id}`],
      ['POST', `/api/v1/organizations/${north.id}/users`],
    ] as const;
    for (const token of [north.operator.accessToken, south.admin.accessToken]) {
      for (const [method, path] of paths) {
        const body = method === 'POST' ? { body: { email: 'x@y.example', role: 'ADMIN' } } : {};
        assert.equal((await gateway.request(method, path, { token, ...body })).status, 403, path);
      }
    }
    const foreign = `/api/v1/organizations/${south.id}/invitations/${id}`;
    assert.equal((await gateway.request('DELETE', foreign, { token: south.admin.accessToken })).status, 404);
    assert.ok((await listed(north, 'invitations')).includes('watched@north.example'));
  });

  test('stores no token, and invites a bounded number of people a day', async () => {
    const { token } = invited.parse((await invite(south, 'stored@south.example')).body);
    const rows = await database.forPlatform((tx) => tx.query('SELECT i::text AS row FROM invitations i'));
    assert.ok(!JSON.stringify(rows.rows).includes(token));
    await database.forOrganization(z.uuid().brand<'OrganizationId'>().parse(south.id), (tx) =>
      tx.query(
        `INSERT INTO invitations (organization_id, id, email, name, role, token_hash, invited_by, expires_at)
         SELECT $1, gen_random_uuid(), n || '@many.example', '', 'OPERATOR', sha256(n::text::bytea), $2, now() FROM generate_series(1, 500) AS n`,
        [south.id, south.admin.userId],
      ),
    );
    const answer = await invite(south, 'one.more@south.example');
    assert.deepEqual([answer.status, withCode.parse(answer.body).code], [429, 'INVITATION.TOO_MANY']);
    assert.equal((await invite(north, 'one.more@south.example')).status, 202, 'other organizations continue');
  });
});
