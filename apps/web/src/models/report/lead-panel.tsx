import type { ReactElement } from 'react';
import { shareText } from '../../charts/index.js';
import { type Texts, useTexts } from '../../texts/index.js';
import { leadText, rateText } from '../figure-words.js';
import type { Judgement } from '../model-types.js';
import { type ChartFigures, ChartPanel } from './chart-panel.js';
import { leadBins, type LeadBins } from './lead-bins.js';
import type { ReportView } from './report-view.js';

const MINUTE_MS = 60_000;
const [LEFT, RIGHT, TOP, BOTTOM] = [10, 284, 14, 84];
const GAP = 2;

interface LeadPanelProps {
  readonly judgement: Judgement;
  readonly view: ReportView;
}

/** How early failures are warned, and how far the stated times can be trusted. */
export function LeadPanel({ judgement, view }: LeadPanelProps): ReactElement {
  const texts = useTexts();
  const { t, language } = texts;
  const { model, leadMsMin, timeToFailureCoverage: coverage, componentRight } = judgement;
  const { leadMinutesMedian: median, leadMinutesP10: tenth } = model.event;
  const leastMinutes = leadMsMin / MINUTE_MS;
  const bins = leadBins(model.leadMinutes, leastMinutes);
  return (
    <ChartPanel
      title={t('models.how-early')}
      view={view}
      fileName="lead"
      figures={figuresOf(bins, texts)}
      chart={
        bins === null ? (
          <p className="t2">{t('models.how-early.none')}</p>
        ) : (
          <Histogram bins={bins} leastMinutes={leastMinutes} median={median} />
        )
      }
    >
      <p className="t2">
        {tenth === null ? null : t('models.how-early.tenth', { lead: leadText(tenth, language) })}{' '}
        {coverage === null ? null : t('models.how-early.coverage', { share: shareText(coverage, language) })}
      </p>
      <dl className="model-figures">
        {componentRight.eventShare === null ? null : (
          <div>
            <dt>{t('models.component-right')}</dt>
            <dd>{shareText(componentRight.eventShare, language)}</dd>
          </div>
        )}
        <div>
          <dt>{t('models.alarms-a-day')}</dt>
          <dd>
            {t('models.alarms-a-day.value', {
              alarms: rateText(judgement.alarmsPerOperatorPerDay, language),
            })}
          </dd>
        </div>
        <div>
          <dt>{t('models.threshold')}</dt>
          <dd>{rateText(judgement.threshold.probabilityMin, language)}</dd>
        </div>
      </dl>
    </ChartPanel>
  );
}

interface HistogramProps {
  readonly bins: LeadBins;
  readonly leastMinutes: number;
  readonly median: number | null;
}

function Histogram({
  bins: { bins, widthMinutes, endMinutes },
  leastMinutes,
  median,
}: HistogramProps): ReactElement {
  const { t, language } = useTexts();
  const x = (minutes: number): number => LEFT + (minutes / endMinutes) * (RIGHT - LEFT);
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const late = t('models.how-early.least', { lead: leadText(leastMinutes, language) });
  const middle = median === null ? null : t('models.how-early.median', { lead: leadText(median, language) });
  return (
    <svg
      className="report-chart"
      viewBox="0 0 292 108"
      role="img"
      aria-label={middle === null ? late : `${middle}. ${late}.`}
    >
      <rect className="too-late" x={LEFT} y={TOP} width={x(leastMinutes) - LEFT} height={BOTTOM - TOP} />
      <text className="lab" x={LEFT + 4} y={TOP + 12}>
        {t('models.how-early.late')}
      </text>
      {bins.map(({ fromMinutes, count }) => {
        const height = (count / most) * (BOTTOM - TOP - 8);
        return (
          <rect
            key={fromMinutes}
            className="bar"
            x={x(fromMinutes) + GAP / 2}
            y={BOTTOM - height}
            width={Math.max(1, x(widthMinutes) - x(0) - GAP)}
            height={height}
          />
        );
      })}
      <path className="base" d={`M${LEFT},${BOTTOM}H${RIGHT}`} />
      {median === null || middle === null ? null : (
        <>
          <path className="now" d={`M${x(median)},10V${BOTTOM}`} />
          <text
            className="axs"
            x={x(median) > 190 ? x(median) - 5 : x(median) + 5}
            y="10"
            textAnchor={x(median) > 190 ? 'end' : 'start'}
          >
            {middle}
          </text>
        </>
      )}
      <text className="ax" x={LEFT} y="100" textAnchor="start">
        0
      </text>
      <text className="ax" x={x(leastMinutes)} y="100" textAnchor="middle">
        {leadText(leastMinutes, language)}
      </text>
      <text className="ax" x={RIGHT} y="100" textAnchor="end">
        {leadText(endMinutes, language)}
      </text>
    </svg>
  );
}

function figuresOf(bins: LeadBins | null, { t, language }: Texts): ChartFigures {
  const rows =
    bins?.bins.map(({ fromMinutes, count }) => ({
      fromMinutes,
      toMinutes: fromMinutes + bins.widthMinutes,
      count,
    })) ?? [];
  return {
    heads: [
      { text: t('models.lead'), className: 'num' },
      { text: t('models.how-early.failures'), className: 'num' },
    ],
    rows: rows.map(({ fromMinutes, toMinutes, count }) => [
      `${leadText(fromMinutes, language)} – ${leadText(toMinutes, language)}`,
      String(count),
    ]),
    csv: [
      ['fromMinutes', 'toMinutes', 'failures'],
      ...rows.map(({ fromMinutes, toMinutes, count }) => [fromMinutes, toMinutes, count].map(String)),
    ],
  };
}
