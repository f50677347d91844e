import type { ReactElement } from 'react';
import { numberText } from '../../charts/index.js';
import { Panel, ScrollRegion } from '../../parts/index.js';
import { type Texts, useTexts } from '../../texts/index.js';
import { ageText, delayText, type PlantTime, useNow, usePlantTime } from '../../time/index.js';
import { dayText } from './day-range.js';
import type { DayQuality } from './quality-cells.js';
import { type ClockVerdict, clockVerdict } from './source-clock.js';

const TICK_MS = 60_000;
const NONE = '–';

/** The clock of the source, and how its rows came, day by day. */
export function ClockPanel({ days }: { readonly days: readonly DayQuality[] }): ReactElement {
  const texts = useTexts();
  const { t } = texts;
  const plantTime = usePlantTime();
  const now = useNow(TICK_MS);
  return (
    <Panel title={t('feeds.clock')}>
      <p className="medium">{clockSentence(clockVerdict(days), texts, plantTime, now)}</p>
      <ScrollRegion label={t('feeds.clock')}>
        <table className="tbl-natural clock-days" aria-label={t('feeds.clock')}>
          <thead>
            <tr>
              <th scope="col">{t('feeds.clock.day')}</th>
              {(['rows', 'delay', 'least', 'late', 'future', 'back', 'gaps'] as const).map((column) => (
                <th key={column} scope="col" className="num">
                  {t(`feeds.clock.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map((day) => (
              <ClockDay key={day.day} day={day} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </Panel>
  );
}

function ClockDay({ day }: { readonly day: DayQuality }): ReactElement {
  const { t, language } = useTexts();
  const { delayMs, gaps } = day;
  const number = (value: number): string => numberText(value, language);
  return (
    <tr>
      <th scope="row">{dayText(day.day, language)}</th>
      <td className="num">{number(day.rows)}</td>
      <td className="num">{delayMs === null ? NONE : delayText(delayMs.median, language)}</td>
      <td className="num">{delayMs === null ? NONE : delayText(delayMs.min, language)}</td>
      <td className="num">{number(day.late)}</td>
      <td className="num">{number(day.future)}</td>
      <td className="num">{number(day.clockBack.count)}</td>
      <td className="num">
        {gaps.count === 0
          ? '0'
          : t('feeds.clock.gaps-of', { count: number(gaps.count), longest: ageText(gaps.longestMs) })}
      </td>
    </tr>
  );
}

function clockSentence(
  verdict: ClockVerdict,
  { t, language }: Texts,
  plantTime: PlantTime,
  now: number,
): string {
  switch (verdict.kind) {
    case 'unknown':
      return t('feeds.clock.unknown');
    case 'set-back':
      return verdict.atMs === null
        ? t('feeds.clock.set-back', { count: verdict.count })
        : t('feeds.clock.set-back-at', { count: verdict.count, at: plantTime.short(verdict.atMs, now) });
    case 'ahead':
    case 'behind':
    case 'right':
      return t(`feeds.clock.${verdict.kind}`, { time: delayText(verdict.ms, language) });
  }
}
