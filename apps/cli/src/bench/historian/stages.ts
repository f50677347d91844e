/** What is measured of the historian, in the order in which it is measured. */
export const HISTORIAN_STAGES = [
  'writing',
  'catching-up',
  'taking-over',
  'hot-path',
  'a-row-a-second',
  'training',
] as const;
export type HistorianStage = (typeof HISTORIAN_STAGES)[number];

/** The end of a day, a part of the cost of a row a second, is measured while history is written. */
const NEEDS: Partial<Record<HistorianStage, HistorianStage>> = { 'a-row-a-second': 'writing' };

/** @returns the wanted stages and those that they need, in their order. */
export function withNeeded(wanted: readonly HistorianStage[]): HistorianStage[] {
  const all = new Set(wanted.flatMap((stage) => [stage, NEEDS[stage] ?? stage]));
  return HISTORIAN_STAGES.filter((stage) => all.has(stage));
}
