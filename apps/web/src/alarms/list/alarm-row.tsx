import { memo, type ReactElement, useCallback, useSyncExternalStore } from 'react';
import type { Alert } from '../../api/index.js';
import { shareText } from '../../charts/index.js';
import { assetNameOf, isHeld } from '../../live/index.js';
import { type BadgeState, classNames, Icon, PriorityBadge } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { ageText, usePlantTime } from '../../time/index.js';
import type { Acting } from '../actions/acting.js';
import { isSeenAcknowledged, type Pending } from '../actions/pending.js';
import { pendingText } from '../actions/pending-text.js';
import type { Unfolded } from './flood-lines.js';
import type { AlertRow } from './frozen-rows.js';
import { Marks } from './marks.js';
import { readingOf } from './reading.js';
import { ReadingText } from './reading-cell.js';
import { spoken } from './spoken.js';
import type { PlaceInGroup } from './sections.js';
import { useSwipe } from './use-swipe.js';

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
  /** Until when values are known, where none come any more. */
  readonly knownUntil: number | null;
  readonly id: string;
  /** Place in the whole list, from 1. */
  readonly rowIndex: number;
  readonly top: number;
  readonly height: number;
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  /** In a flood. */
  readonly place?: PlaceInGroup;
  readonly onOpen: (alertId: string) => void;
  /** A finger moved it to the right. */
  readonly onSwipe: (alertId: string) => void;
  readonly onFold?: (groupId: string, unfolded: Unfolded) => void;
}

/** One alert on one line; on a phone on two. At most 40 elements. */
export const AlarmRow = memo(function AlarmRow(props: AlarmRowProps): ReactElement {
  const {
    row,
    acting,
    userId,
    now,
    knownUntil,
    id,
    rowIndex,
    top,
    height,
    isCurrent,
    isSelected,
    onOpen,
    place,
  } = props;
  const { t, language } = useTexts();
  const { alert } = row;
  const plantTime = usePlantTime();
  const pending = usePending(acting, alert.id);
  const state = badgeStateOf(alert, pending);
  const raisedAt = Date.parse(alert.raisedAt);
  const swipe = useSwipe(isSeenAcknowledged(alert, pending) ? null : () => props.onSwipe(alert.id));
  return (
    // Keys act on the current row of the grid; a click does what Enter does.
    // eslint-disable-next-line jsx-a11y-x/click-events-have-key-events, jsx-a11y-x/interactive-supports-focus
    <div
      role="row"
      id={id}
      data-alert={alert.id}
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
        place?.kind === 'member' && 'member',
        readingOf(alert)?.kind === 'failure' && 'timed',
        swipe.shiftPx > 0 && 'swiped',
      )}
      style={{ top, height, ...(swipe.shiftPx > 0 ? { transform: `translateX(${swipe.shiftPx}px)` } : {}) }}
      onClick={() => onOpen(alert.id)}
      {...swipe.handlers}
    >
      {swipe.shiftPx === 0 ? null : (
        <span
          className={classNames('swipe-under', swipe.isFarEnough && 'enough')}
          style={{ width: swipe.shiftPx }}
          aria-hidden="true"
        >
          <Icon name="check" /> {t('alarms.acknowledge')}
        </span>
      )}
      <span role="gridcell" className="c-badge">
        <PriorityBadge severity={alert.severity} state={state} ring={RINGS[alert.origin]} />
      </span>
      <span role="gridcell" className="c-alert">
        <TitleAndMarks {...props} pending={pending} />
      </span>
      <span role="gridcell" className="c-asset clip t2" title={assetNameOf(alert)}>
        {assetNameOf(alert)}
      </span>
      <span role="gridcell" className="c-component clip t2" title={spoken(alert.component)}>
        {spoken(alert.component)}
      </span>
      <span role="gridcell" className="c-reading clip">
        {place === undefined ? (
          <ReadingText alert={alert} now={now} knownUntil={alert.state.active ? knownUntil : null} />
        ) : (
          <PlaceText place={place} />
        )}
      </span>
      <span role="gridcell" className="c-probability">
        {alert.probability === null || !alert.state.active ? null : shareText(alert.probability, language)}
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
  row: { alert },
  now,
  place,
  pending,
  onFold,
}: AlarmRowProps & { readonly pending: Pending | undefined }): ReactElement {
  const title = useTexts().sentences.alertTitle(alert);
  return (
    <>
      {place?.kind === 'first' ? <FoldButton place={place} onFold={onFold} /> : null}
      <span className="title clip" title={title}>
        {title}
      </span>
      {place?.kind === 'first' ? <span className="chip solid">+{place.size - 1}</span> : null}
      <Marks alert={alert} now={now} />
      <PendingNote pending={pending} />
    </>
  );
}

interface FoldButtonProps {
  readonly place: Extract<PlaceInGroup, { kind: 'first' }>;
  readonly onFold: AlarmRowProps['onFold'];
}

function FoldButton({ place: { groupId, isOpen, size }, onFold }: FoldButtonProps): ReactElement {
  const { t } = useTexts();
  return (
    <button
      type="button"
      className="fold-button"
      aria-expanded={isOpen}
      aria-label={t('alarms.flood.show-group', { count: size })}
      // The arrow keys of the list do the same: one stop for the Tab key is enough.
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation();
        onFold?.(groupId, isOpen ? 'first' : 'next');
      }}
    >
      <Icon name={isOpen ? 'chevronDown' : 'chevronRight'} size="small" />
    </button>
  );
}

function PlaceText({ place }: { readonly place: PlaceInGroup }): ReactElement {
  const { t } = useTexts();
  return place.kind === 'first' ? (
    <span className="t2">{t('alarms.flood.first-of', { count: place.size })}</span>
  ) : (
    <span className="t3">{t('alarms.flood.after', { age: ageText(place.afterMs) })}</span>
  );
}

/** What became of the person's action, in a few words. Screen readers are told by the page. */
export function PendingNote({ pending }: { readonly pending: Pending | undefined }): ReactElement | null {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  if (pending === undefined) return null;
  return <span className="mark said">{pendingText(pending, t, (at) => plantTime.time(at))}</span>;
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
        <span className="t2" title={t('priority.state.acknowledged')}>
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
