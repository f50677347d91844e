import type { ReactElement } from 'react';
import type { Alert } from '../../api/index.js';
import { type Texts, useTexts } from '../../texts/index.js';
import { ageText, NARROW_SPACE, timeToFailureOf, usePlantTime } from '../../time/index.js';
import { readingOf } from './reading.js';

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
}

/** What was measured, or when the failure is expected. */
export function ReadingText({ alert, now }: ReadingProps): ReactElement | null {
  const { t, language } = useTexts();
  const reading = readingOf(alert);
  if (reading === null) return null;
  switch (reading.kind) {
    case 'measured':
      return (
        <>
          <b>{valueText(reading.value, reading.unit, language)}</b>
          {reading.against === null ? null : (
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
      return <b>{t('alarms.reading.on')}</b>;
    case 'silent':
      return <b>{t('alarms.reading.silent', { age: ageText(reading.ms) })}</b>;
    case 'failure':
      return <FailureText alert={alert} now={now} />;
  }
}

function FailureText({ alert, now }: ReadingProps): ReactElement | null {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const failure = timeToFailureOf(alert, now);
  if (failure === null) return null;
  const text = failureText(failure, t, plantTime.time(failure.dueAt).slice(0, 5));
  return (
    <>
      <b className="predicted">{text}</b>
      {failure.phase !== 'ahead' || failure.minutesBetween === null ? null : (
        <span className="t3">
          {' '}
          {failure.minutesBetween[0]}–{failure.minutesBetween[1]}
        </span>
      )}
    </>
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
