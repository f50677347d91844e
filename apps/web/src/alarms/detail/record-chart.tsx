import { type ReactElement, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Alert } from '../../api/index.js';
import { fixedText, shareText, valueText } from '../../charts/index.js';
import type { LaneLabel } from '../../charts/lane-drawing.js';
import { LanePlot, VALUE_AXIS_PX } from '../../charts/lane-plot.js';
import { qualityRuns, type Series, type SeriesColumn } from '../../charts/series-runs.js';
import { useDocumentTheme } from '../../charts/use-document-theme.js';
import { axisOf, extentOf, tickDigits } from '../../charts/value-range.js';
import { Failed } from '../../parts/index.js';
import { type Texts, useTexts } from '../../texts/index.js';
import { limitOf, type RecordRange } from './record.js';
import { NowAndFailure, Times } from './record-over.js';
import { useProbabilityRecord, useTagRecord } from './use-record.js';
import type { TagWords } from './use-tag-words.js';

const TAG_PX = 96;
const PROBABILITY_PX = 72;
/** All of it, with room for the labels at both ends. */
const WHOLE = { low: -0.08, high: 1.12 };
const NONE: readonly (number | null)[] = [];

interface RecordChartProps {
  readonly alert: Alert;
  /** Null: no tag speaks for the alert. */
  readonly tag: string | null;
  readonly words: TagWords | undefined;
  readonly range: RecordRange;
  readonly now: number;
}

/** The tag that speaks most, with the probability below it, over one time. */
export default function RecordChart({ alert, tag, words, range, now }: RecordChartProps): ReactElement {
  const [element, width] = useWidth();
  const wanted = { assetId: alert.assetId, range };
  const setValueTag = words?.setValueTag ?? null;
  const tags = [tag, setValueTag].filter((name) => name !== null);
  const record = useTagRecord(wanted, tags);
  const isPredicted = alert.origin !== 'rule';
  const said = useProbabilityRecord(wanted, isPredicted);
  const failed = [record, said].find(({ isError }) => isError);
  return (
    <div ref={element} className="record" style={{ ['--value-axis' as string]: `${VALUE_AXIS_PX}px` }}>
      {failed === undefined ? null : <Failed error={failed.error} onTryNow={() => void failed.refetch()} />}
      <div className="record-lanes">
        {tag === null || record.data === undefined ? null : (
          <TagLane alert={alert} tag={tag} words={words} series={record.data} range={range} width={width} />
        )}
        {said.data === undefined ? null : (
          <ProbabilityLane alert={alert} series={said.data} range={range} width={width} />
        )}
        <NowAndFailure alert={alert} range={range} now={now} />
      </div>
      <Times alert={alert} range={range} now={now} width={width - VALUE_AXIS_PX} />
    </div>
  );
}

interface LaneProps {
  readonly alert: Alert;
  readonly series: Series;
  readonly range: RecordRange;
  readonly width: number;
}

type TagLaneProps = LaneProps & { readonly tag: string; readonly words: TagWords | undefined };

function TagLane({ alert, tag, words, series, range, width }: TagLaneProps): ReactElement {
  const { t, language } = useTexts();
  const theme = useDocumentTheme();
  const column = columnOf(series, tag);
  const setValue = columnOf(series, words?.setValueTag ?? null);
  const lines = useMemo(
    () => [
      { look: 'value' as const, min: column?.min ?? NONE, max: column?.max ?? NONE },
      { look: 'set-value' as const, min: setValue?.last ?? NONE, max: setValue?.last ?? NONE },
    ],
    [column, setValue],
  );
  const quality = useMemo(() => (column === undefined ? [] : qualityRuns(series, column)), [series, column]);
  const limits = limitOf(alert, tag, range);
  const usual = alert.topFactors.find(({ feature }) => feature === tag)?.usual;
  const [low, high] = usual ?? [];
  const extent = extentOf(
    ...lines.flatMap(({ min, max }) => [min, max]),
    limits.map(({ at }) => at),
  );
  const measured = extentOf(column?.min ?? NONE, column?.max ?? NONE);
  const axis = axisOf(extent);
  const range10To90 = low === undefined || high === undefined ? null : { low, high };
  const newestSetValue = setValue?.last.findLast((each) => each !== null) ?? null;
  const labels = labelsOf({ alert, range, limits, setValue: newestSetValue, usual: range10To90 }, t);
  const unit = words?.unit ?? '';
  const name = words?.label ?? tag;
  return (
    <>
      <p className="record-name">{unit === '' ? name : t('alarms.record.name', { name, unit })}</p>
      <LanePlot
        label={
          measured === null
            ? t('alarms.record.nothing', { name })
            : t('alarms.record.sentence', {
                name,
                low: valueText(measured.low, unit, language),
                high: valueText(measured.high, unit, language),
              })
        }
        width={width}
        height={TAG_PX}
        range={range}
        axis={axis}
        timesMs={series.timesMs}
        lines={lines}
        limits={limits}
        usual={range10To90}
        quality={quality}
        labels={labels}
        tickText={(value) => fixedText(value, tickDigits(axis), language)}
        theme={theme}
      />
    </>
  );
}

interface Labelled {
  readonly alert: Alert;
  readonly range: RecordRange;
  readonly limits: ReturnType<typeof limitOf>;
  readonly setValue: number | null;
  readonly usual: { readonly low: number } | null;
}

/** A word at each line and band. */
function labelsOf({ alert, range, limits, setValue, usual }: Labelled, t: Texts['t']): LaneLabel[] {
  const begin = { timeMs: range.fromMs, align: 'start', colour: 'text-2' } as const;
  return [
    ...(setValue === null
      ? []
      : [
          {
            ...{ text: t('alarms.record.set-value'), at: setValue, side: 'above' as const },
            ...{ timeMs: range.endMs, align: 'end' as const, colour: 'text-2' },
          },
        ]),
    ...(usual === null
      ? []
      : [{ ...begin, text: t('alarms.record.usual'), at: usual.low, side: 'below' as const }]),
    ...limits.map(({ at, side }) => ({
      ...begin,
      text: t('alarms.record.limit', { priority: alert.severity }),
      at,
      side: side === 'low' ? ('below' as const) : ('above' as const),
      colour: `${alert.severity}-text`,
    })),
  ];
}

const columnOf = (series: Series, tag: string | null): SeriesColumn | undefined =>
  series.columns.find(({ name }) => name === tag);

function ProbabilityLane({ alert, series, range, width }: LaneProps): ReactElement {
  const { t, language } = useTexts();
  const theme = useDocumentTheme();
  const column = columnOf(series, 'probability');
  const threshold = thresholdOf(alert);
  const lines = useMemo(() => {
    const limit = series.timesMs.map(() => threshold);
    return [
      { look: 'probability' as const, min: column?.min ?? NONE, max: column?.max ?? NONE },
      { look: 'threshold' as const, min: limit, max: limit },
    ];
  }, [column, series.timesMs, threshold]);
  const newest = column?.last.findLast((value) => value !== null);
  const name =
    threshold === null
      ? t('alarms.record.probability')
      : t('alarms.record.probability-from', { share: shareText(threshold, language) });
  return (
    <>
      <p className="record-name predicted">{name}</p>
      <LanePlot
        label={
          newest == null
            ? t('alarms.record.nothing', { name })
            : t('alarms.record.probability-now', { name, share: shareText(newest, language) })
        }
        width={width}
        height={PROBABILITY_PX}
        range={range}
        axis={WHOLE}
        timesMs={series.timesMs}
        lines={lines}
        tickText={(value) => shareText(value, language)}
        theme={theme}
      />
    </>
  );
}

function thresholdOf({ causes }: Alert): number | null {
  for (const { facts } of causes) if (facts.type === 'prediction') return facts.probabilityMin;
  return null;
}

function useWidth() {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(380);
  useLayoutEffect(() => {
    const box = element.current;
    if (box === null) return undefined;
    const observer = new ResizeObserver(() => setWidth(box.clientWidth));
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  return [element, width] as const;
}
