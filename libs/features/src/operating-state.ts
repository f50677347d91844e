import { AppError, type Condition, type OperatingStateDefinition } from '@eagle/contracts/domain';
import type { TagTable } from './tag-table.js';

/** Operating states of one organization, ready to judge scans. */
export interface OperatingStates {
  /** Distinct names; index 0 is `unknown`, which holds when no definition matches. */
  readonly stateNames: readonly string[];
  /**
   * Index into `stateNames` for one scan's values (in tag table order, NaN = missing). First
   * matching definition wins.
   */
  stateOf(values: Float64Array): number;
}

interface CompiledCondition {
  readonly position: number;
  readonly minusPosition: number;
  readonly absolute: boolean;
  readonly op: Condition['op'];
  readonly value: number;
}

/**
 * Prepares the definitions for judging rows without any lookup by name.
 * @throws AppError `FEATURES.TAG_UNKNOWN` (invalid) when a condition names a tag that the
 * organization does not have.
 */
export function compileOperatingStates(
  definitions: readonly OperatingStateDefinition[],
  table: TagTable,
): OperatingStates {
  const stateNames = ['unknown', ...new Set(definitions.map((definition) => definition.state))];
  const compiled = definitions.map((definition) => ({
    index: stateNames.lastIndexOf(definition.state),
    all: definition.all.map((condition) => compile(condition, definition.state, table)),
  }));
  return {
    stateNames,
    stateOf: (values) => compiled.find(({ all }) => all.every((c) => holds(c, values)))?.index ?? 0,
  };
}

/**
 * For each state whether predictions are left out in it.
 * @param predictInStates  `settings.predictInStates`; empty means that predictions are meant in
 * every state.
 */
export function excludedStates(
  stateNames: readonly string[],
  predictInStates: readonly string[],
): readonly boolean[] {
  return stateNames.map((name) => predictInStates.length > 0 && !predictInStates.includes(name));
}

function compile(condition: Condition, state: string, table: TagTable): CompiledCondition {
  const find = (name: string): number => {
    const position = table.indexOf(name);
    if (position >= 0) return position;
    throw new AppError(
      'FEATURES.TAG_UNKNOWN',
      `Operating state "${state}" asks for tag "${name}", which the organization does not have.`,
      { state, tag: name },
    );
  };
  return {
    position: find(condition.tag),
    minusPosition: condition.minusTag === null ? -1 : find(condition.minusTag),
    absolute: condition.absolute,
    op: condition.op,
    value: condition.value,
  };
}

function holds(condition: CompiledCondition, values: Float64Array): boolean {
  let value = values[condition.position] ?? NaN;
  if (condition.minusPosition >= 0) value -= values[condition.minusPosition] ?? NaN;
  if (Number.isNaN(value)) return false;
  if (condition.absolute) value = Math.abs(value);
  switch (condition.op) {
    case '>':
      return value > condition.value;
    case '>=':
      return value >= condition.value;
    case '<':
      return value < condition.value;
    case '<=':
      return value <= condition.value;
    case '==':
      return value === condition.value;
    case '!=':
      return value !== condition.value;
  }
}
