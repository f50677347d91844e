import { numberOf } from '../reading/sampled-column.js';
import type { Signal } from '../reading/signals.js';
import {
  failingPartOf,
  isFailureName,
  isLimitName,
  isSetValueName,
  isSpareName,
  stemOf,
  unitOfName,
} from './name-meaning.js';
import { distinctNames, labelOf, tagNameOf } from './names.js';
import type { Choice } from './roles.js';
import type { Template } from './template.js';

/** Why a signal is proposed so, or why somebody must decide. */
export type Finding =
  | { readonly kind: 'mapped' | 'of-template' | 'empty' | 'no-numbers' | 'spare' | 'standing' | 'only-zeros' }
  | { readonly kind: 'failure-name' | 'limit-name' | 'set-value-name' | 'whole-numbers' | 'constant' }
  | { readonly kind: 'same-as'; readonly source: string; readonly share: number }
  | { readonly kind: 'unit-name'; readonly unit: string };

export interface Proposal extends Choice {
  readonly source: string;
  /** Tag of the set value that it follows; null: none. */
  readonly setValueTag: string | null;
  readonly type: 'number' | 'boolean';
  readonly findings: readonly Finding[];
  /** Nobody but a person knows. */
  readonly isOpen: boolean;
}

/** Signals with equal cells in so many rows are one measurement, recorded twice. */
const SAME_SHARE_MIN = 0.99;
const ROWS_TO_COMPARE_MIN = 10;
/** More are not compared with each other: it takes a step for each pair and row. */
const COMPARED_MAX = 120;

/** A proposal for every signal, in the order given. */
export function proposalsFor(signals: readonly Signal[], template: Template | null): Proposal[] {
  const facts = signals.map(factsOf);
  const twins = twinsOf(facts);
  const drafts = facts.map((each) => proposalOf(each, twins.get(each.signal.source) ?? null, template));
  const tags = distinctNames(drafts.map(({ tag }) => tag));
  const named = drafts.map((draft, at) => ({ ...draft, tag: tags[at] ?? draft.tag }));
  return named.map((proposal) => ({ ...proposal, setValueTag: setValueOf(proposal, named) }));
}

/** The set value with the same stem. */
function setValueOf({ role, source }: Proposal, all: readonly Proposal[]): string | null {
  if (role !== 'present-value') return null;
  const stem = stemOf(source);
  return all.find((other) => other.role === 'set-value' && stemOf(other.source) === stem)?.tag ?? null;
}

interface Facts {
  readonly signal: Signal;
  /** Numbers of all cells; NaN where a cell is none. */
  readonly values: readonly number[];
  readonly given: number;
  readonly isNumeric: boolean;
  readonly isBinary: boolean;
  readonly distinct: number;
}

function factsOf(signal: Signal): Facts {
  const { cells } = signal;
  const values = cells.map((cell) => (cell === null ? NaN : numberOf(cell)));
  const given = cells.filter((cell) => cell !== null).length;
  const numbers = values.filter((value) => !Number.isNaN(value));
  return {
    ...{ signal, values, given },
    isNumeric: given > 0 && numbers.length === given,
    isBinary:
      given > 0 && (signal.type === 'boolean' || numbers.every((value) => value === 0 || value === 1)),
    distinct: new Set(numbers).size,
  };
}

function proposalOf(facts: Facts, twin: Finding | null, template: Template | null): Proposal {
  const { source } = facts.signal;
  const known = template?.tagOf(source) ?? null;
  const common = { source, setValueTag: null, unit: '', component: '', isOpen: false } as const;
  const named = { tag: tagNameOf(source), label: labelOf(source) };
  if (known !== null) return { ...common, ...known, findings: [{ kind: 'of-template' }] };
  if (facts.given === 0 || isSpareName(source)) {
    const kind = facts.given === 0 ? 'empty' : 'spare';
    return { ...common, ...named, role: 'left-out', type: 'number', findings: [{ kind }] };
  }
  if (!facts.isNumeric) {
    return { ...common, ...named, role: 'left-out', type: 'number', findings: [{ kind: 'no-numbers' }] };
  }
  const proposal = facts.isBinary ? flagOf(facts) : numberOfPlant(facts);
  const merged = { ...common, ...named, ...proposal };
  return twin === null ? merged : { ...merged, findings: [twin, ...merged.findings], isOpen: true };
}

type Judged = Pick<Proposal, 'role' | 'type' | 'findings'> & Partial<Choice & { readonly isOpen: boolean }>;

function flagOf({ signal, distinct, values }: Facts): Judged {
  const { source, type } = signal;
  const isStanding = distinct === 1 && values.some((value) => value === 1);
  const standing: readonly Finding[] = isStanding ? [{ kind: 'standing' }] : [];
  if (isFailureName(source)) {
    const component = tagNameOf(failingPartOf(source), '-');
    const findings: readonly Finding[] = [...standing, { kind: 'failure-name' }];
    return { role: 'failure', type: 'boolean', component, findings, isOpen: isStanding };
  }
  if (isLimitName(source)) {
    return { role: 'limit-flag', type: 'boolean', findings: [...standing, { kind: 'limit-name' }] };
  }
  // A number that was 0 all the time may be a flag, or a measurement of something that stands.
  const isUnclear = type !== 'boolean' && distinct === 1 && !isStanding;
  const findings: readonly Finding[] = isUnclear ? [{ kind: 'only-zeros' }] : standing;
  return { role: 'flag', type: 'boolean', findings, isOpen: isUnclear || isStanding };
}

function numberOfPlant({ signal, values, distinct }: Facts): Judged {
  const { source } = signal;
  const unit = unitOfName(source);
  const isSetValue = isSetValueName(source);
  const findings: Finding[] = [];
  if (isSetValue) findings.push({ kind: 'set-value-name' });
  if (unit !== null) findings.push({ kind: 'unit-name', unit });
  if (!isSetValue && distinct === 1) findings.push({ kind: 'constant' });
  else if (!isSetValue && isWhole(values)) findings.push({ kind: 'whole-numbers' });
  return {
    role: isSetValue ? 'set-value' : 'present-value',
    type: 'number',
    findings,
    ...(unit === null ? {} : { unit }),
  };
}

const isWhole = (values: readonly number[]): boolean =>
  values.every((value) => Number.isNaN(value) || Number.isInteger(value));

/** Of each signal that repeats an earlier one: which, and in how many of their rows. */
function twinsOf(facts: readonly Facts[]): Map<string, Finding> {
  const varying = facts
    .filter(({ isNumeric, isBinary, distinct }) => isNumeric && !isBinary && distinct > 1)
    .slice(0, COMPARED_MAX);
  const twins = new Map<string, Finding>();
  varying.forEach((later, at) => {
    for (const earlier of varying.slice(0, at)) {
      const share = sameShare(earlier.values, later.values);
      if (share < SAME_SHARE_MIN || isSetValueName(earlier.signal.source)) continue;
      twins.set(later.signal.source, { kind: 'same-as', source: earlier.signal.source, share });
      return;
    }
  });
  return twins;
}

/** Share of the rows with both values in which they are equal; 0 where there are too few rows. */
function sameShare(one: readonly number[], other: readonly number[]): number {
  if (one.length !== other.length) return 0;
  let [both, equal] = [0, 0];
  for (let at = 0; at < one.length; at += 1) {
    const [a, b] = [one[at] ?? NaN, other[at] ?? NaN];
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    both += 1;
    if (a === b) equal += 1;
  }
  return both < ROWS_TO_COMPARE_MIN ? 0 : equal / both;
}
