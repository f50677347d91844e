type Values = readonly (number | null)[];

export interface Box {
  readonly width: number;
  readonly height: number;
}

const MARGIN = 2;

/** Where a value stands; a course of fewer values than `slots` ends at the right all the same. */
function places({ width, height }: Box, values: Values, slots: number) {
  const stepPx = width / Math.max(1, slots - 1);
  const first = slots - values.length;
  const high = Math.max(...values.map((value) => value ?? 0), 0);
  return {
    x: (at: number): number => (first + at) * stepPx,
    y: (value: number): number =>
      high === 0 ? height - MARGIN : height - MARGIN - ((height - 2 * MARGIN) * Math.max(0, value)) / high,
    stepPx,
  };
}

/** A line from an honest zero; it is broken where there is no value. */
export function coursePath(values: Values, slots: number, box: Box): string {
  const { x, y } = places(box, values, slots);
  let isDown = false;
  return values
    .map((value, at) => {
      const command = value === null ? '' : `${isDown ? 'L' : 'M'}${x(at).toFixed(1)},${y(value).toFixed(1)}`;
      // A value between two gaps is a point.
      const isAlone = !isDown && (values[at + 1] ?? null) === null;
      isDown = value !== null;
      return command === '' ? '' : isAlone ? `${command}h0.1` : command;
    })
    .join('');
}

export interface Gap {
  readonly x: number;
  readonly width: number;
}

/** Stretches without a value after the first one: before it, nothing is known of them. */
export function gapsOf(values: Values, slots: number, box: Box): Gap[] {
  const { x, stepPx } = places(box, values, slots);
  const first = values.findIndex((value) => value !== null);
  const gaps: Gap[] = [];
  let begin: number | null = null;
  for (let at = Math.max(0, first); at <= values.length; at += 1) {
    const isGap = at < values.length && values[at] === null;
    if (isGap) begin ??= at;
    else if (begin !== null) {
      const left = Math.max(0, x(begin) - stepPx / 2);
      gaps.push({ x: left, width: Math.min(box.width, x(at) - stepPx / 2) - left });
      begin = null;
    }
  }
  return first < 0 ? [] : gaps;
}
