import { type ReactElement, useMemo } from 'react';
import type { Alert } from '../api/index.js';
import { ActingBanner, useOrganization } from '../frame/index.js';
import { assetNameOf, useConnection, useLive, useLiveAlerts } from '../live/index.js';
import { Banner, type BadgeState, classNames, Loading, PriorityBadge } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { ageText, useNow, usePlantTime } from '../time/index.js';
import { wallRowsOf } from './wall-rows.js';

const EVERY_MS = 1_000;
const RINGS = { rule: 'none', predictive: 'predicted', both: 'joined' } as const;

function stateOf({ state }: Alert): BadgeState {
  if (!state.active) return 'cleared';
  return state.acknowledged ? 'acknowledged' : 'unacknowledged';
}

const STATE_TEXTS = {
  unacknowledged: 'wall.new',
  acknowledged: 'wall.acknowledged',
  cleared: 'wall.cleared',
  held: 'wall.acknowledged',
} as const;

/** The most urgent alerts, the plant's time, and whether all of it is live. */
export function AlarmWall(): ReactElement {
  const { t } = useTexts();
  const organization = useOrganization();
  const alerts = useLiveAlerts();
  const isComplete = useLive(({ isComplete: isWhole }) => isWhole);
  const plantTime = usePlantTime();
  const now = useNow(EVERY_MS);
  const { rows, more, unacknowledged, active } = useMemo(() => wallRowsOf(alerts), [alerts]);
  return (
    <main className="wall">
      <ActingBanner />
      <NotLive />
      <header className="wall-head">
        <h1>{organization?.name ?? t('alarms.title')}</h1>
        <span className="t2">{isComplete ? t('wall.alerts', { unacknowledged, active }) : ''}</span>
        <span className="grow" />
        <span className="wall-clock">{plantTime.time(now)}</span>
        <span className="t3">{plantTime.name(now)}</span>
      </header>
      {!isComplete ? <Loading /> : null}
      {isComplete && rows.length === 0 ? <p className="wall-empty">{t('wall.empty')}</p> : null}
      <ol className="wall-rows">
        {rows.map((alert) => (
          <WallRow key={alert.id} alert={alert} now={now} />
        ))}
      </ol>
      {more === 0 ? null : <p className="wall-more t2">{t('wall.more', { count: more })}</p>}
    </main>
  );
}

function WallRow({ alert, now }: { readonly alert: Alert; readonly now: number }): ReactElement {
  const { t, sentences } = useTexts();
  const state = stateOf(alert);
  return (
    <li className={classNames('wall-row', `p-${alert.severity}`, !alert.state.acknowledged && 'new')}>
      <PriorityBadge severity={alert.severity} state={state} ring={RINGS[alert.origin]} size="large" />
      <span className="title clip">{sentences.alertTitle(alert)}</span>
      <span className="clip t2">{assetNameOf(alert)}</span>
      <span className="nowrap t2">{ageText(now - Date.parse(alert.raisedAt))}</span>
      <span className="nowrap">{t(STATE_TEXTS[state])}</span>
    </li>
  );
}

/** Fills the top fifth: nobody near a wall may take an old picture for the plant. */
function NotLive(): ReactElement | null {
  const { t } = useTexts();
  const connection = useConnection();
  const plantTime = usePlantTime();
  const now = useNow(EVERY_MS);
  if (connection.kind !== 'not-connected') return null;
  return (
    <div className="wall-not-live">
      <Banner icon="warning" title={t('wall.not-live', { since: plantTime.short(connection.since, now) })}>
        {t('wall.not-live.meaning')}
      </Banner>
    </div>
  );
}
