import { Link } from '@tanstack/react-router';
import type { CSSProperties, ReactElement } from 'react';
import type { Alert, Reply } from '../../api/index.js';
import { type Series, stateRuns } from '../../charts/series-runs.js';
import { shareAt, sharesIn, type TimeRange } from '../../charts/time-range.js';
import { classNames, PriorityBadge } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { operatingState } from '../fleet/asset-words.js';
import { LaneRow } from './lane-row.js';
import { marksOf } from './marks.js';

const percent = (share: number): string => `${share * 100}%`;

/** Where a span lies on the axis; null outside of it. */
function placeOf(range: TimeRange, span: TimeRange): CSSProperties | null {
  const shares = sharesIn(range, span);
  return shares === null
    ? null
    : { insetInlineStart: percent(shares.from), width: percent(shares.to - shares.from) };
}

interface StateLaneProps {
  readonly series: Series;
  readonly range: TimeRange;
}

/** What the machine was doing. */
export function StateLane({ series, range }: StateLaneProps): ReactElement {
  const { t } = useTexts();
  const runs = stateRuns(series);
  return (
    <LaneRow name={t('assets.operating-state')}>
      <ul className="state-track">
        {runs.map((run) => {
          const place = placeOf(range, run);
          const words = operatingState(run.state, t);
          return place === null ? null : (
            <li
              key={run.fromMs}
              className={classNames('clip', run.state === 'running' && 'run')}
              style={place}
              title={words}
            >
              {words}
            </li>
          );
        })}
      </ul>
    </LaneRow>
  );
}

/** As large as what a person can press. */
const LINE_PX = 24;
const BEFORE_FROM = 0.7;

interface AlertLaneProps {
  readonly alerts: readonly Alert[];
  readonly range: TimeRange;
  readonly now: number;
}

export function AlertLane({ alerts, range, now }: AlertLaneProps): ReactElement {
  const { t, sentences } = useTexts();
  const { marks, more } = marksOf(alerts, range, now);
  const waiting = alerts.filter(({ state }) => state.active && !state.acknowledged).length;
  const lines = Math.max(1, ...marks.map(({ line }) => line + 1));
  return (
    <LaneRow
      name={t('assets.alerts')}
      value={String(marks.length + more)}
      notes={[
        ...(waiting === 0 ? [] : [t('assets.alerts.waiting', { count: waiting })]),
        ...(more === 0 ? [] : [t('assets.alerts.more', { count: more })]),
      ]}
    >
      <ul className="alert-track" style={{ height: `${lines * LINE_PX + 6}px` }}>
        {marks.map(({ alert, line, ...span }) => {
          const place = placeOf(range, span);
          const title = sentences.alertTitle(alert);
          return place === null ? null : (
            <li
              key={alert.id}
              // Near the end of the axis the words stand before the mark.
              className={shareAt(range, span.fromMs) > BEFORE_FROM ? 'before' : undefined}
              style={{ ...place, top: `${line * LINE_PX + 2}px` }}
            >
              <span className={classNames('bar', alert.severity, !alert.state.active && 'over')} />
              <Link to="/alarms" search={{ alert: alert.id }} className="clip" title={title}>
                <PriorityBadge
                  severity={alert.severity}
                  state={
                    alert.state.active
                      ? alert.state.acknowledged
                        ? 'acknowledged'
                        : 'unacknowledged'
                      : 'cleared'
                  }
                  ring={alert.origin === 'rule' ? 'none' : alert.origin === 'both' ? 'joined' : 'predicted'}
                  size="small"
                />{' '}
                {title}
              </Link>
            </li>
          );
        })}
      </ul>
    </LaneRow>
  );
}

type LogEntry = Reply<'/api/v1/organizations/{organizationId}/event-logs', 'get'>['items'][number];

interface EntryLaneProps {
  readonly entries: readonly LogEntry[];
  readonly range: TimeRange;
}

/** Entries of the error and the maintenance log. */
export function EntryLane({ entries, range }: EntryLaneProps): ReactElement | null {
  const { t } = useTexts();
  if (entries.length === 0) return null;
  return (
    <LaneRow name={t('assets.log')} value={String(entries.length)}>
      <ul className="entry-track">
        {entries.map(({ kind, code, at }) => (
          <li
            key={`${kind} ${code} ${at}`}
            className={kind}
            style={{ insetInlineStart: percent(shareAt(range, Date.parse(at))) }}
            title={t(`assets.log.${kind}`, { code })}
          >
            <span className="clip">{t(`assets.log.${kind}`, { code })}</span>
          </li>
        ))}
      </ul>
    </LaneRow>
  );
}
