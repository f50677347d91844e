import { AppError } from '@eagle/contracts/domain';

/** One range of an `Accept` header, such as `text/*;q=0.5`. */
interface AcceptedRange {
  readonly type: string;
  readonly subtype: string;
  /** 0: not acceptable; 1: liked best. */
  readonly weight: number;
  readonly place: number;
}

const ANY: AcceptedRange = { type: '*', subtype: '*', weight: 1, place: 0 };
const RANGE = /^([\w!#$%&'*+.^`|~-]+)\/([\w!#$%&'*+.^`|~-]+)$/;
/** As RFC 9110 writes a weight. */
const WEIGHT = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

/**
 * The type that a client likes best of those there are, by RFC 9110: the most specific range that
 * fits a type gives its weight. Of several that are liked as well, the one whose range stands
 * first, then the one that is offered first. Parameters other than the weight are not looked at.
 * @throws AppError `HTTP.NOT_ACCEPTABLE` (invalid) where it accepts none of them.
 */
export function acceptedType<Offered extends string>(
  accept: string | undefined,
  offered: readonly Offered[],
): Offered {
  const ranges = accept === undefined || accept.trim() === '' ? [ANY] : rangesOf(accept);
  let best: { readonly type: Offered; readonly range: AcceptedRange } | null = null;
  for (const type of offered) {
    const range = fittingRange(type, ranges);
    if (range === null || range.weight === 0) continue;
    if (best === null || isLikedMore(range, best.range)) best = { type, range };
  }
  if (best !== null) return best.type;
  throw new AppError('HTTP.NOT_ACCEPTABLE', `This address answers ${offered.join(', ')}.`, {
    offered: [...offered],
  });
}

const isLikedMore = (one: AcceptedRange, other: AcceptedRange): boolean =>
  one.weight === other.weight ? one.place < other.place : one.weight > other.weight;

/** Ranges that can be read; others are left out. */
function rangesOf(accept: string): AcceptedRange[] {
  return accept.split(',').flatMap((text, place) => {
    const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
    const [, type, subtype] = RANGE.exec(range) ?? [];
    const given = parameters.find((parameter) => parameter.startsWith('q='));
    const weight = given === undefined ? 1 : Number(WEIGHT.exec(given)?.[1] ?? Number.NaN);
    if (type === undefined || subtype === undefined || Number.isNaN(weight)) return [];
    return [{ type, subtype, weight, place }];
  });
}

function fittingRange(offered: string, ranges: readonly AcceptedRange[]): AcceptedRange | null {
  const [type, subtype] = offered.split('/');
  const exact = ranges.find((range) => range.type === type && range.subtype === subtype);
  const ofType = ranges.find((range) => range.type === type && range.subtype === '*');
  const any = ranges.find((range) => range.type === '*' && range.subtype === '*');
  return exact ?? ofType ?? any ?? null;
}
