import fc from 'fast-check';
import { PlantTime } from '../time/index.js';
import { filterOf, isFiltering, NO_FILTER, queryOf } from './audit-filter.js';

const WHO = '00000000-0000-4000-8000-000000000001';
const zone = fc
  .constantFrom('UTC', 'Asia/Kolkata', 'Europe/Berlin', 'Pacific/Auckland')
  .map((name) => new PlantTime(name, 'en'));
const date = fc
  .integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 0, 1) })
  .map((at) => new Date(at).toISOString().slice(0, 10));

describe('the filter of the audit log', () => {
  test('is what an address asks for, as far as it can be read', () => {
    expect(filterOf({ who: WHO, action: 'USER.INVITED', from: '2026-11-28', to: '2026-11-29' })).toEqual({
      who: WHO,
      action: 'USER.INVITED',
      from: '2026-11-28',
      to: '2026-11-29',
    });
    const broken = { who: "1' or true", action: 'NONE', from: '2026-02-31', to: 'yesterday' };
    expect(filterOf(broken)).toEqual(NO_FILTER);
    expect(isFiltering(filterOf(broken))).toBe(false);
  });

  test('takes both dates whole, by the time of the plant', () => {
    fc.assert(
      fc.property(zone, date, date, (plantTime, from, to) => {
        const query = queryOf({ ...NO_FILTER, from, to }, plantTime);
        const first = Date.parse(query.from ?? '');
        const end = Date.parse(query.to ?? '');
        expect(plantTime.iso(first).slice(0, 19)).toBe(`${from}T00:00:00`);
        expect(plantTime.iso(first - 1).slice(0, 10)).not.toBe(from);
        expect(plantTime.iso(end - 1).slice(0, 10)).toBe(to);
        expect(plantTime.iso(end).slice(0, 10)).not.toBe(to);
      }),
    );
    expect(queryOf(NO_FILTER, new PlantTime('UTC', 'en'))).toEqual({});
  });
});
