import type { SeriesReply } from '@eagle/contracts/bus';
import { AppError, type AssetId, type QualityName } from '@eagle/contracts/domain';
import type { Series } from '@eagle/contracts/rest';

const CODE_BYTES = 2;

/** One text a point, out of a few. */
export interface DecodedTexts<Name extends string = string> {
  readonly names: readonly Name[];
  /** Index into `names`. */
  readonly codes: Uint16Array;
}

/** Numbers are NaN where there is no usable value. */
export interface DecodedColumn {
  readonly name: string;
  readonly unit: string;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly mean: Float64Array;
  readonly last: Float64Array;
  readonly goodShare: Float64Array;
  /** Of rows as they are, empty where the column was not recorded; of buckets null. */
  readonly quality: DecodedTexts<QualityName | ''> | null;
}

/** What the historian said, before it is written for a client. */
export interface DecodedSeries extends Pick<Series, 'asset' | 'widthMs' | 'gaps' | 'missing' | 'conflicts'> {
  readonly timesMs: Float64Array;
  readonly columns: readonly DecodedColumn[];
  readonly labels: ReadonlyMap<string, DecodedTexts>;
  readonly stateMs: ReadonlyMap<string, Float64Array>;
}

/** @throws AppError `RPC.REPLY_INVALID` (bug) where a column has not a value for each point. */
export function decodeSeries(asset: AssetId, reply: SeriesReply): DecodedSeries {
  const { widthMs, gaps, missing, conflicts } = reply;
  const timesMs = doublesOf(reply.timesMs);
  const points = timesMs.length;
  const numbers = (text: string): Float64Array => ofLength(points, doublesOf(text));
  return {
    asset,
    widthMs,
    timesMs,
    columns: reply.columns.map((column) => {
      const last = numbers(column.last);
      const measure = (text: string | null): Float64Array => (text === null ? last : numbers(text));
      const quality = widthMs === 0 ? qualityOf(column.quality, points) : null;
      return {
        name: column.name,
        unit: column.unit,
        min: measure(column.min),
        max: measure(column.max),
        mean: measure(column.mean),
        last,
        goodShare: column.goodShare === null ? sharesOf(quality, points) : numbers(column.goodShare),
        quality,
      };
    }),
    labels: new Map(Object.entries(reply.labels).map(([name, texts]) => [name, textsOf(texts, points)])),
    stateMs: new Map(Object.entries(reply.stateMs).map(([state, ms]) => [state, numbers(ms)])),
    gaps,
    missing,
    conflicts,
  };
}

type EncodedQuality = SeriesReply['columns'][number]['quality'];

const qualityOf = (encoded: EncodedQuality, points: number): DecodedTexts<QualityName | ''> =>
  encoded === null ? { names: ['good'], codes: new Uint16Array(points) } : textsOf(encoded, points);

/** A row is good or not. */
function sharesOf(quality: DecodedColumn['quality'], points: number): Float64Array {
  const shareOfName = (quality?.names ?? []).map((name) =>
    name === '' ? Number.NaN : Number(name === 'good'),
  );
  const shares = new Float64Array(points).fill(Number.NaN);
  quality?.codes.forEach((code, point) => (shares[point] = shareOfName[code] ?? Number.NaN));
  return shares;
}

function textsOf<Name extends string>(
  { names, codes }: { readonly names: readonly Name[]; readonly codes: string },
  points: number,
): DecodedTexts<Name> {
  const decoded = new Uint16Array(aligned(codes, CODE_BYTES));
  if (decoded.some((code) => code >= names.length)) throw invalid('A code of a text is unknown.');
  return { names, codes: ofLength(points, decoded) };
}

const doublesOf = (base64: string): Float64Array =>
  new Float64Array(aligned(base64, Float64Array.BYTES_PER_ELEMENT));

/** A buffer of its own: bytes that Node decodes may begin anywhere in a larger one. */
function aligned(base64: string, bytesEach: number): ArrayBuffer {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length % bytesEach !== 0) throw invalid('The bytes of a column are no whole numbers.');
  return Uint8Array.from(bytes).buffer;
}

function ofLength<T extends { readonly length: number }>(points: number, numbers: T): T {
  if (numbers.length === points) return numbers;
  throw invalid(`A column has ${numbers.length} values for ${points} points.`);
}

const invalid = (message: string): AppError => new AppError('RPC.REPLY_INVALID', message);
