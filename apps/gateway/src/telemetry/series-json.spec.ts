import { seriesSchema } from '@eagle/contracts/rest';
import fc from 'fast-check';
import { jsonOfSeries } from './series-json.js';
import { anySeries } from './series.fixture.js';

test('JSON has every number, null for what is none, and fits the contract', () => {
  fc.assert(
    fc.property(anySeries, (series) => {
      const read = seriesSchema.parse(JSON.parse(JSON.stringify(jsonOfSeries(series))));
      series.columns.forEach((column, place) => {
        for (const measure of ['min', 'max', 'mean', 'last', 'goodShare'] as const) {
          // JSON has no negative zero.
          const expected = Array.from(column[measure], (value) =>
            Number.isFinite(value) ? value + 0 : null,
          );
          expect(read.columns[place]?.[measure]).toEqual(expected);
        }
      });
    }),
  );
});

test('the runs of what is not good are the qualities of the points', () => {
  fc.assert(
    fc.property(anySeries, (series) => {
      jsonOfSeries(series).columns.forEach(({ notGood }, place) => {
        const quality = series.columns[place]?.quality;
        const expected = Array.from(quality?.codes ?? [], (code) => quality?.names[code] ?? '');
        const found: string[] = expected.map((name) => (name === '' ? '' : 'good'));
        for (const { point, points, quality: name } of notGood) found.fill(name, point, point + points);
        expect(found).toEqual(expected);
      });
    }),
  );
});
