import type { FigureDeclaration } from '@eagle/contracts/domain';
import type { ServiceFigure } from '@eagle/contracts/rest';
import { type FigureStep, joinedBuckets, joinedParts, quantileOf } from './figure-steps.js';

const SHARE = 0.99;
const DIGITS = 4;

type StepOf<Shape extends FigureDeclaration['shape']> = Extract<FigureStep, { readonly shape: Shape }>;

/**
 * One figure as it is shown.
 * @param steps  All that are kept, oldest first.
 * @param newest  How many of them count as now, for rates and p99.
 */
export function shownFigure(
  name: string,
  { shape, unit }: FigureDeclaration,
  steps: readonly FigureStep[],
  newest: number,
): ServiceFigure {
  const parts = shape === 'count' ? partsOf(steps) : [];
  return {
    ...{ name, shape, unit, parts },
    value: rounded(valueOf(shape, steps, newest)),
    past: steps.map((step) => rounded(pointOf(step))),
  };
}

function valueOf(
  shape: FigureDeclaration['shape'],
  steps: readonly FigureStep[],
  newest: number,
): number | null {
  // Where nobody answers now, what was last is no value of now.
  if (shape !== 'count' && (steps.at(-1) ?? null) === null) return null;
  const latest = steps.slice(-newest);
  switch (shape) {
    case 'rate':
      return meanOf(only('rate', latest).map(({ perSecond }) => perSecond));
    case 'p99':
      return quantileOf(joinedBuckets(only('p99', latest)), SHARE);
    case 'now':
      return pointOf(steps.at(-1) ?? null);
    case 'count': {
      const counts = only('count', steps);
      return counts.length === 0 ? null : sumOf(counts.map(({ parts }) => sumOf([...parts.values()])));
    }
  }
}

function pointOf(step: FigureStep): number | null {
  switch (step?.shape) {
    case undefined:
      return null;
    case 'rate':
      return step.perSecond;
    case 'count':
      return sumOf([...step.parts.values()]);
    case 'p99':
      return quantileOf(step, SHARE);
    case 'now':
      return step.value;
  }
}

function partsOf(steps: readonly FigureStep[]): ServiceFigure['parts'] {
  const sums = joinedParts(only('count', steps).map(({ parts }) => parts));
  return [...sums]
    .filter(([label, value]) => label !== '' && value > 0)
    .map(([label, value]) => ({ label, value }))
    .toSorted((a, b) => b.value - a.value || (a.label < b.label ? -1 : 1));
}

function only<Shape extends FigureDeclaration['shape']>(
  shape: Shape,
  steps: readonly FigureStep[],
): StepOf<Shape>[] {
  return steps.filter((step): step is StepOf<Shape> => step?.shape === shape);
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : sumOf(values) / values.length;

/** Four digits are more than a line or a column shows. */
const rounded = (value: number | null): number | null =>
  value === null ? null : Number(value.toPrecision(DIGITS));
