import type { Judgement, ModelSummary } from '../model-types.js';

/** How a version stands with the gate. */
export type Standing = 'passed' | 'refused' | 'overridden' | 'not-judged';

/** One that was deployed against the gate stays marked as such. */
export function standingOf({ verdict, overridden }: Pick<ModelSummary, 'verdict' | 'overridden'>): Standing {
  if (overridden) return 'overridden';
  if (verdict === null) return 'not-judged';
  return verdict.promote ? 'passed' : 'refused';
}

/** The figures of the first sentence, and those that it is held against. */
export interface Headline {
  readonly warned: number;
  readonly failures: number;
  readonly falseAlarms: number;
  readonly assetDays: number;
  readonly clockWarned: number;
  /** Null: the organization has no rules. */
  readonly rulesWarned: number | null;
  /** The champion of that time, on the same failures; null: there was none, or it is not known. */
  readonly championWarned: number | null;
}

export function headlineOf({ model, clock, rules, champion }: Judgement): Headline {
  const { warnedInTime, events, falseAlarms, assetDays } = model.event;
  return {
    warned: warnedInTime,
    failures: events,
    falseAlarms,
    assetDays,
    clockWarned: clock.event.warnedInTime,
    rulesWarned: rules?.event.warnedInTime ?? null,
    championWarned: champion?.event.warnedInTime ?? null,
  };
}
