import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { ZoneClock } from '@eagle/feeds';
import fc from 'fast-check';
import { GUESSED } from './reading-options.js';
import { Telemetry } from './telemetry.js';

const folder = mkdtempSync(path.join(tmpdir(), 'eagle-dialects-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Made {
  readonly ms: number;
  readonly asset: string;
  readonly values: readonly (number | null)[];
}

/** How a program writes a table. */
interface Dialect {
  readonly separator: ',' | ';' | '\t' | '|';
  readonly decimal: '.' | ',';
  readonly lineEnd: '\n' | '\r\n' | '\r';
  readonly encoding: 'utf8' | 'utf8-bom' | 'utf16le-bom' | 'utf16le' | 'utf16be-bom';
  readonly packedTimes: 0 | 1 | 2;
  readonly trailing: boolean;
  readonly quoted: boolean;
  readonly finalLineEnd: boolean;
  readonly bad: string;
  readonly zone: string | null;
  readonly time: 'iso' | 'european' | 'epoch';
}

const dialects: fc.Arbitrary<Dialect> = fc.record({
  separator: fc.constantFrom(',', ';', '\t', '|'),
  decimal: fc.constantFrom('.', ','),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  encoding: fc.constantFrom('utf8', 'utf8-bom', 'utf16le-bom', 'utf16le', 'utf16be-bom'),
  packedTimes: fc.constantFrom(0, 1, 2),
  trailing: fc.boolean(),
  quoted: fc.boolean(),
  finalLineEnd: fc.boolean(),
  bad: fc.constantFrom('', 'NaN', '#N/A', 'Bad', '-', 'I/O Timeout'),
  zone: fc.constantFrom(null, 'UTC', 'Asia/Kolkata', 'America/Santiago', '+01:00'),
  time: fc.constantFrom('iso', 'european', 'epoch'),
});

const COLUMNS = ['ts', 'asset', 'p "1"; a, b|c\nd', 'Насос °C', 'v'];
const tables: fc.Arbitrary<Made[]> = fc
  .array(
    fc.record({
      // Without hours that a clock shows twice, which another test covers.
      ms: fc.integer({ min: 0, max: 40 * 24 }).map((hour) => Date.UTC(2026, 5, 1) + hour * 3_600_000 + 1_234),
      asset: fc.constantFrom('m1', 'Печь №2', 'a,b;c'),
      values: fc.array(fc.option(fc.integer({ min: -9_800, max: 9_800 }).map((n) => n / 100)), {
        minLength: 3,
        maxLength: 3,
      }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  // A row that settles day and month, and the decimal sign.
  .map((rows) => [...rows, { ms: Date.UTC(2026, 5, 25, 3), asset: 'm1', values: [0.5, 1.25, 0.75] }]);

const two = (value: number): string => String(value).padStart(2, '0');

function timeText(ms: number, { zone, time }: Dialect): string {
  if (time === 'epoch') return String(ms);
  const at = new Date(zone === null ? ms : new ZoneClock(zone).toLocal(ms));
  const iso = at.toISOString();
  const clock = iso.slice(11, 23);
  const date =
    time === 'iso'
      ? iso.slice(0, 10)
      : `${two(at.getUTCDate())}.${two(at.getUTCMonth() + 1)}.${at.getUTCFullYear()}`;
  return `${date} ${clock}${zone === null ? '+00:00' : ''}`;
}

function written(rows: readonly Made[], dialect: Dialect): Buffer {
  const quote = (cell: string): string =>
    dialect.quoted || /["\s,;|]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  const number = (value: number | null): string =>
    value === null ? dialect.bad : String(value).replace('.', dialect.decimal);
  const lines = [
    COLUMNS,
    ...rows.map(({ ms, asset, values }) => [timeText(ms, dialect), asset, ...values.map(number)]),
  ].map((cells) => cells.map(quote).join(dialect.separator) + (dialect.trailing ? dialect.separator : ''));
  const text = lines.join(dialect.lineEnd) + (dialect.finalLineEnd ? dialect.lineEnd : '');
  let bytes = encoded(text, dialect.encoding);
  for (let times = 0; times < dialect.packedTimes; times += 1) bytes = gzipSync(bytes);
  return bytes;
}

function encoded(text: string, encoding: Dialect['encoding']): Buffer {
  if (encoding === 'utf8') return Buffer.from(text);
  if (encoding === 'utf8-bom') return Buffer.from(`\ufeff${text}`);
  if (encoding === 'utf16le') return Buffer.from(text, 'utf16le');
  const marked = Buffer.from(`\ufeff${text}`, 'utf16le');
  return encoding === 'utf16be-bom' ? marked.swap16() : marked;
}

test('a table gives the same rows in any dialect, encoding and zone', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(tables, dialects, async (rows, dialect) => {
      run += 1;
      const file = path.join(folder, `telemetry-${run}.csv${dialect.packedTimes > 0 ? '.gz' : ''}`);
      writeFileSync(file, written(rows, dialect));
      const telemetry = await Telemetry.open([file], {
        ignored: new Set(),
        runColumn: null,
        columns: null,
        options: { ...GUESSED, zone: dialect.zone },
      });
      assert.deepEqual(telemetry.columns, COLUMNS.slice(2));
      const seen = [];
      for await (const page of telemetry.pages()) seen.push(...page);
      assert.deepEqual(
        seen.map(({ atMs, asset, values }) => ({ ms: atMs, asset, values })),
        rows.map((row) => ({ ...row, values: row.values.map((value) => value ?? NaN) })),
      );
    }),
    { numRuns: 150 },
  );
});
