import { type ReactElement, useEffect, useRef } from 'react';
import uPlot from 'uplot';
import {
  coloursOf,
  drawLabels,
  drawLimits,
  drawQuality,
  drawUsual,
  type LaneLabel,
  type LimitBand,
  type UsualRange,
} from './lane-drawing.js';
import type { QualityRun } from './series-runs.js';
import type { TimeRange } from './time-range.js';
import { type ValueRange, valueTicks } from './value-range.js';

type Numbers = readonly (number | null)[];

export interface PlotLine {
  readonly look: 'value' | 'set-value' | 'probability' | 'threshold';
  /** Lowest and highest of each point; the same list where a point is one value. */
  readonly min: Numbers;
  readonly max: Numbers;
}

export interface LanePlotProps {
  /** The sentence that says what is drawn. */
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly range: TimeRange;
  readonly axis: ValueRange;
  readonly timesMs: readonly number[];
  readonly lines: readonly PlotLine[];
  readonly limits?: readonly LimitBand[];
  readonly usual?: UsualRange | null;
  readonly quality?: readonly QualityRun[];
  readonly labels?: readonly LaneLabel[];
  readonly tickText: (value: number) => string;
  /** The plot is drawn anew with the colours of another theme. */
  readonly theme: string;
}

/** Room of the labels of the value axis. */
export const VALUE_AXIS_PX = 46;

const COLOURS = {
  value: 'chart-1',
  'set-value': 'chart-set-value',
  probability: 'predictive',
  threshold: 'predictive',
} as const;
const DASHES: Readonly<Record<PlotLine['look'], number[] | undefined>> = {
  value: undefined,
  probability: undefined,
  'set-value': [6, 4],
  threshold: [1, 3],
};

/** One lane of the time axis, on a canvas. */
export function LanePlot(props: LanePlotProps): ReactElement {
  const element = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  // What the hooks of the plot read: they live longer than one drawing of React.
  const shown = useRef(props);
  const { width, height, range, axis, timesMs, lines, limits, usual, quality, labels, theme, label } = props;
  const shape = lines.map(({ look }) => look).join();
  useEffect(() => {
    shown.current = props;
  });
  useEffect(() => {
    if (element.current === null) return undefined;
    const made = new uPlot(optionsOf(element.current, shown), dataOf(shown.current), element.current);
    plot.current = made;
    return () => {
      made.destroy();
      plot.current = null;
    };
  }, [shape, theme]);
  useEffect(() => plot.current?.setSize({ width, height }), [width, height]);
  useEffect(() => {
    // Scales come from the range and the axis, by their own functions.
    plot.current?.setData(dataOf(shown.current), true);
  }, [range, axis, timesMs, lines, limits, usual, quality, labels]);
  return <div ref={element} role="img" aria-label={label} className="lane-plot" />;
}

function dataOf({ timesMs, lines }: LanePlotProps): uPlot.AlignedData {
  return [[...timesMs], ...lines.flatMap(({ min, max }) => [[...max], [...min]])];
}

function optionsOf(element: Element, shown: { readonly current: LanePlotProps }): uPlot.Options {
  const colour = coloursOf(element);
  const { width, height, lines } = shown.current;
  return {
    width,
    height,
    padding: [4, 0, 4, 0],
    cursor: { show: false },
    legend: { show: false },
    scales: {
      x: { time: false, range: () => [shown.current.range.fromMs, shown.current.range.toMs] },
      y: { range: () => [shown.current.axis.low, shown.current.axis.high] },
    },
    axes: [
      { show: false },
      {
        size: VALUE_AXIS_PX,
        gap: 6,
        font: '11px "Inter Variable", system-ui, sans-serif',
        stroke: colour('chart-axis'),
        grid: { stroke: colour('chart-grid'), width: 1 },
        ticks: { show: false },
        splits: () => valueTicks(shown.current.axis),
        values: (_, splits) => splits.map((value) => shown.current.tickText(value)),
      },
    ],
    series: [{}, ...lines.flatMap((line) => seriesOf(line, colour))],
    bands: lines.map((line, at) => ({
      series: [2 * at + 1, 2 * at + 2],
      fill: colour(COLOURS[line.look]),
    })),
    hooks: {
      drawClear: [
        (plot) => {
          const { usual, limits } = shown.current;
          if (usual != null) drawUsual(plot, usual, colour);
          drawLimits(plot, limits ?? [], colour);
        },
      ],
      draw: [
        (plot) => {
          drawQuality(plot, shown.current.quality ?? [], colour);
          drawLabels(plot, shown.current.labels ?? [], colour);
        },
      ],
    },
  };
}

/** A line for the highest and one for the lowest: a spike of one scan is seen at any zoom. */
function seriesOf({ look }: PlotLine, colour: ReturnType<typeof coloursOf>): uPlot.Series[] {
  const dash = DASHES[look];
  const isStepped = look === 'set-value' || look === 'threshold';
  const stepped = isStepped ? uPlot.paths.stepped?.({ align: 1 }) : undefined;
  const one: uPlot.Series = {
    stroke: colour(COLOURS[look]),
    width: look === 'value' || look === 'probability' ? 1.35 : 1.2,
    points: { show: false },
    spanGaps: false,
    ...(dash === undefined ? {} : { dash }),
    ...(stepped === undefined ? {} : { paths: stepped }),
  };
  return [one, one];
}
