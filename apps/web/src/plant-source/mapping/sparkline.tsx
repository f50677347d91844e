import type { ReactElement } from 'react';

const WIDTH = 84;
const HEIGHT = 22;
const MARGIN = 3;

interface SparklineProps {
  /** Oldest first; NaN or null where a value is missing: the line has a gap there. */
  readonly values: readonly (number | null)[];
}

/** The course of a signal, without an axis: whether it moves, steps or stands. */
export function Sparkline({ values }: SparklineProps): ReactElement {
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden="true" className="onboarding-spark">
      <path className="pv" d={pathOf(values)} />
    </svg>
  );
}

export function pathOf(values: readonly (number | null)[]): string {
  const numbers = values.filter((value): value is number => value !== null && !Number.isNaN(value));
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const stepPx = WIDTH / Math.max(1, values.length - 1);
  const yOf = (value: number): number =>
    high === low ? HEIGHT / 2 : MARGIN + ((HEIGHT - 2 * MARGIN) * (high - value)) / (high - low);
  let isDown = false;
  return values
    .map((value, at) => {
      const isThere = value !== null && !Number.isNaN(value);
      const command = !isThere
        ? ''
        : `${isDown ? 'L' : 'M'}${(at * stepPx).toFixed(1)},${yOf(value).toFixed(1)}`;
      isDown = isThere;
      return command;
    })
    .join('');
}
