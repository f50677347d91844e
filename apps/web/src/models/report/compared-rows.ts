import type { Contender, Judgement } from '../model-types.js';

export interface JudgedVersion {
  readonly version: string;
  readonly judgement: Judgement;
}

/** A row of the comparison. */
export interface ComparedRow {
  readonly kind: 'model' | 'against' | 'clock' | 'rules';
  /** Null for what is no version. */
  readonly version: string | null;
  readonly contender: Contender;
  /** Whether it was judged on the same rows: only then do the figures compare the models. */
  readonly isSameData: boolean;
}

/** The model, another version where one is chosen, and the two that everything must beat. */
export function comparedRows(
  { version, judgement }: JudgedVersion,
  against: JudgedVersion | null,
): ComparedRow[] {
  const own = { version: null, isSameData: true } as const;
  const { model, clock, rules, heldBack } = judgement;
  return [
    { kind: 'model', version, contender: model, isSameData: true },
    ...(against === null
      ? []
      : [
          {
            kind: 'against' as const,
            version: against.version,
            contender: against.judgement.model,
            isSameData: against.judgement.heldBack.fingerprint === heldBack.fingerprint,
          },
        ]),
    { kind: 'clock', contender: clock, ...own },
    ...(rules === null ? [] : [{ kind: 'rules' as const, contender: rules, ...own }]),
  ];
}
