import type { ReactElement } from 'react';
import { numberText, shareText } from '../../charts/index.js';
import { DataTable, Panel } from '../../parts/index.js';
import { type Texts, useTexts } from '../../texts/index.js';
import { thresholdText } from '../figure-words.js';
import type { Judgement } from '../model-types.js';
import { type ChartFigures, ChartPanel } from './chart-panel.js';
import { type Precision, precisionOf, type PrecisionPoint, pointsAround } from './precision.js';
import { PrecisionChart } from './precision-chart.js';
import type { ReportView } from './report-view.js';

const AROUND = 7;

interface PrecisionPanelProps {
  readonly judgement: Judgement;
  /** The champion at its training; null: there was none. */
  readonly parent: string | null;
  readonly view: ReportView;
}

/** What a higher or a lower threshold would do, for the model and for those that it must beat. */
export function PrecisionPanel({ judgement, parent, view }: PrecisionPanelProps): ReactElement | null {
  const texts = useTexts();
  const { t, language } = texts;
  const precision = precisionOf(judgement);
  if (precision === null) {
    return judgement.model.event.events === 0 ? null : (
      <Panel title={t('models.precision')}>
        <p className="t2">{t('models.precision.none')}</p>
      </Panel>
    );
  }
  const { judged, chance, isOfParts, failures } = precision;
  const names = { model: view.version, champion: parent ?? t('models.state.champion') };
  const sentence = t('models.precision.sentence', {
    threshold: thresholdText(judgement.threshold.probabilityMin, language),
    warned: judged.warned,
    failures,
    falseAlarms: judged.falseAlarms,
  });
  return (
    <ChartPanel
      title={t('models.precision')}
      subtitle={t('models.precision.hint')}
      view={view}
      fileName="precision and recall"
      figures={figuresOf(precision, names, texts)}
      lead={<p className="chart-lead">{sentence}</p>}
      chart={
        <div className="model-precision">
          <PrecisionChart precision={precision} names={names} sentence={sentence} />
          <Around precision={precision} />
        </div>
      }
    >
      <p className="t2">
        {chance === null ? null : t('models.precision.chance', { share: shareText(chance, language) })}{' '}
        {isOfParts ? t('models.precision.parts') : null}
      </p>
    </ChartPanel>
  );
}

/** The thresholds next to the one in use. */
function Around({ precision: { curves, failures } }: { readonly precision: Precision }): ReactElement | null {
  const { t, language } = useTexts();
  const [own] = curves;
  if (own === undefined) return null;
  const inUse = own.points[own.inUse];
  const heads = [
    { text: t('models.threshold') },
    { text: t('models.warned'), className: 'num' },
    { text: t('models.precision.false'), className: 'num' },
    { text: t('models.precision.share'), className: 'num' },
  ];
  return (
    <DataTable label={t('models.precision.around')} heads={heads}>
      <tbody>
        {pointsAround(own.points, own.inUse, AROUND).map((point) => (
          <tr key={point.probabilityMin} className={point === inUse ? 'own' : undefined}>
            <td>
              {point.probabilityMin === null ? '–' : thresholdText(point.probabilityMin, language)}
              {point === inUse ? <span className="iv"> {t('models.precision.in-use')}</span> : null}
            </td>
            <td className="num">{t('models.warned.of', { warned: point.warned, failures })}</td>
            <td className="num">{numberText(point.falseAlarms, language)}</td>
            <td className="num">{point.precision === null ? '–' : shareText(point.precision, language)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

type Names = Readonly<Record<'model' | 'champion', string>>;

interface Row {
  readonly who: string;
  /** In the file. */
  readonly id: string;
  readonly point: PrecisionPoint;
}

function figuresOf(
  { curves, rules, failures }: Precision,
  names: Names,
  { t, language }: Texts,
): ChartFigures {
  const rows: readonly Row[] = [
    ...curves.flatMap(({ kind, points }) => {
      const who = kind === 'clock' ? t('models.compare.clock') : names[kind];
      return points.map((point) => ({ who, id: kind, point }));
    }),
    ...(rules === null ? [] : [{ who: t('models.compare.rules'), id: 'rules', point: rules }]),
  ];
  const num = 'num';
  return {
    heads: [
      { text: t('models.precision.who') },
      { text: t('models.threshold'), className: num },
      { text: t('models.warned'), className: num },
      { text: t('models.precision.false'), className: num },
      { text: t('models.precision.share'), className: num },
      { text: t('models.precision.recall'), className: num },
    ],
    rows: rows.map(({ who, point: { probabilityMin, warned, falseAlarms, precision, recall } }) => [
      who,
      probabilityMin === null ? '–' : thresholdText(probabilityMin, language),
      t('models.warned.of', { warned, failures }),
      numberText(falseAlarms, language),
      precision === null ? '–' : shareText(precision, language),
      shareText(recall, language),
    ]),
    csv: [
      ['who', 'probabilityMin', 'failures', 'warnedInTime', 'falseAlarms', 'precision', 'recall'],
      ...rows.map(({ id, point: { probabilityMin, warned, falseAlarms, precision, recall } }) => [
        id,
        String(probabilityMin ?? ''),
        ...[failures, warned, falseAlarms].map(String),
        String(precision ?? ''),
        String(recall),
      ]),
    ],
  };
}
