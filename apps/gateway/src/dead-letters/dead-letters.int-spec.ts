import assert from 'node:assert/strict';
import { RPC, STREAMS } from '@eagle/contracts/bus';
import { auditEntrySchema } from '@eagle/contracts/domain';
import { deadLetterPageSchema, replayedSchema, shownDeadLetterSchema } from '@eagle/contracts/rest';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';

const withCode = z.object({ code: z.string() });
const auditPage = z.object({ items: z.array(auditEntrySchema) });

describe('dead letters', () => {
  let gateway: RunningGateway;
  let north: Tenant;
  let south: Tenant;
  let superToken: string;
  beforeAll(async () => {
    gateway = await RunningGateway.start();
    [north, south] = await Promise.all([gateway.tenant('north'), gateway.tenant('south')]);
    superToken = await gateway.superAdminWithin(south.id);
    const { bus } = gateway.bus;
    await bus.serve(RPC.replayDataProcessorLetter, async ({ organizationId, sequence }) => {
      const { duplicate } = await bus.deadLetters.replay(organizationId, sequence);
      return { isDuplicate: duplicate };
    });
  });
  afterAll(() => gateway.close());

  let letters = 0;
  /** Stores a dead letter, as the reader of an unusable message would. @returns its place. */
  const writeDeadLetter = async (
    of: string,
    subject: string,
    payload: string,
    noun = 'scans',
  ): Promise<number> => {
    letters += 1;
    const { sequence } = await gateway.bus.bus.publish(
      STREAMS.deadLetters.subject(of, noun),
      `letter-${letters}`,
      new TextEncoder().encode(payload),
      {
        ...{ 'Eagle-Dead-Code': 'BUS.UNREADABLE', 'Eagle-Dead-Reason': 'It is no scan.' },
        ...{ 'Eagle-Dead-Subject': subject, 'Eagle-Dead-Stream': 'SCANS', 'Eagle-Dead-Sequence': '1' },
        ...{ 'Eagle-Dead-Consumer': 'alerting', 'Eagle-Dead-Deliveries': '1' },
      },
    );
    return sequence;
  };
  const path = (tenant: Tenant, rest = ''): string =>
    `/api/v1/organizations/${tenant.id}/dead-letters${rest}`;
  const list = (tenant: Tenant, query = '') =>
    gateway.ok(deadLetterPageSchema, 'GET', path(tenant, query), { token: tenant.admin.accessToken });
  const codeOf = (body: unknown): string => withCode.parse(body).code;

  test('are listed in bounded pages, oldest first, and shown shortened without secrets', async () => {
    const places = [];
    for (let n = 0; n < 5; n += 1)
      places.push(
        await writeDeadLetter(south.id, `scans.${south.id}.line`, `{"n":${n},"password":"hidden"}`),
      );
    const listed: number[] = [];
    let cursor: string | null = null;
    do {
      const page: z.infer<typeof deadLetterPageSchema> = await list(
        south,
        `?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`,
      );
      assert.ok(page.items.length <= 2);
      listed.push(...page.items.map(({ sequence }) => sequence));
      cursor = page.nextCursor;
    } while (cursor !== null);
    assert.deepEqual(listed, places);
    const [first] = places;
    const token = south.admin.accessToken;
    const shown = await gateway.ok(shownDeadLetterSchema, 'GET', path(south, `/${first}`), { token });
    assert.deepEqual(shown.payload, {
      ...{ form: 'text', content: '{"n":0,"password":"[redacted]"}', isShortened: false },
    });
    assert.deepEqual([shown.code, shown.consumer], ['BUS.UNREADABLE', 'alerting']);
    assert.equal((await gateway.request('GET', path(south, '?limit=201'), { token })).status, 400);
    assert.equal((await list(south, '?noun=rows')).items.length, 0);
  });

  test('are sent again by the writer of their subject, audited, and stay', async () => {
    const subject = `scans.${north.id}.line`;
    const sequence = await writeDeadLetter(north.id, subject, 'a scan');
    const token = north.admin.accessToken;
    const answer = await gateway.request('POST', path(north, `/${sequence}/replay`), { token });
    assert.deepEqual(replayedSchema.parse(answer.body), { isDuplicate: false });
    await eventually(async () => (await gateway.bus.bus.lastMessage(STREAMS.scans, subject)) !== null);
    const again = await gateway.request('POST', path(north, `/${sequence}/replay`), { token });
    assert.deepEqual(replayedSchema.parse(again.body), { isDuplicate: true });
    const [letter] = (await list(north)).items.filter((each) => each.sequence === sequence);
    assert.notEqual(letter?.replayAskedAt, null);
    const { items } = await gateway.ok(
      auditPage,
      ...(['GET', '/api/v1/audit?action=DEAD_LETTER.REPLAY_ASKED', { token }] as const),
    );
    assert.deepEqual(
      items.map((entry) => [entry.target, entry.actorId]),
      Array(2).fill([`dead-letter/${sequence}`, north.admin.userId]),
    );
    assert.ok(items.some((entry) => entry.correlationId === answer.headers.get('request-id')));
  });

  test('give another organization nothing: neither list, nor payload, nor replay', async () => {
    const sequence = await writeDeadLetter(north.id, `scans.${north.id}.line`, 'of the north');
    const token = south.admin.accessToken;
    assert.ok(!(await list(south)).items.some((letter) => letter.sequence === sequence));
    for (const [method, rest] of [
      ['GET', ''],
      ['GET', `/${sequence}`],
      ['POST', `/${sequence}/replay`],
    ] as const) {
      assert.equal((await gateway.request(method, path(north, rest), { token })).status, 403);
      const { accessToken } = north.operator;
      assert.equal((await gateway.request(method, path(north, rest), { token: accessToken })).status, 403);
      if (rest === '') continue;
      const answer = await gateway.request(method, path(south, rest), { token });
      assert.deepEqual([answer.status, codeOf(answer.body)], [404, 'BUS.DEAD_LETTER_NOT_FOUND']);
    }
    assert.equal((await gateway.request('GET', '/api/v1/dead-letters', { token })).status, 403);
  });

  test('with a false organization are not sent again', async () => {
    const token = north.admin.accessToken;
    const foreign = await writeDeadLetter(north.id, `scans.${south.id}.line`, 'a scan of the south');
    const row = await writeDeadLetter(north.id, `dlq.${north.id}.rows`, '{}', 'rows');
    for (const sequence of [foreign, row]) {
      const answer = await gateway.request('POST', path(north, `/${sequence}/replay`), { token });
      assert.deepEqual([answer.status, codeOf(answer.body)], [409, 'BUS.DEAD_LETTER_NO_MESSAGE']);
    }
  });

  test('of all organizations, and of none, are listed for a super-admin, who enters an organization to see one', async () => {
    const lost = await writeDeadLetter('none', 'scans.nobody', 'x');
    const sequence = await writeDeadLetter(south.id, `scans.${south.id}.line`, 'y');
    const all = await gateway.ok(deadLetterPageSchema, 'GET', '/api/v1/dead-letters?limit=200', {
      token: superToken,
    });
    const found = all.items.filter((letter) => [lost, sequence].includes(letter.sequence));
    assert.deepEqual(
      found.map((letter) => letter.organizationId),
      [null, south.id],
    );
    const shown = await gateway.request('GET', path(south, `/${sequence}`), { token: superToken });
    assert.equal(shown.status, 200);
  });
});
