import { assetIdSchema } from '@eagle/contracts/domain';
import type { WholeSegment } from './catalogue-rows.js';
import { areSettled, touchedSegments } from './late-rows.js';

const COLUMNS = Array.from({ length: 10 }, (_, i) => `tag${i}`);

function segment(
  file: string,
  rows: number,
  spans: Readonly<Record<string, readonly [fromMs: number, toMs: number]>>,
): WholeSegment {
  return {
    file,
    number: 1,
    kind: 'scans',
    resolution: 'raw',
    level: 'day',
    periodMs: 0,
    sha256: '',
    columns: COLUMNS,
    qualityColumns: [],
    labels: new Map(),
    assets: new Map(
      Object.entries(spans).map(([asset, [fromMs, toMs]]) => [
        assetIdSchema.parse(asset),
        { fromMs, toMs, rows },
      ]),
    ),
  };
}

const MANY = 100_000;
const closed = [
  segment('a1', MANY, { a: [0, 100] }),
  segment('a2', MANY, { a: [101, 200] }),
  segment('a3-b', 10, { a: [301, 400], b: [0, 400] }),
  segment('c', MANY, { c: [0, 400] }),
];
const touched = (...late: WholeSegment[]): string[] => touchedSegments(closed, late).map(({ file }) => file);

test('late rows touch the segments whose time of their asset they reach into, and no other', () => {
  expect(touched(segment('late', 1, { a: [150, 150] }))).toEqual(['a2']);
  expect(touched(segment('late', 5, { a: [100, 101] }))).toEqual(['a1', 'a2']);
  expect(touched(segment('late', 5, { b: [7, 8], c: [0, 1] }))).toEqual(['a3-b', 'c']);
});

test('late rows between segments join the nearest small one, and stay by themselves where there is none', () => {
  expect(touched(segment('late', 5, { a: [250, 260] }))).toEqual(['a3-b']);
  expect(touched(segment('late', 5, { c: [500, 510] }))).toEqual([]);
  expect(touched(segment('late', 5, { d: [0, 1] }))).toEqual([]);
});

test('segments of a day stay as they are where they are apart, large and few', () => {
  const [first, second, third] = closed;
  if (first === undefined || second === undefined || third === undefined) throw new Error('no segments');
  expect(areSettled([first])).toBe(true);
  expect(areSettled([first, second, third])).toBe(true);
  const overlapping = segment('over', MANY, { a: [100, 150] });
  const small = segment('small', 10, { a: [500, 600] });
  const many = [0, 1, 2, 3, 4].map((i) => segment(`${i}`, MANY, { a: [i * 10, i * 10 + 9] }));
  expect(areSettled([first, overlapping])).toBe(false);
  expect(areSettled([first, third, small])).toBe(false);
  expect(areSettled(many)).toBe(false);
});
