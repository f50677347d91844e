import { Link } from '@tanstack/react-router';
import { type ReactElement, useMemo, useState } from 'react';
import type { UsualRange } from '../../charts/lane-drawing.js';
import { LanePlot } from '../../charts/lane-plot.js';
import { limitBands } from '../../charts/limit-bands.js';
import { useDocumentTheme } from '../../charts/use-document-theme.js';
import { qualityRuns, type Series } from '../../charts/series-runs.js';
import type { TimeRange } from '../../charts/time-range.js';
import { extentOf, steadyAxis, type ValueRange } from '../../charts/value-range.js';
import { numberText, valueText } from '../../charts/index.js';
import { useTexts } from '../../texts/index.js';
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
  const { t, language } = useTexts();
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
        tickText={(value) => numberText(value, language)}
        theme={theme}
      />
    </LaneRow>
  );

  function setValueNote(): string[] {
    const value = setValue?.last.findLast((each) => each !== null);
    if (setValueTag === null) return [];
    return value == null ? [] : [t('assets.lane.set-value', { value: numberText(value, language) })];
  }

  function qualityNotes(): string[] {
    return [...new Set(quality.map((run) => run.quality))].map((each) => t(`assets.quality.${each}`));
  }
}

/** The axis stays while everything fits, so that it does not jump while values come. */
function useSteadyAxis(extent: ValueRange | null): ValueRange {
  const [kept, setKept] = useState<ValueRange | null>(null);
  const next = steadyAxis(kept, extent);
  if (kept?.low !== next.low || kept.high !== next.high) setKept(next);
  return kept ?? next;
}
