import { organizationIdSchema } from '@eagle/contracts/domain';
import { CONFIG_REVISIONS_KEPT, configRevisionSchema, pageOf } from '@eagle/contracts/rest';
import { z } from 'zod';
import { plantConfig, SUPER_ADMIN, type Tenant } from '../fixtures/running-gateway.fixture.js';
import { ConfiguredPlant } from './configured-plant.fixture.js';

const pageSchema = pageOf(configRevisionSchema);
const wholeSchema = configRevisionSchema.extend({
  config: z.object({ revision: z.number(), rules: z.array(z.unknown()), feed: z.unknown() }),
});
const problem = z.object({ code: z.string() });

describe('the history of a configuration', () => {
  let plant: ConfiguredPlant;
  let south: Tenant;
  beforeAll(async () => {
    plant = await ConfiguredPlant.start();
    south = await plant.gateway.tenant('south');
  });
  afterAll(() => plant.close());

  const list = (query = '', token = plant.token) =>
    plant.gateway.ok(pageSchema, 'GET', plant.at(`config/revisions${query}`), { token });
  const get = (revision: number, token = plant.token) =>
    plant.gateway.request('GET', plant.at(`config/revisions/${revision}`), { token });

  test('says who changed what and when, newest first, page by page', async () => {
    const beganAt = Date.now();
    const rules = plantConfig().rules.map((rule) => ({ ...rule, title: 'Flow is off' }));
    expect((await plant.put('rules', { rules })).status).toBe(200);
    const { items } = await list();
    const [newest] = items;
    expect(newest).toMatchObject({
      actorId: plant.tenant.admin.userId,
      actorEmail: plant.tenant.admin.email,
      changes: [{ part: 'rules', added: 0, removed: 0, changed: 1, names: ['Flow is off'] }],
    });
    expect(Date.parse(newest?.at ?? '')).toBeGreaterThanOrEqual(beganAt - 1_000);
    expect(items.map(({ revision }) => revision)).toEqual(
      items.map((_, index) => (newest?.revision ?? 0) - index),
    );
    expect(items.at(-1)).toMatchObject({ revision: 1, changes: [] });

    const first = await list('?limit=1');
    const second = await list(`?limit=1&cursor=${first.nextCursor ?? ''}`);
    expect([...first.items, ...second.items]).toEqual(items.slice(0, 2));
  });

  test('a change that changes nothing makes no revision', async () => {
    const before = await list('?limit=1');
    const { rules } = await plant.published();
    await plant.put('rules', { rules });
    expect(await list('?limit=1')).toEqual(before);
  });

  test('has each revision whole, without a secret', async () => {
    const { revision, rules } = await plant.published();
    await plant.put('rules', { rules: [] });
    const answer = await get(revision);
    expect(answer.text).not.toMatch(/sealed|password"/i);
    const whole = wholeSchema.parse(answer.body);
    expect(whole.config.rules).toEqual(rules);
    expect(whole.config.feed).toMatchObject({ host: 'scada.example', passwordSet: true });
    const now = wholeSchema.parse((await get(revision + 1)).body);
    expect(now.config.rules).toEqual([]);
  });

  test('an earlier part comes back by the same change as any other, and is refused where it was overtaken', async () => {
    const { revision } = await plant.published();
    const former = wholeSchema.parse((await get(revision - 1)).body);
    const body = { rules: former.config.rules };
    const late = await plant.put('rules', body, { 'if-match': `"${revision - 1}"` });
    expect([late.status, problem.parse(late.body).code]).toEqual([409, 'CONFIG.CHANGED_MEANWHILE']);
    expect((await plant.put('rules', body, { 'if-match': `"${revision}"` })).status).toBe(200);
    const { items } = await list('?limit=1');
    expect(items[0]?.changes).toMatchObject([{ part: 'rules', added: 1 }]);
  });

  test('names no super-admin, and says that the platform acted where it did', async () => {
    const { accessToken } = await plant.gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password);
    await plant.gateway.ok(z.unknown(), 'POST', plant.at('disable'), { token: accessToken });
    await plant.gateway.ok(z.unknown(), 'POST', plant.at('enable'), { token: accessToken });
    const { items } = await list('?limit=2');
    for (const { actorId, actorEmail, changes } of items) {
      expect(actorId).not.toBeNull();
      expect(actorEmail).toBeNull();
      expect(changes).toMatchObject([{ part: 'organization', names: ['enabled'] }]);
    }
  });

  test('refuses another organization, an operator, and a revision that is not there', async () => {
    for (const path of ['config/revisions', 'config/revisions/1']) {
      const foreign = await plant.gateway.request('GET', plant.at(path), { token: south.admin.accessToken });
      expect([foreign.status, problem.parse(foreign.body).code]).toEqual([403, 'TENANCY.OTHER_ORGANIZATION']);
      const operator = await plant.gateway.request('GET', plant.at(path), {
        token: plant.tenant.operator.accessToken,
      });
      expect(problem.parse(operator.body).code).toBe('ACCESS.ROLE_REFUSED');
    }
    const own = await plant.gateway.ok(
      pageSchema,
      'GET',
      `/api/v1/organizations/${south.id}/config/revisions`,
      {
        token: south.admin.accessToken,
      },
    );
    expect(own.items.map(({ revision }) => revision)).toEqual([1]);
    const absent = await get(100_000);
    expect([absent.status, problem.parse(absent.body).code]).toEqual([404, 'CONFIG.REVISION_NOT_FOUND']);
  });

  test('keeps the newest revisions of each organization, and no more', async () => {
    const { revision } = await plant.published();
    const last = revision + CONFIG_REVISIONS_KEPT;
    // Without the gateway, as by a version that recorded no changes.
    await plant.gateway.database.open().forOrganization(organizationIdSchema.parse(plant.tenant.id), (tx) =>
      tx.query(
        `INSERT INTO organization_configs (organization_id, revision, config)
         SELECT organization_id, next, jsonb_set(config, '{revision}', to_jsonb(next))
           FROM organization_configs, generate_series($2::integer, $3::integer) AS next
          WHERE organization_id = $1 AND revision = $4`,
        [plant.tenant.id, revision + 1, last, revision],
      ),
    );
    const seen: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: z.output<typeof pageSchema> = await list(
        `?limit=150${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      seen.push(...page.items.map((item) => item.revision));
      cursor = page.nextCursor;
    }
    expect(seen).toHaveLength(CONFIG_REVISIONS_KEPT);
    expect([seen[0], seen.at(-1)]).toEqual([last, revision + 1]);
    expect((await list('?limit=1')).items[0]?.changes).toBeNull();
    expect((await get(revision)).status).toBe(404);
    const others = await plant.gateway.ok(
      pageSchema,
      'GET',
      `/api/v1/organizations/${south.id}/config/revisions`,
      { token: south.admin.accessToken },
    );
    expect(others.items).toHaveLength(1);
  });
});
