import { type ReactElement, useMemo } from 'react';
import { shareText } from '../../charts/index.js';
import { LanePlot } from '../../charts/lane-plot.js';
import type { Series } from '../../charts/series-runs.js';
import type { TimeRange } from '../../charts/time-range.js';
import { useDocumentTheme } from '../../charts/use-document-theme.js';
import { useTexts } from '../../texts/index.js';
import { LaneRow } from './lane-row.js';

export const PROBABILITY_PX = 70;
/** All of it, with room for the labels at both ends. */
const WHOLE = { low: -0.08, high: 1.12 };

interface ProbabilityLaneProps {
  /** What the models said. */
  readonly history: Series;
  readonly range: TimeRange;
  /** Null: the model has its own, which is not known here. */
  readonly threshold: number | null;
  readonly width: number;
}

/** The probability of a failure, with the threshold of its alert. */
export function ProbabilityLane({ history, range, threshold, width }: ProbabilityLaneProps): ReactElement {
  const { t, language } = useTexts();
  const theme = useDocumentTheme();
  const column = history.columns.find(({ name }) => name === 'probability');
  const confidence = history.columns.find(({ name }) => name === 'confidence')?.last;
  const lines = useMemo(() => {
    const limit = history.timesMs.map(() => threshold);
    return [
      { look: 'probability' as const, min: column?.min ?? [], max: column?.max ?? [] },
      { look: 'threshold' as const, min: limit, max: limit },
    ];
  }, [column, history.timesMs, threshold]);
  const newest = column?.last.findLast((value) => value !== null);
  const sure = confidence?.findLast((value) => value !== null);
  const name = t('assets.probability');
  const text = newest == null ? '' : shareText(newest, language);
  return (
    <LaneRow
      name={name}
      value={text}
      notes={[
        ...(newest == null ? [t('assets.not-predicted')] : []),
        ...(threshold === null ? [] : [t('assets.alert-from', { share: shareText(threshold, language) })]),
        ...(sure == null ? [] : [t('assets.confidence', { share: shareText(sure, language) })]),
      ]}
    >
      <LanePlot
        label={newest == null ? t('assets.not-predicted') : t('assets.lane.probability', { share: text })}
        width={width}
        height={PROBABILITY_PX}
        range={range}
        axis={WHOLE}
        timesMs={history.timesMs}
        lines={lines}
        tickText={(value) => shareText(value, language)}
        theme={theme}
      />
    </LaneRow>
  );
}

/** The lane before it was read: what lies below keeps its place. */
export function ProbabilityRoom(): ReactElement {
  const { t } = useTexts();
  return (
    <LaneRow name={t('assets.probability')}>
      <div style={{ height: PROBABILITY_PX }} />
    </LaneRow>
  );
}
