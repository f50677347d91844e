import type { Series } from '@eagle/contracts/rest';
import type { DecodedColumn, DecodedSeries, DecodedTexts } from './decode-series.js';

/** A series as JSON. */
export function jsonOfSeries(series: DecodedSeries): Series {
  const { asset, widthMs, gaps, missing, conflicts } = series;
  return {
    asset,
    widthMs,
    timesMs: [...series.timesMs],
    columns: series.columns.map(jsonOfColumn),
    labels: Object.fromEntries([...series.labels].map(([name, texts]) => [name, wordsOf(texts)])),
    stateMs: Object.fromEntries([...series.stateMs].map(([state, ms]) => [state, numbersOf(ms)])),
    gaps,
    missing,
    conflicts,
  };
}

function jsonOfColumn(column: DecodedColumn): Series['columns'][number] {
  const { name, unit } = column;
  const last = numbersOf(column.last);
  const measure = (numbers: Float64Array) => (numbers === column.last ? last : numbersOf(numbers));
  return {
    name,
    unit,
    min: measure(column.min),
    max: measure(column.max),
    mean: measure(column.mean),
    last,
    goodShare: numbersOf(column.goodShare),
    notGood: column.quality === null ? [] : notGoodOf(column.quality),
  };
}

/** JSON has neither NaN nor infinity. */
function numbersOf(numbers: Float64Array): (number | null)[] {
  const written: (number | null)[] = [];
  for (const value of numbers) written.push(Number.isFinite(value) ? value : null);
  return written;
}

const wordsOf = ({ names, codes }: DecodedTexts): string[] => Array.from(codes, (code) => names[code] ?? '');

type NotGood = Series['columns'][number]['notGood'];

function notGoodOf({ names, codes }: NonNullable<DecodedColumn['quality']>): NotGood {
  const runs: NotGood = [];
  let point = 0;
  while (point < codes.length) {
    const code = codes[point] ?? 0;
    const quality = names[code] ?? '';
    let next = point + 1;
    while (codes[next] === code) next += 1;
    if (quality !== '' && quality !== 'good') runs.push({ point, points: next - point, quality });
    point = next;
  }
  return runs;
}
