import type { ReactElement } from 'react';
import type { Alert } from '../../api/index.js';
import { shareAt, spanOf } from '../../charts/time-range.js';
import { tickText, timeTicks } from '../../charts/time-ticks.js';
import { useTexts } from '../../texts/index.js';
import { timeToFailureOf, usePlantTime, zoneOffset } from '../../time/index.js';
import { useKnownUntil } from '../use-known-until.js';
import type { RecordRange } from './record.js';

const TICK_PX = 50;
/** Behind now there is room for words. */
const ROOM_MS = 4 * 60_000;

interface OverProps {
  readonly alert: Alert;
  readonly range: RecordRange;
  readonly now: number;
}

const percent = (share: number): string => `${Math.min(1, Math.max(0, share)) * 100}%`;

/** Now, the expected failure with its interval, and since when there are no data. */
export function NowAndFailure({ alert, range, now }: OverProps): ReactElement | null {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const knownUntil = useKnownUntil();
  const failure = timeToFailureOf(alert, now);
  if (!range.isLive) return null;
  const between = failure === null || failure.phase === 'due' ? null : failure.between;
  const stretch = (from: number, to: number) => ({
    insetInlineStart: percent(shareAt(range, from)),
    insetInlineEnd: percent(1 - shareAt(range, to)),
  });
  return (
    <div className="record-over" aria-hidden="true">
      {knownUntil === null ? null : (
        <>
          <i className="record-gap" style={stretch(knownUntil, now)} />
          <span
            className="record-gap-words"
            style={
              range.toMs - now > ROOM_MS
                ? { insetInlineStart: percent(shareAt(range, now)), insetInlineEnd: 0 }
                : { insetInlineEnd: percent(1 - shareAt(range, knownUntil)) }
            }
          >
            {t('alarms.record.no-data-since', { at: plantTime.time(knownUntil) })}
          </span>
        </>
      )}
      <i className="now-line" style={{ insetInlineStart: percent(shareAt(range, now)) }} />
      {between === null || failure === null || knownUntil !== null ? null : (
        <>
          <i className="record-failure" style={stretch(...between)} />
          <i className="failure-dot" style={{ insetInlineStart: percent(shareAt(range, failure.at)) }} />
        </>
      )}
    </div>
  );
}

type TimesProps = OverProps & { readonly width: number };

/** Room of a label, with some beside it. */
const LABEL_PX = 40;

/** Times of the plant, now, and when the failure is expected; ticks give way to the two. */
export function Times({ alert, range, now, width }: TimesProps): ReactElement {
  const plantTime = usePlantTime();
  const { t, language } = useTexts();
  const knownUntil = useKnownUntil();
  const { zone } = plantTime;
  const failure = knownUntil === null ? timeToFailureOf(alert, now) : null;
  const expectedAt = failure === null || failure.phase === 'due' || !range.isLive ? null : failure.at;
  const named = [...(range.isLive ? [now] : []), ...(expectedAt === null ? [] : [expectedAt])];
  const apart = (one: number, other: number): number => (Math.abs(one - other) / spanOf(range)) * width;
  const { stepMs, timesMs } = timeTicks(range, Math.max(2, Math.floor(width / TICK_PX)), zoneOffset(zone));
  const text = tickText(zone, language, stepMs);
  return (
    <div className="record-times" aria-hidden="true">
      {timesMs
        // At the edges a label would be cut.
        .filter((at) => Math.min(at - range.fromMs, range.toMs - at) > spanOf(range) / 20)
        .filter((at) => named.every((other) => apart(at, other) > LABEL_PX))
        .map((at) => (
          <span key={at} style={{ insetInlineStart: percent(shareAt(range, at)) }}>
            {text(at)}
          </span>
        ))}
      {!range.isLive ? null : (
        <span className="strong now" style={{ insetInlineStart: percent(shareAt(range, now)) }}>
          {t('alarms.record.now')}
        </span>
      )}
      {expectedAt === null || apart(expectedAt, now) < LABEL_PX ? null : (
        <span className="strong expected" style={{ insetInlineStart: percent(shareAt(range, expectedAt)) }}>
          {plantTime.time(expectedAt).slice(0, 5)}
        </span>
      )}
    </div>
  );
}
