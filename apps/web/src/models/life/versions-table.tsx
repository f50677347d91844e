import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { ScrollRegion } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { useNow, usePlantTime } from '../../time/index.js';
import { leadText, rateInterval, rateText, shareInterval } from '../figure-words.js';
import type { ModelSummary } from '../model-types.js';
import { standingOf } from '../report/verdict-words.js';
import { lifeText, verdictSentence } from './life-words.js';
import { StateChip } from './state-chip.js';

const EVERY_MS = 60_000;

/** Every version that is kept: its life, its verdict, and its figures with their intervals. */
export function VersionsTable({ models }: { readonly models: readonly ModelSummary[] }): ReactElement {
  const { t } = useTexts();
  return (
    <ScrollRegion className="panel model-versions" label={t('models.versions')}>
      <table className="tbl-natural" aria-label={t('models.versions')}>
        <thead>
          <tr>
            <th scope="col" className="version">
              {t('models.version')}
            </th>
            <th scope="col" className="life">
              {t('models.life')}
            </th>
            <th scope="col">{t('models.verdict')}</th>
            <th scope="col" className="num">
              {t('models.warned')}
            </th>
            <th scope="col" className="num">
              {t('models.false-alarms')}
            </th>
            <th scope="col" className="num lead">
              {t('models.lead')}
            </th>
          </tr>
        </thead>
        <tbody>
          {models.map((model) => (
            <VersionRow key={model.version} model={model} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

interface VersionRowProps {
  readonly model: ModelSummary;
}

function VersionRow({ model }: VersionRowProps): ReactElement {
  const { t, language, sentences } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(EVERY_MS);
  const { intervals } = model;
  const { event } = model.metrics;
  const life = lifeText(model, plantTime, now, t);
  const reason = verdictSentence(model, sentences);
  return (
    <tr>
      <td className="version">
        <span className="row">
          <Link to="/models/$version" params={{ version: model.version }} className="strong">
            {model.version}
          </Link>
          <StateChip state={model.state} />
        </span>
      </td>
      <td className="t2">{life}</td>
      <td title={reason}>
        <span className="medium">{t(`models.standing.${standingOf(model)}`)}</span>{' '}
        <span className="t2">{reason}</span>
      </td>
      <td className="num">
        {event === null ? (
          <NotMeasured />
        ) : (
          <>
            {t('models.warned.of', { warned: event.warnedInTime, failures: event.events })}{' '}
            <span className="iv">
              {intervals === null ? '' : shareInterval(intervals.warnedShare, language)}
            </span>
          </>
        )}
      </td>
      <td className="num">
        {event === null ? (
          <NotMeasured />
        ) : (
          <>
            {rateText(event.falseAlarmsPerAssetDay, language)}{' '}
            <span className="iv">
              {intervals === null ? '' : rateInterval(intervals.falseAlarmsPerAssetDay, language)}
            </span>
          </>
        )}
      </td>
      <td className="num">
        {event?.leadMinutesMedian == null ? <NotMeasured /> : leadText(event.leadMinutesMedian, language)}
      </td>
    </tr>
  );
}

function NotMeasured(): ReactElement {
  const { t } = useTexts();
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="sr">{t('models.not-measured')}</span>
    </>
  );
}
