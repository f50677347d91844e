import type { ReactElement, ReactNode } from 'react';
import { Panel, ScrollRegion } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { differenceText, leadPairText, rateInterval, rateText, shareInterval } from '../figure-words.js';
import type { Judgement } from '../model-types.js';
import { type ComparedRow, comparedRows, type JudgedVersion } from './compared-rows.js';
import type { FeaturesApart } from './features-apart.js';
import { IntervalMark } from './interval-mark.js';
import { endOfScale } from './interval-scale.js';

interface ComparisonPanelProps {
  readonly own: JudgedVersion;
  /** Null: none is chosen, or it was never judged. */
  readonly against: JudgedVersion | null;
  /** A version that the address names and that is not there; null: none. */
  readonly unknown: string | null;
  /** The champion when the version was trained; null: there was none. */
  readonly parent: string | null;
  /** Features that only one of both uses; null: both use the same, or it is not known. */
  readonly apart: FeaturesApart | null;
  /** Chooses the other version. */
  readonly choice: ReactNode;
}

/** The version beside another one, elapsed time alone and the rules alone. */
export function ComparisonPanel(props: ComparisonPanelProps): ReactElement {
  const { own, against, unknown, parent, apart, choice } = props;
  const { t, language } = useTexts();
  const rows = comparedRows(own, against, parent);
  const rateEnd = endOfScale(rows.map(({ contender }) => contender.falseAlarmsPerAssetDay));
  const other = rows.find(({ isSameData }) => !isSameData);
  return (
    <Panel title={t('models.compare')} subtitle={t('models.compare.hint')} actions={choice}>
      {unknown === null ? null : <p role="status">{t('models.compare.unknown', { version: unknown })}</p>}
      <ScrollRegion className="model-scroll" label={t('models.compare')}>
        <table className="tbl-natural compared" aria-label={t('models.compare')}>
          <thead>
            <tr>
              <th scope="col" className="who">
                {t('models.compare.who', { failures: own.judgement.model.event.events })}
              </th>
              <th scope="col" className="num warned">
                {t('models.warned')}
              </th>
              <th scope="col" className="scale">
                {t('models.scale', { end: '100\u202f%' })}
              </th>
              <th scope="col" className="num false">
                {t('models.false-alarms')}
              </th>
              <th scope="col" className="scale">
                {t('models.scale', { end: rateText(rateEnd, language) })}
              </th>
              <th scope="col" className="num pair">
                {t('models.compare.lead')}
              </th>
              <th scope="col" className="num precision">
                {t('models.average-precision')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.kind} row={row} rateEnd={rateEnd} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {other?.version == null ? null : (
        <p className="t2">{t('models.compare.other-data', { version: other.version })}</p>
      )}
      <Difference judgement={own.judgement} parent={parent} />
      {apart === null || against === null ? null : (
        <p className="t2">
          {t('models.compare.features', { version: own.version, against: against.version, ...apart })}
        </p>
      )}
    </Panel>
  );
}

interface RowProps {
  readonly row: ComparedRow;
  readonly rateEnd: number;
}

function Row({ row: { kind, version, contender }, rateEnd }: RowProps): ReactElement {
  const { t, language } = useTexts();
  const { event, warnedShare, falseAlarmsPerAssetDay, averagePrecision } = contender;
  const isOwn = kind === 'model';
  return (
    <tr className={isOwn ? 'own' : undefined}>
      <td>
        {version === null ? (
          t(kind === 'clock' ? 'models.compare.clock' : 'models.compare.rules')
        ) : (
          <>
            {version} <span className="iv">{t(isOwn ? 'models.compare.own' : 'models.compare.against')}</span>
          </>
        )}
      </td>
      <td className="num">
        {t('models.warned.of', { warned: event.warnedInTime, failures: event.events })}{' '}
        <span className="iv">{shareInterval(warnedShare, language)}</span>
      </td>
      <td>
        <IntervalMark estimate={warnedShare} end={1} isOwn={isOwn} />
      </td>
      <td className="num">
        {rateText(event.falseAlarmsPerAssetDay, language)}{' '}
        <span className="iv">{rateInterval(falseAlarmsPerAssetDay, language)}</span>
      </td>
      <td>
        <IntervalMark estimate={falseAlarmsPerAssetDay} end={rateEnd} isOwn={isOwn} />
      </td>
      <td className="num">{leadPairText([event.leadMinutesMedian, event.leadMinutesP10], language)}</td>
      <td className="num">
        {averagePrecision.value === null ? (
          '–'
        ) : (
          <>
            {rateText(averagePrecision.value, language)}{' '}
            <span className="iv">{rateInterval(averagePrecision, language)}</span>
          </>
        )}
      </td>
    </tr>
  );
}

interface DifferenceProps {
  readonly judgement: Judgement;
  readonly parent: string | null;
}

/** What the gate held against the champion of that time, paired on the same failures. */
function Difference({ judgement, parent }: DifferenceProps): ReactElement | null {
  const { t, language } = useTexts();
  const { champion } = judgement.differences;
  if (champion === null || parent === null) return null;
  const warned = differenceText(champion.warnedShare, language);
  const falseAlarms = differenceText(champion.falseAlarmsPerAssetDay, language);
  if (warned === null || falseAlarms === null) return null;
  return <p className="t2">{t('models.compare.difference', { parent, warned, falseAlarms })}</p>;
}
