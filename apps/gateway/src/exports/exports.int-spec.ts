import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { STREAMS } from '@eagle/contracts/bus';
import {
  assetIdSchema,
  exportEstimateSchema,
  organizationIdSchema,
  tagNameSchema,
} from '@eagle/contracts/domain';
import { encodeScanBatch } from '@eagle/contracts/frames';
import { exportDetailSchema, problemSchema, type ExportDetail } from '@eagle/contracts/rest';
import { eventually, ServiceProcess } from '@eagle/testing';
import { z } from 'zod';
import {
  plantConfig,
  RunningGateway,
  SUPER_ADMIN,
  type Tenant,
} from '../fixtures/running-gateway.fixture.js';
import { alertOf, storeAlert } from '../fixtures/seed.fixture.js';

const T0 = Date.UTC(2026, 0, 5, 6);
const RANGE = { from: '2026-01-05T06:00:00Z', to: '2026-01-05T07:00:00Z' };
const LINK_MS = 60_000;

let gateway: RunningGateway;
let historian: ServiceProcess;
let north: Tenant;
let south: Tenant;
let folder: string;
const published = new Map<string, number>();

beforeAll(async () => {
  gateway = await RunningGateway.start({ LOGINS_PER_MINUTE: '100', EXPORT_LINK_MS: String(LINK_MS) });
  folder = await mkdtemp(path.join(tmpdir(), 'eagle-exports-'));
  [north, south] = await Promise.all([gateway.tenant('north'), gateway.tenant('south')]);
  for (const { id, admin } of [north, south]) {
    await gateway.ok(z.unknown(), 'PUT', `/api/v1/organizations/${id}/config`, {
      token: admin.accessToken,
      body: plantConfig(),
    });
  }
  historian = new ServiceProcess(fileURLToPath(new URL('../../../historian/dist/main.js', import.meta.url)), {
    SERVICE_NAME: 'historian',
    REPLICA: 'historian-0',
    NATS_URL: gateway.bus.url,
    DATABASE_URL: gateway.database.urlOf('historian'),
    SECRETS_KEY: 'cd'.repeat(32),
    TELEMETRY_STORE: path.join(folder, 'store'),
    EXPORT_STORE: path.join(folder, 'exports'),
    EXPORT_TIME_SHARE: '1',
    WORK_DIR: path.join(folder, 'work'),
    FLUSH_EVERY_MS: '200',
    LEASE_TTL_MS: '1500',
  });
  historian.start();
  await publish(north, [0, 1, 2, 5, Number.NaN]);
  await eventually(
    async () => {
      const answer = await ask('POST', '/exports/estimate', { body: { kind: 'telemetry', ...RANGE } });
      assert.equal(answer.status, 200, `${answer.text} ${historian.log}`);
      assert.equal(exportEstimateSchema.parse(answer.body).rows, 5);
      return true;
    },
    { deadlineMs: 20_000 },
  );
});
afterAll(async () => {
  await historian.end('SIGTERM');
  await gateway.close();
  await rm(folder, { recursive: true, force: true });
});

const ask = (
  method: string,
  address: string,
  options: { tenant?: Tenant; body?: object; token?: string } = {},
) =>
  gateway.request(method, `/api/v1${address}`, {
    token: options.token ?? (options.tenant ?? north).admin.accessToken,
    ...(options.body === undefined ? {} : { body: options.body }),
  });

/** Scans of pump-1, of which the flow is given; a second apart, from `atS` on. */
async function publish({ id }: Tenant, flows: readonly number[], atS = 0): Promise<void> {
  const organizationId = organizationIdSchema.parse(id);
  const assetId = assetIdSchema.parse('pump-1');
  const rows = flows.length;
  const after = published.get(id) ?? 0;
  published.set(id, after + rows);
  const payload = encodeScanBatch({
    ...{ organizationId, assetId, configRevision: 1, stateNames: ['running'], heartbeatAtMs: null, rows },
    tags: ['flow', 'flow-set', 'tripped'].map((tag) => tagNameSchema.parse(tag)),
    sequences: Float64Array.from(flows, (_, i) => after + i + 1),
    eventTimesMs: Float64Array.from(flows, (_, i) => T0 + (atS + i) * 1_000),
    readAtsMs: Float64Array.from(flows, () => Date.now()),
    states: new Uint8Array(rows),
    values: Float64Array.from(flows.flatMap((flow) => [flow, 4, 0])),
    quality: Uint8Array.from(flows.flatMap((flow) => [Number.isNaN(flow) ? 1 : 0, 0, 0])),
  });
  await gateway.bus.bus.publish(STREAMS.scans.subject(organizationId, assetId), `${id}.${after}`, payload);
}

async function done(wanted: object, tenant = north): Promise<ExportDetail> {
  const requested = await ask('POST', '/exports', { tenant, body: wanted });
  expect([requested.status, requested.text]).toEqual([202, expect.anything()]);
  const { id } = exportDetailSchema.parse(requested.body);
  return eventually(
    async () => {
      const shown = exportDetailSchema.parse((await ask('GET', `/exports/${id}`, { tenant })).body);
      expect([shown.state, shown.reason, historian.log]).toEqual([
        'done',
        expect.anything(),
        expect.anything(),
      ]);
      return shown;
    },
    { deadlineMs: 20_000 },
  );
}

const open = (href: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${gateway.url}${href}`, { headers });

async function linesOf(detail: ExportDetail): Promise<string[]> {
  return (await (await open(detail.link?.href ?? '')).text()).split('\r\n').slice(0, -1);
}

test('telemetry comes as CSV: units in the header, times in the zone, state and what is not good, one row a scan', async () => {
  const detail = await done({ kind: 'telemetry', ...RANGE, zone: 'Asia/Kolkata', tags: ['flow', 'tripped'] });
  expect(detail).toMatchObject({ rows: 5, progress: 1, missingRows: 0, requestedBy: north.admin.userId });
  const response = await open(detail.link?.href ?? '');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('content-length')).toBe(String(detail.bytes));
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${detail.fileName}"`);
  const unit = plantConfig().tags?.find(({ tag }) => tag === 'flow')?.unit ?? '';
  expect((await response.text()).split('\r\n')).toEqual([
    `time,asset,state,flow${unit === '' ? '' : ` [${unit}]`},tripped,not_good`,
    '2026-01-05T11:30:00.000+05:30,pump-1,running,0,0,',
    '2026-01-05T11:30:01.000+05:30,pump-1,running,1,0,',
    '2026-01-05T11:30:02.000+05:30,pump-1,running,2,0,',
    '2026-01-05T11:30:03.000+05:30,pump-1,running,5,0,',
    '2026-01-05T11:30:04.000+05:30,pump-1,running,,0,flow:missing',
    '',
  ]);
});

test('the same comes as Parquet, and alerts and an empty range as files, too', async () => {
  const parquet = await done({ kind: 'telemetry', format: 'parquet', ...RANGE });
  const bytes = Buffer.from(await (await open(parquet.link?.href ?? '')).arrayBuffer());
  expect([bytes.length, bytes.subarray(0, 4).toString()]).toEqual([parquet.bytes, 'PAR1']);
  const database = gateway.database.open();
  await storeAlert(database, alertOf(north.id, { raisedAt: '2026-01-05T06:30:00.000Z' }));
  const alerts = await linesOf(await done({ kind: 'alerts', ...RANGE }));
  expect(alerts).toHaveLength(2);
  expect(alerts[1]).toContain('2026-01-05T06:30:00.000Z,');
  const empty = await done({ kind: 'predictions', from: '2026-02-01T00:00:00Z', to: '2026-02-02T00:00:00Z' });
  expect(empty.rows).toBe(0);
  expect(empty.reason).toContain('nothing in the range');
  expect(await linesOf(empty)).toHaveLength(1);
});

test('a link reads parts of the file, so that a download can go on', async () => {
  const { link, bytes, id } = await done({ kind: 'telemetry', ...RANGE });
  const whole = await (await open(link?.href ?? '')).text();
  const part = await open(link?.href ?? '', { range: 'bytes=10-19' });
  expect([part.status, part.headers.get('content-range'), part.headers.get('etag')]).toEqual([
    ...[206, `bytes 10-19/${bytes}`, `"${id}"`],
  ]);
  expect(await part.text()).toBe(whole.slice(10, 20));
  const changed = await open(link?.href ?? '', { range: 'bytes=10-', 'if-range': '"another"' });
  expect([changed.status, await changed.text()]).toEqual([200, whole]);
});

test('two incremental exports have every row once, also those that came late', async () => {
  const wanted = { kind: 'telemetry', incremental: true, tags: ['flow'], from: '2026-01-05T06:00:00Z' };
  const rowsOf = async (detail: ExportDetail): Promise<string[]> => (await linesOf(detail)).slice(1);
  const first = await rowsOf(await done(wanted, south));
  expect(first).toEqual([]);
  await publish(south, [10, 11, 12], 100);
  const seen = async (rows: number): Promise<void> => {
    await eventually(async () => {
      const estimate = await ask('POST', '/exports/estimate', {
        tenant: south,
        body: { kind: 'telemetry', ...RANGE },
      });
      expect(estimate.body).toMatchObject({ rows });
      return true;
    });
  };
  await seen(3);
  const second = await rowsOf(await done(wanted, south));
  // Late: their times lie before rows that were exported.
  await publish(south, [20, 21], 50);
  await publish(south, [13], 103);
  await seen(6);
  const third = await rowsOf(await done(wanted, south));
  const fourth = await rowsOf(await done(wanted, south));
  expect([second.length, third.length, fourth]).toEqual([3, 3, []]);
  const full = await rowsOf(await done({ kind: 'telemetry', tags: ['flow'], ...RANGE }, south));
  expect([...second, ...third].toSorted()).toEqual(full);
});

test.each([
  ['an unknown asset', { assets: ['pump-9'] }, 404, '/assets'],
  ['an unknown tag', { tags: ['nothing'] }, 404, '/tags'],
  ['a range backwards', { from: RANGE.to, to: RANGE.from }, 400, '/to'],
  ['a zone that does not exist', { zone: 'Mars/Olympus' }, 400, '/zone'],
  ['no beginning', { from: undefined }, 400, '/from'],
  ['an end of an incremental export', { incremental: true }, 400, '/to'],
  ['a range before the record', { from: '2020-01-01T00:00:00Z', to: '2020-01-02T00:00:00Z' }, 404, '/to'],
  ['tags of alerts', { kind: 'alerts', tags: ['flow'] }, 400, '/tags'],
])('%s is refused, and pointed at', async (_, changes, status, pointer) => {
  for (const address of ['/exports', '/exports/estimate']) {
    const answer = await ask('POST', address, { body: { kind: 'telemetry', ...RANGE, ...changes } });
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(`"${pointer}"`)]);
  }
});

test('an operator and another organization reach no export, and no link opens a file of another one', async () => {
  const { id, link } = await done({ kind: 'telemetry', ...RANGE });
  for (const [method, address] of [
    ['GET', `/exports/${id}`],
    ['DELETE', `/exports/${id}`],
  ] as const) {
    const stolen = await ask(method, address, { tenant: south });
    expect([stolen.status, problemSchema.parse(stolen.body).code]).toEqual([404, 'EXPORT.NOT_FOUND']);
    expect((await ask(method, address, { token: north.operator.accessToken })).status).toBe(403);
  }
  expect((await ask('GET', '/exports', { tenant: south })).text).not.toContain(id);
  expect((await ask('GET', '/exports')).text).toContain(id);
  const other = await done({ kind: 'telemetry', from: '2026-01-05T06:00:00Z', to: '2026-01-05T06:00:02Z' });
  const forged = [
    link?.href.replace(id, other.id),
    link?.href.replace(north.id, south.id),
    link?.href.replace(/expires=\d+/, 'expires=9999999999999'),
    link?.href.replace(/signature=.*/, 'signature=guessed'),
  ];
  for (const href of forged) {
    const answer = await open(href ?? '');
    const { code } = problemSchema.parse(await answer.json());
    expect([answer.status, code]).toEqual([403, 'EXPORT.LINK_INVALID']);
  }
});

test('a link that is too old is refused, and a file that was deleted is gone', async () => {
  const { id, link } = await done({ kind: 'telemetry', ...RANGE });
  const removed = await ask('DELETE', `/exports/${id}`);
  expect(removed.body).toMatchObject({ state: 'expired', rows: 5 });
  const gone = await open(link?.href ?? '');
  expect([gone.status, problemSchema.parse(await gone.json()).code]).toEqual([404, 'EXPORT.FILE_GONE']);
  expect((await ask('DELETE', `/exports/${id}`)).status).toBe(409);
  gateway.advance(LINK_MS + 1);
  const late = await open(link?.href ?? '');
  expect([late.status, problemSchema.parse(await late.json()).code]).toEqual([403, 'EXPORT.LINK_EXPIRED']);
  gateway.advance(-LINK_MS - 1);
});

test('requests and cancellations are in the audit log', async () => {
  const { body } = await ask('GET', '/audit?limit=50');
  const { items } = z.object({ items: z.array(z.object({ action: z.string() })) }).parse(body);
  const actions = new Set(items.map(({ action }) => action));
  expect([...actions]).toEqual(expect.arrayContaining(['EXPORT.REQUESTED', 'EXPORT.CANCELLED']));
});

test('a link opens nothing while its organization is disabled', async () => {
  const { link } = await done({ kind: 'telemetry', ...RANGE }, south);
  const { accessToken: token } = await gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password);
  const disabled = await ask('POST', `/organizations/${south.id}/disable`, { token, body: {} });
  expect([disabled.status, disabled.text]).toEqual([200, disabled.text]);
  const answer = await open(link?.href ?? '');
  expect([answer.status, problemSchema.parse(await answer.json()).code]).toEqual([404, 'EXPORT.NOT_FOUND']);
});
