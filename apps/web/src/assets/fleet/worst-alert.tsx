import type { ReactElement } from 'react';
import type { Alert } from '../../api/index.js';
import { PriorityBadge } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { timeToFailureOf, useNow, usePlantTime } from '../../time/index.js';
import { timeLeftText } from './asset-words.js';
import { isPredictive } from './fleet.js';

const TICK_MS = 10_000;

interface WorstAlertProps {
  readonly alert: Alert;
  /** Alerts of the asset beside it. */
  readonly more: number;
}

/** The alert that an asset needs somebody for. */
export function WorstAlert({ alert, more }: WorstAlertProps): ReactElement {
  const { t, sentences } = useTexts();
  const title = sentences.alertTitle(alert);
  const { acknowledged } = alert.state;
  return (
    <>
      <PriorityBadge
        severity={alert.severity}
        state={acknowledged ? 'acknowledged' : 'unacknowledged'}
        ring={alert.origin === 'rule' ? 'none' : alert.origin === 'both' ? 'joined' : 'predicted'}
        size="small"
      />
      <span className={acknowledged ? 'clip' : 'clip strong'} title={title}>
        {title}
      </span>
      {more === 0 ? null : <span className="t3 nowrap">{t('assets.more-alerts', { count: more })}</span>}
      {isPredictive(alert) ? <TimeLeftOf alert={alert} /> : null}
    </>
  );
}

function TimeLeftOf({ alert }: { readonly alert: Alert }): ReactElement | null {
  const texts = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(TICK_MS);
  const failure = timeToFailureOf(alert, now);
  if (failure === null) return null;
  return <span className="time-left nowrap">{timeLeftText(failure, (at) => plantTime.time(at), texts)}</span>;
}
