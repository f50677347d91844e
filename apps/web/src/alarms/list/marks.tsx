import type { ReactElement } from 'react';
import type { Alert } from '../../api/index.js';
import { Icon } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { ageText } from '../../time/index.js';
import { marksOf } from './alert-marks.js';

/** Behind the title: how often it came back, and for how long it stands. */
export function Marks({ alert, now }: { readonly alert: Alert; readonly now: number }): ReactElement {
  const { t } = useTexts();
  const { times, standingMs } = marksOf(alert, now);
  return (
    <>
      {times === null ? null : (
        <span className="mark" title={t('alarms.mark.repeats', { count: times - 1 })}>
          <Icon name="chatter" size="small" />×{times}
        </span>
      )}
      {standingMs === null ? null : (
        <span className="mark" title={t('alarms.mark.standing', { age: ageText(standingMs) })}>
          <Icon name="hourglass" size="small" />
          {ageText(standingMs)}
        </span>
      )}
    </>
  );
}
