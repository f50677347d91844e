import assert from 'node:assert/strict';
import { assetSchema, organizationSettingsSchema } from '@eagle/contracts/domain';
import { openFeed } from '../open-feed.js';
import { narrowMapping, networks, openScada, type Scada } from '../postgres/scada.fixture.js';
import { readLogs, type MappedLog } from '../index.js';

let scada: Scada;
beforeAll(async () => {
  scada = await openScada();
});
afterAll(() => scada.close());

const T0 = Date.UTC(2025, 0, 1);
const HOUR_MS = 3_600_000;

test('logs are read completely except for unused codes, also where a table was filled asset by asset or has no key', async () => {
  await scada.sql('CREATE TABLE faults (no serial PRIMARY KEY, machine text, stamp timestamp, code text)');
  await scada.sql('CREATE TABLE works (machine text, day timestamptz, part text)');
  for (const machine of ['m1', 'm2']) {
    await scada.sql(
      `INSERT INTO faults (machine, stamp, code)
         SELECT $1, timestamp '2025-01-01' + g * interval '1 hour', 'e' || g % 3 FROM generate_series(0, 5999) g`,
      [machine],
    );
  }
  await scada.sql(
    `INSERT INTO works VALUES ('m2', '2025-03-01T00:00:00Z', 'pump'), ('m1', '2024-01-01', 'fan')`,
  );
  const feed = scada.feed();
  const config = {
    assets: ['m1', 'm2'].map((assetId) => assetSchema.parse({ assetId, name: assetId })),
    feed,
    mapping: narrowMapping({
      logs: [
        {
          kind: 'error',
          table: 'faults',
          keyColumn: 'no',
          timeColumn: 'stamp',
          assetColumn: 'machine',
          codeColumn: 'code',
        },
        {
          kind: 'maintenance',
          table: 'works',
          keyColumn: null,
          timeColumn: 'day',
          assetColumn: 'machine',
          codeColumn: 'part',
        },
      ],
    }),
    settings: organizationSettingsSchema.parse({
      features: { events: { codes: ['e0', 'e1'] }, maintenance: { components: ['pump', 'fan'] } },
    }),
  };
  const connection = openFeed(feed, scada.password, { networks });
  const pages: MappedLog[] = [];
  try {
    const range = { fromMs: T0 + 1_000 * HOUR_MS, toMs: T0 + 3_000 * HOUR_MS };
    for await (const page of readLogs(connection, config, range, Date.now())) pages.push(page);
  } finally {
    await connection.close();
  }
  const entriesOf = (kind: MappedLog['kind']) =>
    pages.flatMap((page) => (page.kind === kind ? page.entries : []));
  const errors = entriesOf('error');
  const expected = ['m1', 'm2'].flatMap((machine) =>
    Array.from({ length: 2_000 }, (_, i) => i + 1_000).flatMap((hour) =>
      hour % 3 === 2 ? [] : [`${machine} e${hour % 3} ${T0 + hour * HOUR_MS}`],
    ),
  );
  const reported = errors.map(({ assetId, code, atMs }) => `${assetId} ${code} ${atMs}`);
  assert.deepEqual(reported.sort(), expected.sort());
  assert.deepEqual(entriesOf('maintenance'), [{ assetId: 'm2', code: 'pump', atMs: Date.UTC(2025, 2, 1) }]);
});
