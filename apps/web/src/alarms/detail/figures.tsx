import type { ReactElement } from 'react';
import type { Alert } from '../../api/index.js';
import { type Texts, useTexts } from '../../texts/index.js';
import { type TimeToFailure, timeToFailureOf, useNow, usePlantTime } from '../../time/index.js';
import { failureText } from '../list/reading-cell.js';
import { useKnownUntil } from '../use-known-until.js';

const EVERY_MS = 1_000;
const LIKELY_UNSURE = 0.7;

const percent = (share: number): string => `${Math.round(share * 100)}\u202f%`;

/** When, with its interval, and how sure; only while the prediction stands. */
export function Figures({ alert }: { readonly alert: Alert }): ReactElement | null {
  const { t } = useTexts();
  const now = useNow(EVERY_MS);
  const plantTime = usePlantTime();
  const knownUntil = useKnownUntil();
  const failure = timeToFailureOf(alert, knownUntil ?? now);
  const { probability, confidence } = alert;
  if (alert.origin === 'rule' || !alert.state.active) return null;
  return (
    <section className={knownUntil === null ? 'figures-section' : 'figures-section withdrawn'}>
      <div className="figures">
        {failure === null ? null : (
          <div>
            <div className={(confidence ?? 1) < LIKELY_UNSURE ? 'v unsure' : 'v'}>
              {failureText(failure, t, plantTime.time(failure.dueAt).slice(0, 5))}
            </div>
            <div className="s">
              {knownUntil === null
                ? likelyText(failure, t)
                : t('alarms.drawer.as-of', { at: plantTime.time(knownUntil) })}
            </div>
          </div>
        )}
        {probability === null ? null : (
          <div title={t('alarms.drawer.probability.meaning')}>
            <div className="v small">{percent(probability)}</div>
            <div className="s">{t('alarms.drawer.probability')}</div>
          </div>
        )}
        {confidence === null ? null : (
          <div title={t('alarms.drawer.confidence.meaning')}>
            <div className="v small">{percent(confidence)}</div>
            <div className="s">{t('alarms.drawer.confidence')}</div>
          </div>
        )}
      </div>
      {failure === null || failure.phase === 'due' || knownUntil !== null ? null : (
        <Whisker failure={failure} now={now} />
      )}
      {failure === null || knownUntil === null ? null : (
        <Withdrawn failure={failure} knownUntil={knownUntil} />
      )}
    </section>
  );
}

function likelyText({ minutesBetween, phase }: TimeToFailure, t: Texts['t']): string {
  if (minutesBetween === null || phase === 'due') return t('alarms.drawer.to-failure');
  return t('alarms.drawer.likely', { low: minutesBetween[0], high: minutesBetween[1] });
}

interface WithdrawnProps {
  readonly failure: TimeToFailure;
  readonly knownUntil: number;
}

/** Without data nothing is predicted: what was said last is told as what it was. */
function Withdrawn({ failure: { minutes, minutesBetween }, knownUntil }: WithdrawnProps): ReactElement {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const at = plantTime.time(knownUntil);
  return (
    <p className="withdrawn-note">
      {minutesBetween === null
        ? t('alarms.drawer.withdrawn', { at, minutes })
        : t('alarms.drawer.withdrawn-between', {
            at,
            minutes,
            low: minutesBetween[0],
            high: minutesBetween[1],
          })}
    </p>
  );
}

const WIDTH = 380;
const [LEFT, RIGHT] = [2, WIDTH - 2];
const TICKS = 4;
/** The axis ends this much after the interval. */
const BEYOND = 1.25;

/** The interval on an axis from now on. */
function Whisker({
  failure,
  now,
}: {
  readonly failure: TimeToFailure;
  readonly now: number;
}): ReactElement | null {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  if (failure.between === null || failure.minutesBetween === null) return null;
  const end = now + Math.max(60_000, (failure.dueAt - now) * BEYOND);
  const x = (at: number): number => LEFT + ((Math.max(at, now) - now) / (end - now)) * (RIGHT - LEFT);
  const [low, high] = [x(failure.between[0]), x(failure.between[1])];
  const ticks = Array.from({ length: TICKS + 1 }, (_, index) => now + ((end - now) * index) / TICKS);
  return (
    <svg
      className="whisker"
      viewBox={`0 0 ${WIDTH} 34`}
      role="img"
      aria-label={t('alarms.drawer.interval', {
        minutes: failure.minutes,
        low: failure.minutesBetween[0],
        high: failure.minutesBetween[1],
      })}
    >
      <path className="base" d={`M${LEFT},14.5H${RIGHT}`} />
      {ticks.map((at, index) => (
        <text
          key={index}
          className="ax"
          x={x(at)}
          y="31"
          textAnchor={index === 0 ? 'start' : index === TICKS ? 'end' : 'middle'}
        >
          {index === 0
            ? t('alarms.drawer.now', { at: plantTime.time(at).slice(0, 5) })
            : plantTime.time(at).slice(0, 5)}
        </text>
      ))}
      <rect className="ribbon" x={low} y="9" width={Math.max(0, high - low)} height="11" />
      <path className="whisk" d={`M${low},6V23M${high},6V23M${low},14.5H${high}`} />
      <circle className="whiskdot" cx={x(failure.at)} cy="14.5" r="5" />
    </svg>
  );
}
