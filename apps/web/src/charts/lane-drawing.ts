import type uPlot from 'uplot';
import type { QualityRun } from './series-runs.js';
import type { TimeRange } from './time-range.js';

/** Colours of the theme, read once for a drawing: a canvas knows no variables. */
export type ColourOf = (token: string) => string;

export function coloursOf(element: Element): ColourOf {
  const style = getComputedStyle(element);
  return (token) => style.getPropertyValue(`--${token}`).trim();
}

/** A stretch of the axis from a limit outward. */
export interface LimitBand extends TimeRange {
  readonly side: 'high' | 'low';
  readonly at: number;
  readonly tint: string;
  readonly edge: string;
}

/** A range that values usually lie in. */
export interface UsualRange {
  readonly low: number;
  readonly high: number;
}

/** A word at a line of the plot. */
export interface LaneLabel {
  readonly text: string;
  /** On the value axis. */
  readonly at: number;
  readonly side: 'above' | 'below';
  /** Where it begins; with `align: 'end'` where it ends. */
  readonly timeMs: number;
  readonly align: 'start' | 'end';
  /** Token of its colour. */
  readonly colour: string;
}

interface Place {
  readonly context: CanvasRenderingContext2D;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly x: (timeMs: number) => number;
  readonly y: (value: number) => number;
}

function placeOf(plot: uPlot): Place {
  const { left, top, width, height } = plot.bbox;
  const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
  return {
    context: plot.ctx,
    left,
    top,
    right: left + width,
    bottom: top + height,
    x: (timeMs) => clamp(plot.valToPos(timeMs, 'x', true), left, left + width),
    y: (value) => clamp(plot.valToPos(value, 'y', true), top, top + height),
  };
}

export function drawUsual(plot: uPlot, { low, high }: UsualRange, colour: ColourOf): void {
  const { context, left, right, y } = placeOf(plot);
  context.fillStyle = colour('chart-usual');
  context.fillRect(left, y(high), right - left, y(low) - y(high));
}

/** Bands in the tint of their priority, with a dotted edge. */
export function drawLimits(plot: uPlot, bands: readonly LimitBand[], colour: ColourOf): void {
  const { context, top, bottom, x, y } = placeOf(plot);
  context.save();
  context.setLineDash([1 * devicePixelRatio, 3 * devicePixelRatio]);
  context.lineWidth = devicePixelRatio;
  for (const { side, at, fromMs, toMs, tint, edge } of bands) {
    const [from, to, limit] = [x(fromMs), x(toMs), y(at)];
    if (to <= from) continue;
    context.fillStyle = colour(tint);
    if (side === 'high') context.fillRect(from, top, to - from, limit - top);
    else context.fillRect(from, limit, to - from, bottom - limit);
    if (limit <= top || limit >= bottom) continue;
    context.strokeStyle = colour(edge);
    context.beginPath();
    context.moveTo(from, limit);
    context.lineTo(to, limit);
    context.stroke();
  }
  context.restore();
}

const LABEL_PX = 11;
const LABEL_GAP_PX = 4;

/** Words at lines and bands: no colour says alone what it means. */
export function drawLabels(plot: uPlot, labels: readonly LaneLabel[], colour: ColourOf): void {
  const { context, top, bottom, x } = placeOf(plot);
  context.save();
  context.font = `${LABEL_PX * devicePixelRatio}px "Inter Variable", system-ui, sans-serif`;
  context.lineWidth = 3 * devicePixelRatio;
  context.lineJoin = 'round';
  context.strokeStyle = colour('surface-2');
  for (const { text, at, side, timeMs, align, colour: token } of labels) {
    const gap = LABEL_GAP_PX * devicePixelRatio;
    const height = LABEL_PX * devicePixelRatio * 0.8;
    const line = plot.valToPos(at, 'y', true);
    if (line < top || line > bottom) continue;
    const [above, below] = [line - gap, line + gap + height];
    // At the edge of the lane the word stands on the other side of its line.
    const isAbove = side === 'above' ? above - height >= top : below > bottom;
    const y = isAbove ? above : below;
    context.textAlign = align === 'start' ? 'left' : 'right';
    const from = x(timeMs) + (align === 'start' ? gap : -gap);
    context.strokeText(text, from, y);
    context.fillStyle = colour(token);
    context.fillText(text, from, y);
  }
  context.restore();
}

const PATTERN_PX = 6;

/** Missing: 45° hatch. Frozen: horizontal. Out of range: vertical. Stale: dots. Never a colour. */
export function drawQuality(plot: uPlot, runs: readonly QualityRun[], colour: ColourOf): void {
  const place = placeOf(plot);
  const { context, top, bottom, x } = place;
  for (const { quality, fromMs, toMs } of runs) {
    const from = x(fromMs);
    const to = Math.max(x(toMs), from + devicePixelRatio);
    if (to <= place.left || from >= place.right) continue;
    context.save();
    context.beginPath();
    context.rect(from, top, to - from, bottom - top);
    context.clip();
    context.strokeStyle = colour('quality-mark');
    context.fillStyle = colour('quality-mark');
    context.globalAlpha = 0.55;
    context.lineWidth = devicePixelRatio;
    fillPattern(place, quality, from, to);
    context.restore();
  }
}

function fillPattern(place: Place, quality: QualityRun['quality'], from: number, to: number): void {
  const { context, top, bottom } = place;
  const step = PATTERN_PX * devicePixelRatio;
  const height = bottom - top;
  context.beginPath();
  switch (quality) {
    case 'missing':
      for (let at = Math.floor(from / step) * step - height; at < to; at += step) {
        context.moveTo(at, bottom);
        context.lineTo(at + height, top);
      }
      break;
    case 'frozen':
      for (let at = top; at < bottom; at += step) {
        context.moveTo(from, at);
        context.lineTo(to, at);
      }
      break;
    case 'outOfRange':
      for (let at = Math.floor(from / step) * step; at < to; at += step) {
        context.moveTo(at, top);
        context.lineTo(at, bottom);
      }
      break;
    case 'stale':
      for (let left = Math.floor(from / step) * step; left < to; left += step) {
        for (let at = top; at < bottom; at += step)
          context.rect(left, at, devicePixelRatio, devicePixelRatio);
      }
      break;
  }
  context.stroke();
}
