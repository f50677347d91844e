import assert from 'node:assert/strict';
import { ZoneClock } from '@eagle/feeds';
import fc from 'fast-check';
import { InstantReader } from './instant-reader.js';
import { StampReader, TIME_FORMATS, type TimeFormat } from './stamp-reader.js';
import { timeFormatOf, TimeColumnGuess } from './time-column.js';

const cell = (text: string, line = 2) => ({ file: 'telemetry.csv', line, columns: '"ts"', text });

function guessed(texts: readonly string[], wanted: TimeFormat | null = null) {
  const guess = new TimeColumnGuess(wanted);
  texts.forEach((text, at) => guess.add(cell(text, at + 2)));
  return guess.finish();
}

/** One column read in its detected format, as ISO text. */
function read(
  texts: readonly string[],
  zone: string | null = null,
  wanted: TimeFormat | null = null,
): string[] {
  const instants = new InstantReader(guessed(texts, wanted), zone === null ? null : new ZoneClock(zone));
  let near = NaN;
  return texts.map((text) => {
    const at = instants.read(text, near);
    if (typeof at === 'string') return at;
    near = at;
    return new Date(at).toISOString();
  });
}

describe('unambiguous times are read', () => {
  const cases: readonly [text: string, iso: string][] = [
    ['2026-01-05T08:30:00Z', '2026-01-05T08:30:00.000Z'],
    ['2026-01-05 08:30:00.123456+0530', '2026-01-05T03:00:00.123Z'],
    ['2026-01-05T08:30:00,5-03', '2026-01-05T11:30:00.500Z'],
    ['2026-01-05 08:30 UTC', '2026-01-05T08:30:00.000Z'],
    ['2026-01-05T08:30:00 UTC+01:00', '2026-01-05T07:30:00.000Z'],
    ['2026-01-05T08:30:00+01:00[Europe/Berlin]', '2026-01-05T07:30:00.000Z'],
    ['2026-1-5 8:30:00Z', '2026-01-05T08:30:00.000Z'],
    ['2026/01/05 08:30:00Z', '2026-01-05T08:30:00.000Z'],
    ['20260105T083000Z', '2026-01-05T08:30:00.000Z'],
    ['20260105 8:30:00.5', '2026-01-05T08:30:00.500Z'],
    ['20260105083000', '2026-01-05T08:30:00.000Z'],
    ['2026-01-05T24:00:00Z', '2026-01-06T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['2017-01-01T00:59:60+01:00', '2017-01-01T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['25.12.2026 7:05', '2026-12-25T07:05:00.000Z'],
    ['25.12.2026 7.05.09', '2026-12-25T07:05:09.000Z'],
    ['12/25/2026 12:05:00 AM', '2026-12-25T00:05:00.000Z'],
    ['12/25/2026 12:05 p.m.', '2026-12-25T12:05:00.000Z'],
    ['05-Jan-2026 08:30:00', '2026-01-05T08:30:00.000Z'],
    ['Jan 5, 2026 8:30 PM', '2026-01-05T20:30:00.000Z'],
    ['Mon, 05 Jan 2026 08:30:00 GMT', '2026-01-05T08:30:00.000Z'],
    ['Mon Jan  5 08:30:00 2026', '2026-01-05T08:30:00.000Z'],
    ['Mon Jan 5 08:30:00 UTC 2026', '2026-01-05T08:30:00.000Z'],
    ['1767601800', '2026-01-05T08:30:00.000Z'],
    ['1767601800.25', '2026-01-05T08:30:00.250Z'],
    ['1767601800123', '2026-01-05T08:30:00.123Z'],
    ['1767601800123456', '2026-01-05T08:30:00.123Z'],
    ['1767601800123456789', '2026-01-05T08:30:00.123Z'],
  ];
  for (const [text, iso] of cases) test(text, () => assert.deepEqual(read([text]), [iso]));

  test('for any zone of the process', () => {
    const before = process.env['TZ'];
    try {
      const seen = ['UTC', 'Asia/Tokyo', 'America/New_York'].map((zone) => {
        process.env['TZ'] = zone;
        return cases.map(([text]) => read([text]).join());
      });
      assert.deepEqual(seen[1], seen[0]);
      assert.deepEqual(seen[2], seen[0]);
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });

  test('the whole column decides between day and month', () => {
    assert.equal(guessed(['01/02/2026', '03/02/2026', '13/02/2026']).format, 'D/M/Y');
    assert.equal(guessed(['01/02/2026', '02/13/2026', '03/02/2026']).format, 'M/D/Y');
  });
});

describe('ambiguous times are refused', () => {
  const cases: readonly [what: string, texts: readonly string[], message: RegExp][] = [
    [
      'day or month',
      ['01/02/2026', '03/04/2026'],
      /line 2: "01\/02\/2026"\) can be read as D\/M\/Y or M\/D\/Y: .*--time-format/,
    ],
    [
      'a year of two digits',
      ['12/31/26 08:00'],
      /M\/D\/YY, with years of two digits: .*--time-format M\/D\/YY/,
    ],
    ['the default of a historian', ['05-Jan-26 08:00:00'], /YY\/M\/D or D\/M\/YY: .*--time-format/],
    [
      'a month that no order fits',
      ['01/02/2026', '13/02/2026', '02/13/2026'],
      /line 4 .*"02\/13\/2026", which is not D\/M\/Y like the lines before it/,
    ],
    ['a count from zero', ['0', '1'], /line 2 .*"0"; a bare number is read as .*--time-format excel/],
    ['days of a spreadsheet', ['46027.354166667'], /--time-format excel/],
    ['a count that a spreadsheet has cut', ['1.7676E+09'], /bare number/],
    ['the name of a zone', ['2026-01-05 08:30:00 EST'], /a letter code has no certain offset/],
    ['a day that is none', ['2026-02-30T00:00:00Z'], /line 2 .*no readable time/],
    ['an hour that is none', ['2026-02-03T25:00:00Z'], /no readable time/],
    ['a moment behind midnight of the day before', ['2026-02-03T24:00:01Z'], /no readable time/],
    ['a leap second that never was', ['2026-03-03T10:59:60Z'], /no readable time/],
    ['an offset that is none', ['2026-02-03T10:00:00+25:00'], /no readable time/],
    ['a month without name', ['05-Jab-2026'], /no readable time/],
    ['words', ['yesterday'], /no readable time in "ts": "yesterday"; write it as/],
    ['nothing', [''], /line 2 .*no readable time in "ts": ""/],
  ];
  for (const [what, texts, message] of cases)
    test(what, () => assert.throws(() => read(texts), { code: 'RECORDING.INVALID', message }));

  test('unless the user gives the format', () => {
    assert.deepEqual(read(['01/02/2026'], null, 'M/D/Y'), ['2026-01-02T00:00:00.000Z']);
    assert.deepEqual(read(['05-Jan-26 08:00:00'], null, 'D/M/YY'), ['2026-01-05T08:00:00.000Z']);
    assert.deepEqual(read(['31/12/69', '31/12/70'], null, 'D/M/YY'), [
      '2069-12-31T00:00:00.000Z',
      '1970-12-31T00:00:00.000Z',
    ]);
    assert.deepEqual(read(['46027.354166667'], null, 'excel'), ['2026-01-05T08:30:00.000Z']);
  });

  test('a format is found by its name or as a pattern', () => {
    for (const [text, format] of [
      ['d/m/y', 'D/M/Y'],
      ['DD.MM.YYYY HH:mm:ss', 'D/M/Y'],
      ['%m/%d/%y %H:%M', 'M/D/YY'],
      ['dd-MMM-yy', 'D/M/YY'],
      ['yyyy-MM-dd', 'Y/M/D'],
      ['ISO', 'Y/M/D'],
      ['epoch-ms', 'epoch-ms'],
      ['HH:mm', null],
      ['YYYY', null],
    ] as const)
      assert.equal(timeFormatOf(text), format, text);
  });
});

describe('times without an offset', () => {
  test('are read in the given zone', () => {
    assert.deepEqual(read(['2026-07-05 12:00:00'], 'Europe/Helsinki'), ['2026-07-05T09:00:00.000Z']);
    assert.deepEqual(read(['2026-07-05 12:00:00'], '+01:00'), ['2026-07-05T11:00:00.000Z']);
    assert.deepEqual(read(['2026-07-05 12:00:00Z'], 'Europe/Helsinki'), ['2026-07-05T12:00:00.000Z']);
  });

  test('continue through an hour that the clock showed twice, and are counted', () => {
    const texts = ['01:30', '02:15', '02:45', '02:15', '02:45', '03:15'].map((time) => `2026-10-25 ${time}`);
    const instants = new InstantReader(guessed(texts), new ZoneClock('Europe/Berlin'));
    let near = NaN;
    const hours = texts.map((text) => {
      near = Number(instants.read(text, near));
      return new Date(near).toISOString().slice(11, 16);
    });
    assert.deepEqual(hours, ['23:30', '00:15', '00:45', '01:15', '01:45', '02:15']);
    assert.equal(instants.timesOfTwoMeanings, 4);
  });

  test('are refused where they do not exist in the zone, and beside times with an offset', () => {
    assert.match(
      read(['2026-03-29 02:30'], 'Europe/Berlin').join(),
      /does not exist in Europe\/Berlin.*--zone \+01:00/,
    );
    assert.match(
      read(['2026-01-01 02:30', '2026-01-01 02:30Z']).join(),
      /carries an offset from UTC, unlike.*--zone/,
    );
    assert.match(
      read(['2026-01-01 02:30Z', '2026-01-01 02:30']).join(),
      /carries no offset from UTC, unlike.*--zone/,
    );
  });
});

test('a format reads its own output, and an instant in ISO 8601 is read as the language reads it', () => {
  const instant = fc.integer({ min: Date.UTC(1980, 0, 2), max: Date.UTC(2069, 11, 31) });
  const two = (value: number): string => String(value).padStart(2, '0');
  fc.assert(
    fc.property(instant, fc.constantFrom(...TIME_FORMATS), (ms, format) => {
      const at = new Date(ms);
      const reader = new StampReader(format);
      const clock = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}.${String(at.getUTCMilliseconds()).padStart(3, '0')}`;
      const parts: Record<string, string> = {
        Y: String(at.getUTCFullYear()),
        YY: two(at.getUTCFullYear() % 100),
        M: two(at.getUTCMonth() + 1),
        D: two(at.getUTCDate()),
      };
      const units: Record<string, number> = {
        'epoch-s': 1e-3,
        'epoch-ms': 1,
        'epoch-us': 1e3,
        'epoch-ns': 1e6,
      };
      const unit = units[format];
      const text =
        format === 'excel'
          ? String(ms / 86_400_000 + 25_569)
          : unit === undefined
            ? `${format
                .split('/')
                .map((letter) => parts[letter])
                .join('-')} ${clock}`
            : format === 'epoch-s'
              ? (ms / 1e3).toFixed(3)
              : `${ms}${'0'.repeat(Math.log10(unit))}`;
      assert.ok(reader.read(text), `${format}: ${text}`);
      assert.equal(reader.localMs, ms, `${format}: ${text}`);
      const iso = new StampReader('Y/M/D');
      assert.ok(iso.read(at.toISOString()));
      assert.equal(iso.localMs - iso.offsetMs, Date.parse(at.toISOString()));
    }),
    { numRuns: 500 },
  );
});
