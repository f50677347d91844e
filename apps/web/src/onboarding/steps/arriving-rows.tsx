import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactElement, useEffect } from 'react';
import { numberText, shareText } from '../../charts/index.js';
import { answer, useApi } from '../../api/index.js';
import { useFeedStatus, useServingStatus, useTrainingStatus } from '../../live/index.js';
import { Button, Chip, Icon, Panel } from '../../parts/index.js';
import { useOrganizationQuery } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';
import { ageText, useNow } from '../../time/index.js';
import { Waiting } from '../../plant-source/index.js';
import { useOrganizationWizard } from '../wizard-context.js';
import { useEnabling } from './use-go-live.js';

const TAKE_OVER_EVERY_MS = 5_000;
const TICK_MS = 1_000;

/** What is in place, and what comes next: rows, the plant's past, the first model. */
export function ArrivingRows(): ReactElement {
  const { t } = useTexts();
  const navigate = useNavigate();
  const { forget } = useOrganizationWizard();
  const finish = (): void => {
    void navigate({ to: '/assets' }).then(forget);
  };
  return (
    <div className="onboarding-columns">
      <Panel title={t('onboarding.live.state')}>
        <ul className="onboarding-saves">
          <li className="row tight">
            <Icon name="check" size="small" /> {t('onboarding.live.saved')}
          </li>
          <Enabled />
          <Rows />
          <Past />
          <FirstModel />
        </ul>
      </Panel>
      <Panel title={t('onboarding.live.next')}>
        <ul className="onboarding-saves">
          <li>
            <Link to="/feeds">{t('onboarding.see-feed')}</Link>
          </li>
          <li>
            <Link to="/people">{t('onboarding.live.people')}</Link>
          </li>
          <li>
            <Link to="/settings">{t('onboarding.see-configuration')}</Link>
          </li>
          <li>
            <Link to="/models">{t('onboarding.live.models')}</Link>
          </li>
        </ul>
        <Button look="primary" onClick={finish}>
          {t('onboarding.live.finish')}
        </Button>
      </Panel>
    </div>
  );
}

/** Saved first, enabled next: where the second did not work, it is said and tried again. */
function Enabled(): ReactElement {
  const { t } = useTexts();
  const { asking, isEnabled, canEnable, enable } = useEnabling();
  const isWaiting = !isEnabled && canEnable && asking.error === null && asking.sinceMs === null;
  useEffect(() => {
    if (isWaiting) enable();
  });
  if (isEnabled) {
    return (
      <li className="row tight">
        <Icon name="check" size="small" /> {t('onboarding.live.enabled')}
      </li>
    );
  }
  return (
    <li className="row tight">
      <Icon name="warning" size="small" /> {t('onboarding.live.not-enabled')}
      <Waiting asking={asking} what={t('onboarding.live.enabling')} onTryNow={enable} />
    </li>
  );
}

function Rows(): ReactElement {
  const { t, language, sentences } = useTexts();
  const feed = useFeedStatus();
  const now = useNow(TICK_MS);
  if (feed === null) {
    return (
      <li className="row tight">
        <Icon name="hourglass" size="small" /> {t('onboarding.live.no-status')}
      </li>
    );
  }
  const { rowsRead, scansPublished, newestEventAt, state } = feed;
  return (
    <li className="row tight">
      <Icon name={state === 'ok' && rowsRead > 0 ? 'check' : 'hourglass'} size="small" />{' '}
      <Chip look={state === 'down' ? 'inverse' : 'regular'}>{t(`feeds.state.${state}`)}</Chip>{' '}
      {t('onboarding.live.rows', {
        rows: numberText(rowsRead, language),
        scans: numberText(scansPublished, language),
        age: newestEventAt === null ? t('onboarding.unknown') : ageText(now - Date.parse(newestEventAt)),
      })}{' '}
      <span className="t2">{sentences.feed(feed)}</span>
    </li>
  );
}

function Past(): ReactElement {
  const { t, language, sentences } = useTexts();
  const api = useApi();
  const named = useOrganizationQuery();
  const { organizationId } = useOrganizationWizard();
  const { data } = useQuery({
    queryKey: ['onboarding', 'take-over', organizationId],
    refetchInterval: TAKE_OVER_EVERY_MS,
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/telemetry/take-over', { params: { query: named }, signal })),
  });
  if (data === undefined || data.state === 'none') {
    return (
      <li className="row tight">
        <Icon name="hourglass" size="small" /> {t('onboarding.live.past-waits')}
      </li>
    );
  }
  const rows = data.stretches.reduce((sum, stretch) => sum + stretch.rows, 0);
  const share =
    data.stretches.reduce((sum, stretch) => sum + stretch.share, 0) / Math.max(1, data.stretches.length);
  return (
    <li className="row tight">
      <Icon name={data.state === 'done' ? 'check' : 'hourglass'} size="small" />{' '}
      {t('onboarding.live.past', { share: shareText(share, language), rows: numberText(rows, language) })}{' '}
      <span className="t2">{data.paused === null ? '' : sentences.takeOverPause(data.paused)}</span>
      <progress value={share} max={1} aria-label={t('onboarding.live.past-progress')} />
    </li>
  );
}

function FirstModel(): ReactElement {
  const { t, sentences } = useTexts();
  const training = useTrainingStatus();
  const serving = useServingStatus();
  const isLive = serving?.state === 'live';
  const sentence = isLive
    ? sentences.serving(serving)
    : training === null
      ? ''
      : sentences.training(training);
  return (
    <li className="row tight">
      <Icon name={isLive ? 'check' : 'hourglass'} size="small" />{' '}
      {t(isLive ? 'onboarding.live.model' : 'onboarding.live.no-model')}{' '}
      <span className="t2">{sentence}</span>
    </li>
  );
}
