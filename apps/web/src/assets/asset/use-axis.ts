import { useEffect, useMemo, useState } from 'react';
import { panBy, type TimeRange, zoomAbout } from '../../charts/time-range.js';
import { useNow } from '../../time/index.js';
import { type Axis, axisAt, type AxisSearch, fixedSearch, type Span, stepMsOf } from './axis.js';

const READ_AFTER_MS = 150;
const CLOSER = 0.5;
const STEP = 0.25;

export interface AxisActions {
  readonly show: (range: TimeRange) => void;
  readonly follow: (span?: Span) => void;
  readonly zoom: (factor: number, atMs?: number) => void;
  readonly pan: (share: number) => void;
}

/** Puts another axis into the address, in the place of the former. */
export type ChangeAxis = (next: AxisSearch, replace: boolean) => void;

/** The time axis: the address holds its range, so that each moment has a link. */
export function useAxis(
  { from, to, span }: AxisSearch,
  change: ChangeAxis,
): { readonly axis: Axis; readonly actions: AxisActions; readonly now: number } {
  const step = axisAt({ ...(span === undefined ? {} : { span }) }, 0).following ?? '2h';
  const now = useNow(stepMsOf(step));
  const fixed = from !== undefined && to !== undefined;
  const at = fixed ? 0 : now;
  const axis = useMemo(
    () =>
      axisAt(
        {
          ...(from === undefined ? {} : { from }),
          ...(to === undefined ? {} : { to }),
          ...(span === undefined ? {} : { span }),
        },
        at,
      ),
    [from, to, span, at],
  );
  const actions = useMemo((): AxisActions => {
    const show = (range: TimeRange): void => change(fixedSearch(range), true);
    return {
      show,
      follow: (next = span) => change(next === undefined ? {} : { span: next }, false),
      zoom: (factor, atMs) =>
        show(zoomAbout(axis.range, atMs ?? (axis.range.fromMs + axis.range.toMs) / 2, factor)),
      pan: (share) => show(panBy(axis.range, share)),
    };
  }, [change, span, axis.range]);
  useAxisKeys(actions);
  return { axis, actions, now };
}

/** The axis after it has come to rest: a range that is passed through is not read. */
export function useRestingAxis(axis: Axis): Axis {
  const [resting, setResting] = useState(axis);
  useEffect(() => {
    const timer = setTimeout(() => setResting(axis), READ_AFTER_MS);
    return () => clearTimeout(timer);
  }, [axis]);
  return axis.following === null ? resting : axis;
}

/** Single keys work where no field has the focus. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;

function useAxisKeys(actions: AxisActions): void {
  useEffect(() => {
    const keys: Readonly<Record<string, () => void>> = {
      '+': () => actions.zoom(CLOSER),
      '-': () => actions.zoom(1 / CLOSER),
      ArrowLeft: () => actions.pan(-STEP),
      ArrowRight: () => actions.pan(STEP),
      l: () => actions.follow(),
    };
    const onKey = (event: KeyboardEvent): void => {
      const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (act === undefined || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey)
        return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [actions]);
}
