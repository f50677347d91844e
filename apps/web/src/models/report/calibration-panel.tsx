import type { ReactElement } from 'react';
import { numberText, shareText } from '../../charts/index.js';
import { type Texts, useTexts } from '../../texts/index.js';
import type { Judgement } from '../model-types.js';
import { type CalibrationPoint, calibrationPoints, pointNear } from './calibration.js';
import { type ChartFigures, ChartPanel } from './chart-panel.js';
import type { ReportView } from './report-view.js';

const [LEFT, RIGHT, TOP, BOTTOM] = [36, 284, 8, 164];
const [BARS_TOP, BARS_BOTTOM] = [174, 208];
const BAR_WIDTH = 18;
const TICKS = [0, 0.5, 1];

interface CalibrationPanelProps {
  readonly judgement: Judgement;
  readonly view: ReportView;
}

/** Whether what the model says comes true. */
export function CalibrationPanel({ judgement, view }: CalibrationPanelProps): ReactElement {
  const texts = useTexts();
  const { t, language } = texts;
  const { calibration, threshold } = judgement;
  const points = calibrationPoints(calibration);
  const said = pointNear(points, threshold.probabilityMin);
  const { expectedError } = calibration;
  const sentence =
    said === null
      ? t('models.calibration.none')
      : t('models.calibration.sentence', {
          said: shareText(said.predicted, language),
          failed: Math.round(said.observed * 100),
        });
  return (
    <ChartPanel
      title={t('models.calibration')}
      view={view}
      fileName="calibration"
      figures={figuresOf(points, texts)}
      chart={said === null ? null : <Diagram points={points} sentence={sentence} />}
    >
      <p className="t2">
        {sentence}{' '}
        {expectedError === null
          ? null
          : t('models.calibration.error', {
              error: numberText(Math.round(expectedError * 1_000) / 1_000, language),
            })}
      </p>
    </ChartPanel>
  );
}

interface DiagramProps {
  readonly points: readonly CalibrationPoint[];
  readonly sentence: string;
}

function Diagram({ points, sentence }: DiagramProps): ReactElement {
  const { t } = useTexts();
  const x = (share: number): number => LEFT + share * (RIGHT - LEFT);
  const y = (share: number): number => BOTTOM - share * (BOTTOM - TOP);
  const most = Math.max(...points.map(({ rows }) => rows));
  const line = points.map(({ predicted, observed }) => `${x(predicted)},${y(observed)}`).join('L');
  return (
    <svg className="report-chart" viewBox="0 0 292 232" role="img" aria-label={sentence}>
      <path className="sv" d={`M${x(0)},${y(0)}L${x(1)},${y(1)}`} />
      {TICKS.map((tick) => (
        <g key={tick}>
          <path className="gl" d={`M${LEFT},${y(tick)}H${RIGHT}`} />
          <text className="ax" x={LEFT - 5} y={y(tick) + 4} textAnchor="end">
            {tick * 100}
          </text>
          <text className="ax" x={x(tick)} y="228" textAnchor={tick === 1 ? 'end' : 'middle'}>
            {tick === 1 ? '100\u202f%' : tick * 100}
          </text>
        </g>
      ))}
      <text className="lab" x={LEFT + 4} y={TOP + 12}>
        {t('models.calibration.observed')}
      </text>
      <text className="ax" x={LEFT - 5} y={BARS_BOTTOM} textAnchor="end">
        {t('models.calibration.rows')}
      </text>
      <path className="pline" d={`M${line}`} />
      {points.map(({ predicted, observed, rows, interval }) => {
        const height = (rows / most) * (BARS_BOTTOM - BARS_TOP);
        return (
          <g key={predicted}>
            {interval === null ? null : (
              <path className="whisk" d={`M${x(predicted)},${y(interval.low)}V${y(interval.high)}`} />
            )}
            <circle className="whiskdot" cx={x(predicted)} cy={y(observed)} r="3" />
            <rect
              className="bar-weak"
              x={x(predicted) - BAR_WIDTH / 2}
              y={BARS_BOTTOM - height}
              width={BAR_WIDTH}
              height={height}
            />
          </g>
        );
      })}
      <path className="base" d={`M${LEFT},${BARS_BOTTOM}H${RIGHT}`} />
    </svg>
  );
}

function figuresOf(points: readonly CalibrationPoint[], { t, language }: Texts): ChartFigures {
  const num = 'num';
  return {
    heads: [
      { text: t('models.calibration.said'), className: num },
      { text: t('models.calibration.failed'), className: num },
      { text: t('models.interval'), className: num },
      { text: t('models.calibration.rows'), className: num },
    ],
    rows: points.map(({ predicted, observed, rows, interval }) => [
      shareText(predicted, language),
      shareText(observed, language),
      interval === null ? '–' : `${shareText(interval.low, language)}–${shareText(interval.high, language)}`,
      numberText(Math.round(rows), language),
    ]),
    csv: [
      ['predicted', 'observed', 'observedLow', 'observedHigh', 'rows'],
      ...points.map(({ predicted, observed, rows, interval }) =>
        [predicted, observed, interval?.low ?? '', interval?.high ?? '', rows].map(String),
      ),
    ],
  };
}
