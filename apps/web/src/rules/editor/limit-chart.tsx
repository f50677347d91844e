import { type ReactElement, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { numberText, valueText } from '../../charts/index.js';
import { LanePlot, VALUE_AXIS_PX } from '../../charts/lane-plot.js';
import { limitBands } from '../../charts/limit-bands.js';
import { qualityRuns, type Series } from '../../charts/series-runs.js';
import type { TimeRange } from '../../charts/time-range.js';
import { TimeScale } from '../../charts/time-scale.js';
import { useDocumentTheme } from '../../charts/use-document-theme.js';
import { axisOf, extentOf, type ValueRange } from '../../charts/value-range.js';
import { limitsOfRule, type Rule, type TagWords } from '../../rule-words/index.js';
import { useTexts } from '../../texts/index.js';
import { limitsInSight } from './distance.js';

const HEIGHT_PX = 150;
const NONE: readonly (number | null)[] = [];

interface LimitChartProps {
  readonly rule: Extract<Rule, { readonly type: 'limit' | 'deviation' | 'flag' }>;
  readonly words: TagWords;
  readonly series: Series;
  readonly range: TimeRange;
}

/** The last day of the tag that a rule judges, with its limits as bands. */
export default function LimitChart({ rule, words, series, range }: LimitChartProps): ReactElement {
  const { t, language } = useTexts();
  const theme = useDocumentTheme();
  const [element, width] = useWidth();
  const column = series.columns.find(({ name }) => name === rule.tag);
  const setValues =
    rule.type === 'deviation'
      ? (series.columns.find(({ name }) => name === rule.setValueTag)?.last ?? NONE)
      : NONE;
  const limits = useMemo(
    () => limitBands(limitsOfRule(rule), series.timesMs, setValues, range),
    [rule, series.timesMs, setValues, range],
  );
  const lines = useMemo(
    () => [
      { look: 'value' as const, min: column?.min ?? NONE, max: column?.max ?? NONE },
      ...(setValues.length === 0 ? [] : [{ look: 'set-value' as const, min: setValues, max: setValues }]),
    ],
    [column, setValues],
  );
  const quality = useMemo(() => (column === undefined ? [] : qualityRuns(series, column)), [series, column]);
  const values = extentOf(column?.min ?? NONE, column?.max ?? NONE);
  const drawn = extentOf(...lines.flatMap(({ min, max }) => [min, max]));
  const axis = axisOf(extentOf(...ends(drawn), limitsInSight(drawn, limits)));
  const name = words.label === '' ? rule.tag : words.label;
  const label =
    values === null
      ? t('rules.chart.nothing', { name })
      : t('rules.chart.sentence', {
          name,
          low: valueText(values.low, words.unit, language),
          high: valueText(values.high, words.unit, language),
        });
  return (
    <div ref={element} className="limit-chart" style={{ ['--value-axis' as string]: `${VALUE_AXIS_PX}px` }}>
      <LanePlot
        label={label}
        width={width + VALUE_AXIS_PX}
        height={HEIGHT_PX}
        range={range}
        axis={axis}
        timesMs={series.timesMs}
        lines={lines}
        limits={limits}
        quality={quality}
        tickText={(value) => numberText(value, language)}
        theme={theme}
      />
      <TimeScale range={range} width={width} />
      <p className="t3 text-12">{label}</p>
    </div>
  );
}

const ends = (extent: ValueRange | null): (readonly number[])[] =>
  extent === null ? [] : [[extent.low, extent.high]];

/** Width of the part that time runs over. */
function useWidth() {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(360);
  useLayoutEffect(() => {
    const box = element.current;
    if (box === null) return undefined;
    const observer = new ResizeObserver(() => setWidth(Math.max(120, box.clientWidth - VALUE_AXIS_PX)));
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  return [element, width] as const;
}
