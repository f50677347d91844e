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

/**
 * The model, another version where one is chosen, and the two that everything must beat.
 * @param parent  The champion at the training of the model, which was judged on the same rows.
 */
export function comparedRows(
  { version, judgement }: JudgedVersion,
  against: JudgedVersion | null,
  parent: string | null,
): ComparedRow[] {
  const own = { version: null, isSameData: true } as const;
  const { model, clock, rules } = judgement;
  return [
    { kind: 'model', version, contender: model, isSameData: true },
    ...(against === null ? [] : [againstRow(judgement, against, parent)]),
    { kind: 'clock', contender: clock, ...own },
    ...(rules === null ? [] : [{ kind: 'rules' as const, contender: rules, ...own }]),
  ];
}

/** The champion of that time as it was on the rows of the model; another version as it was judged. */
function againstRow(
  { champion, heldBack }: Judgement,
  { version, judgement }: JudgedVersion,
  parent: string | null,
): ComparedRow {
  if (version === parent && champion !== null) {
    return { kind: 'against', version, contender: champion, isSameData: true };
  }
  const isSameData = judgement.heldBack.fingerprint === heldBack.fingerprint;
  return { kind: 'against', version, contender: judgement.model, isSameData };
}
