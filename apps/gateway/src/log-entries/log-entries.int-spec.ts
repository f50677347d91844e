import assert from 'node:assert/strict';
import { type LogEntryBatch, STREAMS } from '@eagle/contracts/bus';
import { organizationIdSchema, userIdSchema } from '@eagle/contracts/domain';
import { newLogEntriesSchema } from '@eagle/contracts/rest';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { LogEntryRepository } from './log-entry.repository.js';
import { OrganizationRepository } from '../configure-organization/organization.repository.js';
import { RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';
import { logsPathOf, tenantWithLogs } from './tenant-with-logs.fixture.js';
import type { Principal } from '../access/principal.js';
import { TakeLogEntries } from './take-log-entries.js';

const taken = z.object({
  received: z.number(),
  added: z.number(),
  notCounted: z.object({ assets: z.array(z.string()), codes: z.array(z.string()) }),
});
const page = z.object({
  items: z.array(
    z.object({ kind: z.string(), assetId: z.string(), code: z.string(), at: z.string(), source: z.string() }),
  ),
  nextCursor: z.string().nullable(),
});
const problem = z.object({
  code: z.string(),
  errors: z.array(z.object({ pointer: z.string() })).optional(),
});

interface Given {
  readonly assetId: string;
  readonly code: string;
  readonly at: string;
}
const entry = (code: string, second: number, assetId = 'pump-1'): Given => ({
  assetId,
  code,
  at: new Date(Date.UTC(2026, 0, 1) + second * 1_000).toISOString(),
});

const adminOf = (tenant: Tenant): Principal => ({
  userId: userIdSchema.parse(tenant.admin.userId),
  role: 'ADMIN',
  organizationId: organizationIdSchema.parse(tenant.id),
  sessionId: '',
  expiresAtMs: Infinity,
  visits: new Map(),
});

/** The process ends between publishing and storing. */
class DyingRepository extends LogEntryRepository {
  override add(): Promise<number> {
    return Promise.reject(new Error('killed'));
  }
}

describe('log entries over REST', () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start();
  });
  afterAll(() => gateway.close());

  const configured = (slug: string): Promise<Tenant> => tenantWithLogs(gateway, slug);
  const give = (tenant: Tenant, kind: string, events: readonly Given[], token = tenant.admin.accessToken) =>
    gateway.request('POST', logsPathOf(tenant), { token, body: { kind, events } });
  const list = async (tenant: Tenant, query = ''): Promise<string[]> => {
    const found: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const next: z.infer<typeof page> = await gateway.ok(
        page,
        'GET',
        `${logsPathOf(tenant)}?limit=2${query}${cursor}`,
        { token: tenant.operator.accessToken },
      );
      found.push(...next.items.map(({ kind, assetId, code, at }) => `${kind} ${assetId} ${code} ${at}`));
      cursor = next.nextCursor === null ? null : `&cursor=${next.nextCursor}`;
    }
    return found;
  };
  /** All entries that the live features of an organization get. */
  const published = async (tenant: Tenant): Promise<LogEntryBatch[]> => {
    const { bus } = gateway.bus;
    const filter = STREAMS.events.subjectsOf(organizationIdSchema.parse(tenant.id));
    const batches: LogEntryBatch[] = [];
    const last = await bus.lastMessage(STREAMS.events, filter);
    if (last === null) return batches;
    const { promise, resolve } = Promise.withResolvers<void>();
    const consumer = await bus.follow(STREAMS.events, {
      filterSubjects: [filter],
      from: { afterSequence: 0 },
      onMessage: (message) => {
        batches.push(message.decode());
        if (message.sequence >= last.sequence) resolve();
      },
    });
    await promise;
    await consumer.stop();
    return batches;
  };
  const countPublished = async (tenant: Tenant): Promise<number> =>
    (await published(tenant)).reduce((sum, { events }) => sum + events.length, 0);

  test('are stored and published once, also when they are given repeatedly', async () => {
    const plant = await configured('once');
    const events = [
      ...Array.from({ length: 100 }, (_, n) => entry('e1', n)),
      entry('e1', 0),
      entry('Pump: hot', 3, 'pump-9'),
    ];
    const first = taken.parse((await give(plant, 'error', events)).body);
    assert.deepEqual(first, {
      received: 102,
      added: 101,
      notCounted: { assets: ['pump-9'], codes: ['Pump_hot'] },
    });
    const batches = await published(plant);
    assert.deepEqual(
      batches.map(({ kind, log, events: { length } }) => [kind, log, length]),
      [
        ['error', undefined, 64],
        ['error', undefined, 37],
      ],
    );
    assert.equal(taken.parse((await give(plant, 'error', events)).body).added, 0);
    const oneMore = [...events, entry('e1', 200)];
    assert.equal(taken.parse((await give(plant, 'error', oneMore)).body).added, 1);
    // Work on a component is another entry than an error of the same code.
    assert.equal(taken.parse((await give(plant, 'maintenance', [entry('e1', 0)])).body).added, 1);
    assert.equal(await countPublished(plant), 103);
    assert.equal((await list(plant)).length, 103);
  });

  test('are listed newest first, by asset, kind, code and time', async () => {
    const plant = await configured('listed');
    await give(plant, 'error', [entry('e2', 1), entry('e1', 1), entry('e1', 3), entry('e1', 2, 'pump-2')]);
    await give(plant, 'maintenance', [entry('impeller', 4)]);
    const reported = (kind: string, { assetId, code, at }: Given): string =>
      `${kind} ${assetId} ${code} ${at}`;
    const all = [
      reported('maintenance', entry('impeller', 4)),
      reported('error', entry('e1', 3)),
      reported('error', entry('e1', 2, 'pump-2')),
      reported('error', entry('e2', 1)),
      reported('error', entry('e1', 1)),
    ];
    assert.deepEqual(await list(plant), all);
    assert.deepEqual(await list(plant, '&kind=maintenance'), all.slice(0, 1));
    assert.deepEqual(await list(plant, '&asset=pump-2'), all.slice(2, 3));
    assert.deepEqual(await list(plant, '&code=e1'), [all[1], all[2], all[4]]);
    assert.deepEqual(
      await list(plant, `&from=${entry('', 2).at}&to=${entry('', 4).at}`),
      all.slice(1, 3),
      'the beginning is included, the end is not',
    );
  });

  test('with mistakes are named by their place, and then none is taken', async () => {
    const plant = await configured('mistaken');
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    for (const [wrong, pointer] of [
      [{ ...entry('e1', 1), assetId: 'pump 1' }, '/events/1/assetId'],
      [{ ...entry('e1', 1), at: 'yesterday' }, '/events/1/at'],
      [{ ...entry('e1', 1), at: soon }, '/events/1/at'],
      [entry('?!', 1), '/events/1/code'],
    ] as const) {
      const answer = await give(plant, 'error', [entry('e1', 0), wrong]);
      assert.equal(answer.status, 400, answer.text);
      const { code, errors } = problem.parse(answer.body);
      assert.equal(code, 'REQUEST.INVALID');
      assert.deepEqual(
        errors?.map((each) => each.pointer),
        [pointer],
      );
    }
    const tooMany = Array.from({ length: 5_001 }, (_, n) => entry('e1', n));
    for (const [kind, events] of [
      ['error', []],
      ['error', tooMany],
      ['weather', [entry('e1', 0)]],
    ] as const) {
      assert.equal((await give(plant, kind, events)).status, 400);
    }
    assert.deepEqual([await list(plant), await published(plant)], [[], []]);
  });

  test('are given by admins of the organization, and nobody else sees them', async () => {
    const [plant, other] = [await configured('ours'), await configured('theirs')];
    await give(plant, 'error', [entry('e1', 0)]);
    for (const token of [plant.operator.accessToken, other.admin.accessToken]) {
      assert.equal((await give(plant, 'error', [entry('e1', 1)], token)).status, 403);
    }
    const foreign = await gateway.request('GET', logsPathOf(plant), { token: other.admin.accessToken });
    assert.equal(foreign.status, 403);
    assert.deepEqual(await list(other), []);
    assert.equal((await list(plant)).length, 1);
    assert.deepEqual(await published(other), []);
  });

  test('that were published but not stored are not lost: given again, they are stored and count once', async () => {
    const plant = await configured('crashed');
    const events = [entry('e1', 0), entry('e1', 1)];
    const database = gateway.database.open();
    const dying = new TakeLogEntries(
      new OrganizationRepository(database),
      new DyingRepository(database),
      gateway.bus.bus,
      Date.now,
    );
    const id = organizationIdSchema.parse(plant.id);
    await assert.rejects(
      dying.take(adminOf(plant), id, newLogEntriesSchema.parse({ kind: 'error', events })),
      /killed/,
    );
    assert.deepEqual([await countPublished(plant), await list(plant)], [2, []]);
    assert.equal(taken.parse((await give(plant, 'error', events)).body).added, 2);
    assert.equal(taken.parse((await give(plant, 'error', events)).body).added, 0);
    // Published twice, each entry with the same instant: features count it once.
    const said = (await published(plant)).flatMap((batch) => batch.events.map(({ atMs }) => atMs));
    assert.deepEqual([said.length, new Set(said).size], [4, 2]);
    assert.equal((await list(plant)).length, 2);
  });

  test('are refused as a whole while the bus is unreachable, and taken when it is back', async () => {
    const plant = await configured('severed');
    await gateway.bus.server.stop();
    const refused = await give(plant, 'error', [entry('e1', 0)]);
    assert.equal(refused.status, 503);
    assert.equal(problem.parse(refused.body).code, 'EVENT_LOGS.NOT_TAKEN');
    assert.deepEqual(await list(plant), []);
    await gateway.bus.server.restart();
    await eventually(async () => assert.equal((await give(plant, 'error', [entry('e1', 0)])).status, 200), {
      deadlineMs: 15_000,
    });
    assert.equal(await countPublished(plant), 1);
  });

  test('can be removed where they were a mistake, and given again', async () => {
    const [plant, other] = [await configured('mending'), await configured('meddling')];
    await give(plant, 'error', [entry('e1', 0), entry('e1', 1)]);
    const take = (kind: string, { assetId, code, at }: Given, token = plant.admin.accessToken) =>
      gateway.request('DELETE', `${logsPathOf(plant)}?kind=${kind}&asset=${assetId}&code=${code}&at=${at}`, {
        token,
      });
    for (const token of [plant.operator.accessToken, other.admin.accessToken]) {
      assert.equal((await take('error', entry('e1', 0), token)).status, 403);
    }
    for (const [kind, wrong] of [
      ['maintenance', entry('e1', 0)],
      ['error', entry('e1', 2)],
      ['error', entry('e1', 0, 'pump-2')],
    ] as const) {
      const answer = await take(kind, wrong);
      assert.equal(answer.status, 404);
      assert.equal(problem.parse(answer.body).code, 'EVENT_LOGS.NOT_FOUND');
    }
    assert.equal((await take('error', entry('e1', 0))).status, 200);
    assert.equal((await take('error', entry('e1', 0))).status, 404);
    assert.equal((await list(plant)).length, 1);
    assert.equal(taken.parse((await give(plant, 'error', [entry('e1', 0)])).body).added, 1);
    assert.deepEqual(
      (await published(plant)).map(({ takenBack, events }) => [takenBack, events.length]),
      [
        [undefined, 2],
        [true, 1],
        [undefined, 1],
      ],
    );
  });

  test('are recorded in the audit log', async () => {
    const plant = await configured('audited');
    await give(plant, 'error', [entry('e1', 0), entry('e1', 1)]);
    await give(plant, 'error', [entry('e1', 0)]);
    const { rows } = await gateway.database
      .open()
      .forOrganization(organizationIdSchema.parse(plant.id), (tx) =>
        tx.query(`SELECT actor_id, details FROM audit_log WHERE action = 'EVENT_LOGS.ADDED'`),
      );
    assert.deepEqual(rows, [{ actor_id: plant.admin.userId, details: { kind: 'error', added: 2 } }]);
  });
});
