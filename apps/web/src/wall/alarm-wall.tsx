import { type ReactElement, type ReactNode, useMemo } from 'react';
import type { Alert } from '../api/index.js';
import { ActingBanner, useOrganization } from '../frame/index.js';
import { assetNameOf, useConnection, useFeedStatus, useLive, useLiveAlerts } from '../live/index.js';
import { Banner, type BadgeState, classNames, Loading, PriorityBadge } from '../parts/index.js';
import { type Texts, useTexts } from '../texts/index.js';
import { ageText, timeToFailureOf, useNow, usePlantTime } from '../time/index.js';
import { notLiveSince, shiftAt, WALL_ROWS_BELOW_MAX, WALL_ROWS_MAX, wallRowsOf } from './wall-rows.js';

export interface WallProps {
  /** Above the alerts, for example one asset now. */
  readonly above?: ReactNode;
  /** Beside the alerts, for example the fleet. */
  readonly beside?: ReactNode;
}

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
export function AlarmWall({ above, beside }: WallProps): ReactElement {
  const { t } = useTexts();
  const organization = useOrganization();
  const alerts = useLiveAlerts();
  const isComplete = useLive(({ isComplete: isWhole }) => isWhole);
  const plantTime = usePlantTime();
  const now = useNow(EVERY_MS);
  const rowsMax = above === undefined ? WALL_ROWS_MAX : WALL_ROWS_BELOW_MAX;
  const { rows, more, unacknowledged, active } = useMemo(
    () => wallRowsOf(alerts, rowsMax),
    [alerts, rowsMax],
  );
  const since = useNotLiveSince();
  const [right, down] = shiftAt(now);
  return (
    <main className="wall" style={{ translate: `${right}px ${down}px` }}>
      <ActingBanner />
      {since === null ? null : <NotLive since={since} />}
      <header className="wall-head">
        <h1>{organization?.name ?? t('alarms.title')}</h1>
        <span className="t2">{isComplete ? t('wall.alerts', { unacknowledged, active }) : ''}</span>
        <span className="grow" />
        <span className="wall-clock">{plantTime.time(now)}</span>
        <span className="t3">{plantTime.name(now)}</span>
      </header>
      {above}
      <div className="wall-body">
        <div className="grow">
          {!isComplete ? <Loading /> : null}
          {isComplete && rows.length === 0 ? <p className="wall-empty">{t('wall.empty')}</p> : null}
          <ol className="wall-rows">
            {rows.map((alert) => (
              <WallRow key={alert.id} alert={alert} now={now} isLive={since === null} />
            ))}
          </ol>
          {more === 0 ? null : <p className="wall-more t2">{t('wall.more', { count: more })}</p>}
        </div>
        {beside}
      </div>
    </main>
  );
}

interface WallRowProps {
  readonly alert: Alert;
  readonly now: number;
  readonly isLive: boolean;
}

function WallRow({ alert, now, isLive }: WallRowProps): ReactElement {
  const { t, sentences } = useTexts();
  const plantTime = usePlantTime();
  const state = stateOf(alert);
  const clock = (at: number): string => plantTime.time(at).slice(0, 5);
  return (
    <li className={classNames('wall-row', `p-${alert.severity}`, !alert.state.acknowledged && 'new', state)}>
      <PriorityBadge severity={alert.severity} state={state} ring={RINGS[alert.origin]} size="large" />
      <span className="title clip">{sentences.alertTitle(alert)}</span>
      <span className="clip t2">{assetNameOf(alert)}</span>
      <span className="nowrap strong predicted">{isLive ? failureText(alert, now, clock, t) : ''}</span>
      <span className="nowrap t2">{ageText(now - Date.parse(alert.raisedAt))}</span>
      <span className="nowrap">{t(STATE_TEXTS[state])}</span>
    </li>
  );
}

/** When a predicted failure is expected; empty for what a rule alone saw. */
function failureText(alert: Alert, now: number, clock: (at: number) => string, t: Texts['t']): string {
  const failure = alert.state.active ? timeToFailureOf(alert, now) : null;
  if (failure === null) return '';
  const { phase, minutes, minutesBetween, dueAt } = failure;
  if (phase === 'soon') return t('wall.soon');
  if (phase === 'due') return t('wall.due', { at: clock(dueAt) });
  return minutesBetween === null
    ? ''
    : t('wall.time-left', { minutes, low: minutesBetween[0], high: minutesBetween[1] });
}

/** Since when this is not what the plant does now; null: it is. */
function useNotLiveSince(): number | null {
  const connection = useConnection();
  const newestEventAt = useFeedStatus()?.newestEventAt ?? null;
  const scanPeriodMs = useOrganization()?.scanPeriodMs ?? 0;
  const now = useNow(EVERY_MS);
  if (connection.kind === 'not-connected') return connection.since;
  return notLiveSince(newestEventAt, scanPeriodMs, now);
}

/** Fills the top fifth: nobody near a wall may take an old picture for the plant. */
function NotLive({ since }: { readonly since: number }): ReactElement {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(EVERY_MS);
  return (
    <div className="wall-not-live">
      <Banner icon="warning" title={t('wall.not-live', { since: plantTime.short(since, now) })}>
        {t('wall.not-live.meaning')}
      </Banner>
    </div>
  );
}
