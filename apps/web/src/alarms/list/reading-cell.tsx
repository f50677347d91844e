import type { ReactElement } from 'react';
import type { Alert } from '../../api/index.js';
import { type Texts, useTexts } from '../../texts/index.js';
import { ageText, NARROW_SPACE, timeToFailureOf, usePlantTime } from '../../time/index.js';
import { readingOf } from './reading.js';
import { timeWhiskerOf } from './time-whisker.js';

const DIGITS_MAX = 4;

/** By language. A format costs more to make than a row that it stands in. */
const formats = new Map<string, Intl.NumberFormat>();

/** A measured number, as many digits as say something. */
export function numberText(value: number, language: string): string {
  const known = formats.get(language);
  const format = known ?? new Intl.NumberFormat(language, { maximumSignificantDigits: DIGITS_MAX });
  if (known === undefined) formats.set(language, format);
  return format.format(value);
}

export const valueText = (value: number, unit: string, language: string): string =>
  unit === '' ? numberText(value, language) : `${numberText(value, language)}${NARROW_SPACE}${unit}`;

interface ReadingProps {
  readonly alert: Alert;
  readonly now: number;
  /** Until when values are known, where none come any more; null: they come. */
  readonly knownUntil: number | null;
}

/** What was measured, or when the failure is expected. What is old does not look live. */
export function ReadingText({ alert, now, knownUntil }: ReadingProps): ReactElement | null {
  const { t, language } = useTexts();
  const reading = readingOf(alert);
  if (reading === null) return null;
  switch (reading.kind) {
    case 'measured':
      return (
        <>
          <b>{valueText(reading.value, reading.unit, language)}</b>
          <KnownAt knownUntil={knownUntil} />
          {reading.against === null || knownUntil !== null ? null : (
            <span className="t3">
              {' '}
              {t(`alarms.reading.${reading.against.kind}`, {
                value: numberText(reading.against.value, language),
              })}
            </span>
          )}
        </>
      );
    case 'on':
      return (
        <>
          <b>{t('alarms.reading.on')}</b>
          <KnownAt knownUntil={knownUntil} />
        </>
      );
    case 'silent':
      return <b>{t('alarms.reading.silent', { age: ageText(reading.ms) })}</b>;
    case 'failure':
      return <FailureText alert={alert} now={now} knownUntil={knownUntil} />;
  }
}

/** `at 14:27`: the last that is known, since nothing comes any more. */
function KnownAt({ knownUntil }: Pick<ReadingProps, 'knownUntil'>): ReactElement | null {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  if (knownUntil === null) return null;
  return (
    <span className="known-at">{t('alarms.reading.at', { at: plantTime.time(knownUntil).slice(0, 5) })}</span>
  );
}

function FailureText({ alert, now, knownUntil }: ReadingProps): ReactElement | null {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  // A prediction is withdrawn with its data, not frozen: it says what it said then.
  const failure = timeToFailureOf(alert, knownUntil ?? now);
  if (failure === null) return null;
  const text = failureText(failure, t, plantTime.time(failure.dueAt).slice(0, 5));
  if (knownUntil !== null) {
    return (
      <>
        <b>{text}</b>
        <KnownAt knownUntil={knownUntil} />
      </>
    );
  }
  if (failure.phase !== 'ahead' || failure.minutesBetween === null)
    return <b className="predicted">{text}</b>;
  const [low, high] = failure.minutesBetween;
  return (
    <span className="time-to-failure">
      <b className="predicted">{text}</b>
      <WhiskerMark minutes={failure.minutes} between={failure.minutesBetween} />
      <span className="t3">
        {low}–{high}
      </span>
    </span>
  );
}

const [WHISKER_WIDTH, MIDDLE, FOOT] = [52, 6, 11.5];

interface WhiskerMarkProps {
  readonly minutes: number;
  readonly between: readonly [number, number];
}

/** The interval on a small axis, to compare rows by eye; the numbers stand beside it. */
function WhiskerMark({ minutes, between }: WhiskerMarkProps): ReactElement | null {
  const whisker = timeWhiskerOf(minutes, between);
  if (whisker === null) return null;
  const x = (share: number): number => 1 + share * (WHISKER_WIDTH - 2);
  const [low, high] = [x(whisker.low), x(whisker.high)];
  return (
    <svg className="time-whisker" width={WHISKER_WIDTH} height="14" aria-hidden="true">
      <path
        className="base"
        d={`M1,2V12M${WHISKER_WIDTH / 2},9.5V12M${WHISKER_WIDTH - 1},9.5V12M1,${FOOT}H${WHISKER_WIDTH - 1}`}
      />
      <path className="whisk" d={`M${low},${MIDDLE}H${high}M${low},3V9M${high},3V9`} />
      <circle className="whiskdot" cx={x(whisker.at)} cy={MIDDLE} r="2.8" />
    </svg>
  );
}

/** Whole minutes; `within 2 min` below two; past its interval `due since 14:46`. */
export function failureText(
  { phase, minutes }: { readonly phase: 'ahead' | 'soon' | 'due'; readonly minutes: number },
  t: Texts['t'],
  dueAt: string,
): string {
  switch (phase) {
    case 'ahead':
      return t('alarms.failure.minutes', { minutes });
    case 'soon':
      return t('alarms.failure.soon');
    case 'due':
      return t('alarms.failure.due', { at: dueAt });
  }
}
