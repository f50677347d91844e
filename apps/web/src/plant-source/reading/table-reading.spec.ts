import { discoveryOf, longTable, wideTable } from '../discovered-tables.fixture.js';
import { assetsIn, signalsOf } from './signals.js';
import { guessReading, missingParts } from './table-reading.js';

describe('how a table is read', () => {
  test('a table with a column a signal is wide, by its key and its time', () => {
    const reading = guessReading(wideTable());
    expect(reading).toMatchObject({
      layout: 'wide',
      keyColumn: 'LogId',
      timeColumn: 'LoggedAt',
      assetColumn: null,
    });
    expect(missingParts(reading)).toEqual([]);
  });

  test('a table with a row a signal is long, and names assets, signals, values and quality', () => {
    expect(guessReading(longTable())).toEqual({
      ...{ layout: 'long', keyColumn: 'id', timeColumn: 'ts', assetColumn: 'asset' },
      ...{ tagColumn: 'tag', valueColumn: 'value', qualityColumn: 'quality' },
    });
  });

  test('a wide table may name its assets', () => {
    const reading = guessReading(
      discoveryOf({
        at: { type: 'timestamp with time zone', cells: ['2026-03-01 14:00:00+00', '2026-03-01 14:00:01+00'] },
        machine: { type: 'text', cells: ['m1', 'm1'] },
        temp: { cells: [1, 2] },
        flow: { cells: [1, 2] },
        speed: { cells: [1, 2] },
      }),
    );
    expect(reading).toMatchObject({ layout: 'wide', assetColumn: 'machine', keyColumn: null });
  });

  test('a table without a time cannot be read, and says which part is missing', () => {
    expect(missingParts(guessReading(discoveryOf({ a: { cells: [1, 2] } })))).toEqual(['timeColumn']);
  });

  test('an empty table is no error', () => {
    const empty = discoveryOf({ id: { type: 'bigint', cells: [] }, at: { type: 'timestamp', cells: [] } });
    expect(guessReading(empty)).toMatchObject({ layout: 'wide', keyColumn: null, timeColumn: 'at' });
  });
});

describe('signals', () => {
  test('of a wide table are its columns but key and time', () => {
    const table = wideTable();
    const signals = signalsOf(table, guessReading(table));
    expect(signals.map(({ source }) => source)).not.toContain('LogId');
    expect(signals).toHaveLength(9);
  });

  test('of a long table are what its rows name; their course is that of one asset', () => {
    const table = longTable();
    const signals = signalsOf(table, guessReading(table));
    expect(signals.map(({ source }) => source)).toEqual(['BRG.T', 'FLOW', 'MTR.TRIP']);
    expect(signals[1]?.values).toHaveLength(20);
    expect(signals[1]?.cells).toHaveLength(40);
    expect(assetsIn(table, guessReading(table))).toEqual(['pump-1', 'pump-2']);
  });
});
