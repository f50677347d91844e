import assert from 'node:assert/strict';
import { quarantineMessageSchema, STREAMS } from '@eagle/contracts/bus';
import { organizationIdSchema } from '@eagle/contracts/domain';
import { quarantinePageSchema } from '@eagle/contracts/rest';
import { RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';

const ROWS = 120;

describe('rows in quarantine', () => {
  let gateway: RunningGateway;
  let north: Tenant;
  let south: Tenant;

  beforeAll(async () => {
    gateway = await RunningGateway.start();
    [north, south] = await Promise.all([gateway.tenant('north'), gateway.tenant('south')]);
    for (let row = 1; row <= ROWS; row++) await keep(north.id, north.id, row);
    // Under the north's subject, but of another organization.
    await keep(north.id, south.id, 1_000);
  });
  afterAll(() => gateway.close());

  async function keep(subjectOf: string, organizationId: string, row: number): Promise<void> {
    const message = quarantineMessageSchema.parse({
      v: 1,
      organizationId,
      reason: 'too-late',
      detail: `Row ${row} is late.`,
      cells: { id: `${row}`, v: null },
      readAtMs: row * 1_000,
    });
    await gateway.bus.bus.publish(
      STREAMS.deadLetters.subject(organizationIdSchema.parse(subjectOf), 'rows'),
      `row-${subjectOf}-${row}`,
      new TextEncoder().encode(JSON.stringify(message)),
    );
  }

  const path = (query = ''): string => `/api/v1/organizations/${north.id}/feed/quarantine${query}`;
  const page = (query: string, { accessToken }: { accessToken: string } = north.admin) =>
    gateway.ok(quarantinePageSchema, 'GET', path(query), { token: accessToken });

  test('are listed for an admin page by page, newest first, each once', async () => {
    const details: string[] = [];
    let cursor: string | null = null;
    do {
      const next: string = cursor === null ? '' : `&cursor=${cursor}`;
      const { items, nextCursor } = await page(`?limit=50${next}`);
      details.push(...items.map(({ detail }) => detail));
      cursor = nextCursor;
    } while (cursor !== null);
    assert.deepEqual(
      details,
      Array.from({ length: ROWS }, (_, i) => `Row ${ROWS - i} is late.`),
    );
    const [newest] = (await page('?limit=1')).items;
    assert.equal(newest?.reason, 'too-late');
    assert.deepEqual(newest.cells, { id: `${ROWS}`, v: null });
    assert.equal(newest.readAt, '1970-01-01T00:02:00.000Z');
  });

  test('are hidden from operators and from other organizations', async () => {
    for (const { accessToken: token } of [north.operator, south.admin, south.operator]) {
      assert.equal((await gateway.request('GET', path(), { token })).status, 403);
    }
    const own = `/api/v1/organizations/${south.id}/feed/quarantine`;
    const { items } = await gateway.ok(quarantinePageSchema, 'GET', own, { token: south.admin.accessToken });
    assert.deepEqual(items, []);
  });

  test('an unreadable cursor is refused with an explanation', async () => {
    const { status, text } = await gateway.request('GET', path('?cursor=nonsense'), {
      token: north.admin.accessToken,
    });
    assert.equal(status, 400);
    assert.match(text, /CURSOR_UNREADABLE/);
  });
});
