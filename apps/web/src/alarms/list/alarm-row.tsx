import { memo, type ReactElement, useCallback, useSyncExternalStore } from 'react';
import type { Alert } from '../../api/index.js';
import { assetNameOf } from '../../live/index.js';
import { type BadgeState, classNames, Icon, PriorityBadge } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { ageText, usePlantTime } from '../../time/index.js';
import type { Acting } from '../actions/acting.js';
import { isSeenAcknowledged, type Pending } from '../actions/pending.js';
import { isHeld } from './alert-views.js';
import type { AlertRow } from './frozen-rows.js';
import { ReadingText } from './reading-cell.js';

export const RINGS = { rule: 'none', predictive: 'predicted', both: 'joined' } as const;

/** How an alert is drawn, with what the person just did to it. */
export function badgeStateOf(alert: Alert, pending: Pending | undefined): BadgeState {
  if (isHeld(alert)) return 'held';
  if (!alert.state.active || alert.resolvedAt !== null) return 'cleared';
  return isSeenAcknowledged(alert, pending) ? 'acknowledged' : 'unacknowledged';
}

/** What the person did with one alert, and what became of it. */
export function usePending(acting: Acting, alertId: string): Pending | undefined {
  return useSyncExternalStore(
    acting.listen,
    useCallback(() => acting.get().get(alertId), [acting, alertId]),
  );
}

export interface AlarmRowProps {
  readonly row: AlertRow;
  readonly acting: Acting;
  readonly userId: string;
  readonly now: number;
  readonly id: string;
  /** Place in the whole list, from 1. */
  readonly rowIndex: number;
  readonly top: number;
  readonly height: number;
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  readonly onOpen: (alertId: string) => void;
}

/** One alert on one line; on a phone on two. At most 40 elements. */
export const AlarmRow = memo(function AlarmRow(props: AlarmRowProps): ReactElement {
  const { row, acting, userId, now, id, rowIndex, top, height, isCurrent, isSelected, onOpen } = props;
  const { alert } = row;
  const plantTime = usePlantTime();
  const pending = usePending(acting, alert.id);
  const state = badgeStateOf(alert, pending);
  const raisedAt = Date.parse(alert.raisedAt);
  return (
    // Keys act on the current row of the grid; a click does what Enter does.
    // eslint-disable-next-line jsx-a11y-x/click-events-have-key-events, jsx-a11y-x/interactive-supports-focus
    <div
      role="row"
      id={id}
      aria-rowindex={rowIndex}
      aria-selected={isSelected}
      className={classNames(
        'alarm-row',
        `p-${alert.severity}`,
        state === 'unacknowledged' && 'new',
        state === 'cleared' && !alert.state.acknowledged && 'new cleared',
        isCurrent && 'current',
        row.leftAt !== null && 'leaving',
        pending?.kind === 'sending' && 'sending',
      )}
      style={{ top, height }}
      onClick={() => onOpen(alert.id)}
    >
      <span role="gridcell" className="c-badge">
        <PriorityBadge severity={alert.severity} state={state} ring={RINGS[alert.origin]} />
      </span>
      <span role="gridcell" className="c-alert">
        <TitleAndMarks alert={alert} pending={pending} />
      </span>
      <span role="gridcell" className="c-asset clip t2" title={assetNameOf(alert)}>
        {assetNameOf(alert)}
      </span>
      <span role="gridcell" className="c-reading clip">
        <ReadingText alert={alert} now={now} />
      </span>
      <span role="gridcell" className="c-raised clip" title={plantTime.iso(raisedAt)}>
        <span className="at">{plantTime.short(raisedAt, now)}</span>{' '}
        <span className="t3">{ageText(now - raisedAt)}</span>
      </span>
      <span role="gridcell" className="c-state clip">
        <StateText row={row} state={state} userId={userId} />
      </span>
    </div>
  );
});

function TitleAndMarks({
  alert,
  pending,
}: {
  readonly alert: Alert;
  readonly pending: Pending | undefined;
}): ReactElement {
  const { t } = useTexts();
  return (
    <>
      <span className="title clip" title={alert.title}>
        {alert.title}
      </span>
      {alert.repeatCount === 0 ? null : (
        <span className="mark" title={t('alarms.mark.repeats', { count: alert.repeatCount })}>
          <Icon name="chatter" size="small" />×{alert.repeatCount + 1}
        </span>
      )}
      <PendingNote pending={pending} />
    </>
  );
}

/** What became of the person's action, in a few words. */
export function PendingNote({ pending }: { readonly pending: Pending | undefined }): ReactElement | null {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  if (pending === undefined) return null;
  return (
    <span className="mark said" role="status">
      {textOf(pending)}
    </span>
  );

  function textOf(said: Pending): string {
    switch (said.kind) {
      case 'sending':
        return t('alarms.pending.sending');
      case 'waiting':
        return t('alarms.pending.waiting');
      case 'held-back':
        return t('alarms.pending.held-back', { action: said.action });
      case 'somebody-first':
        return t('alarms.pending.somebody-first', { at: plantTime.time(Date.parse(said.at)) });
      case 'refused':
        return t(`alarms.pending.refused.${said.why}`);
    }
  }
}

interface StateTextProps {
  readonly row: AlertRow;
  readonly state: BadgeState;
  readonly userId: string;
}

function StateText({ row: { alert, leftAt }, state, userId }: StateTextProps): ReactElement {
  const { t } = useTexts();
  if (alert.resolvedAt !== null || (leftAt !== null && state !== 'acknowledged')) {
    return <span className="t3">{t('alarms.state.ended')}</span>;
  }
  switch (state) {
    case 'unacknowledged':
      return <span className="strong">{t('alarms.state.new')}</span>;
    case 'cleared':
      return <span className="t2">{t('alarms.state.cleared')}</span>;
    case 'held':
      return <span className="t2">{t('alarms.state.held')}</span>;
    case 'acknowledged':
      return (
        <span className="t2">
          <Icon name="check" size="small" />{' '}
          {t(
            alert.acknowledgedBy === userId
              ? 'alarms.state.acknowledged-by-you'
              : 'alarms.state.acknowledged',
          )}
        </span>
      );
  }
}
