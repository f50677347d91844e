import { Link } from '@tanstack/react-router';
import { type ReactElement, useMemo, useState } from 'react';
import type { LaneLabel, UsualRange } from '../../charts/lane-drawing.js';
import { LanePlot } from '../../charts/lane-plot.js';
import { type Limit, limitBands } from '../../charts/limit-bands.js';
import { useDocumentTheme } from '../../charts/use-document-theme.js';
import { qualityRuns, type Series } from '../../charts/series-runs.js';
import type { TimeRange } from '../../charts/time-range.js';
import { extentOf, steadyAxis, tickDigits, type ValueRange } from '../../charts/value-range.js';
import { fixedText, numberText, valueText } from '../../charts/index.js';
import { type Texts, useTexts } from '../../texts/index.js';
import { usePlantTime } from '../../time/index.js';
import type { AxisSearch } from './axis.js';
import type { Lane } from './lane.js';
import { LaneRow } from './lane-row.js';

const NONE: readonly (number | null)[] = [];

interface SignalLaneProps {
  readonly assetId: string;
  /** The range, for the page of the tag. */
  readonly search: AxisSearch;
  readonly lane: Lane;
  readonly series: Series;
  readonly range: TimeRange;
  readonly usual: UsualRange | null;
  readonly width: number;
  readonly height: number;
}

/** A tag with its set value, its limits, its usual range, and where its values are not good. */
export function SignalLane({
  assetId,
  search,
  lane,
  series,
  range,
  usual,
  width,
  height,
}: SignalLaneProps): ReactElement {
  const texts = useTexts();
  const { t, language } = texts;
  const plantTime = usePlantTime();
  const theme = useDocumentTheme();
  const { tag, name, setValueTag } = lane;
  const column = series.columns.find((each) => each.name === tag.tag);
  const setValue = series.columns.find((each) => each.name === setValueTag);
  const quality = useMemo(() => (column === undefined ? [] : qualityRuns(series, column)), [series, column]);
  const limits = useMemo(
    () => limitBands(lane.limits, series.timesMs, setValue?.last ?? NONE, range),
    [lane.limits, series.timesMs, setValue, range],
  );
  const lines = useMemo(
    () => [
      { look: 'value' as const, min: column?.min ?? NONE, max: column?.max ?? NONE },
      ...(setValue === undefined
        ? []
        : [{ look: 'set-value' as const, min: setValue.last, max: setValue.last }]),
    ],
    [column, setValue],
  );
  const shownExtent = useMemo(() => extentOf(...lines.flatMap(({ min, max }) => [min, max])), [lines]);
  const axis = useSteadyAxis(shownExtent);
  const setNow = setValue?.last.findLast((value) => value !== null) ?? null;
  const labels = useMemo(
    () =>
      lane.limits.flatMap((limit) => labelOf(limit, { setNow, unit: tag.unit, fromMs: range.fromMs }, texts)),
    [lane.limits, setNow, tag.unit, range.fromMs, texts],
  );
  const newest = column?.last.findLast((value) => value !== null) ?? null;
  const extent = extentOf(column?.min ?? NONE, column?.max ?? NONE);
  const label =
    extent === null
      ? t('assets.lane.nothing', { name })
      : t('assets.lane.sentence', {
          name,
          from: plantTime.iso(range.fromMs),
          to: plantTime.iso(range.toMs),
          low: valueText(extent.low, tag.unit, language),
          high: valueText(extent.high, tag.unit, language),
        });
  return (
    <LaneRow
      name={name}
      link={
        <Link
          to="/assets/$assetId/tags/$tag"
          params={{ assetId, tag: tag.tag }}
          search={search}
          className="quiet-link"
        >
          {name}
        </Link>
      }
      value={newest === null ? '' : valueText(newest, tag.unit, language)}
      notes={[...setValueNote(), ...qualityNotes()]}
    >
      <LanePlot
        label={label}
        width={width}
        height={height}
        range={range}
        axis={axis}
        timesMs={series.timesMs}
        lines={lines}
        limits={limits}
        usual={usual}
        quality={quality}
        labels={labels}
        tickText={(value) => fixedText(value, tickDigits(axis), language)}
        theme={theme}
      />
    </LaneRow>
  );

  function setValueNote(): string[] {
    if (setValueTag === null || setNow === null) return [];
    return [t('assets.lane.set-value', { value: numberText(setNow, language) })];
  }

  function qualityNotes(): string[] {
    return [...new Set(quality.map((run) => run.quality))].map((each) => t(`assets.quality.${each}`));
  }
}

interface Where {
  readonly setNow: number | null;
  readonly unit: string;
  readonly fromMs: number;
}

/** A word at each limit: no colour says alone what it means. */
function labelOf(
  { severity, side, at, isFromSetValue }: Limit,
  { setNow, unit, fromMs }: Where,
  { t, language }: Texts,
): LaneLabel[] {
  if (isFromSetValue && setNow === null) return [];
  const text = isFromSetValue
    ? t(`assets.lane.limit-from-set-value.${side}`, {
        priority: severity,
        distance: valueText(Math.abs(at), unit, language),
      })
    : t(`assets.lane.limit.${side}`, { priority: severity, value: numberText(at, language) });
  return [
    {
      text,
      at: isFromSetValue ? (setNow ?? 0) + at : at,
      side: side === 'high' ? 'above' : 'below',
      timeMs: fromMs,
      align: 'start',
      colour: `${severity}-text`,
    },
  ];
}

/** The axis stays while everything fits, so that it does not jump while values come. */
function useSteadyAxis(extent: ValueRange | null): ValueRange {
  const [kept, setKept] = useState<ValueRange | null>(null);
  const next = steadyAxis(kept, extent);
  if (kept?.low !== next.low || kept.high !== next.high) setKept(next);
  return kept ?? next;
}
