import { roundEnd } from './interval-scale.js';

export interface LeadBin {
  readonly fromMinutes: number;
  readonly count: number;
}

export interface LeadBins {
  readonly widthMinutes: number;
  /** Side by side from 0 to `endMinutes`. */
  readonly bins: readonly LeadBin[];
  readonly endMinutes: number;
}

const BINS_MAX = 15;

/**
 * How many failures were warned how early. Null where none was.
 * @param leastMinutes  The least lead that counts as in time: it is on the axis too.
 */
export function leadBins(leads: readonly (number | null)[], leastMinutes: number): LeadBins | null {
  const inTime = leads.filter((lead) => lead !== null);
  if (inTime.length === 0) return null;
  const longest = Math.max(leastMinutes, ...inTime, 1);
  const widthMinutes = roundEnd(longest / BINS_MAX);
  const indexOf = (lead: number): number => Math.max(0, Math.floor(lead / widthMinutes));
  const bins = Array.from({ length: indexOf(longest) + 1 }, (_, index) => ({
    fromMinutes: index * widthMinutes,
    count: inTime.filter((lead) => indexOf(lead) === index).length,
  }));
  return { widthMinutes, bins, endMinutes: bins.length * widthMinutes };
}
