import type { ReactElement } from 'react';
import { ScrollRegion } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { useNow, usePlantTime } from '../../time/index.js';
import { type DeadLetter, groupsOf } from './dead-letters.js';

const TICK_MS = 60_000;

export function DeadLettersTable({ letters }: { readonly letters: readonly DeadLetter[] }): ReactElement {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(TICK_MS);
  return (
    <div className="services">
      <ScrollRegion label={t('platform.dead-letters')}>
        <table className="tbl-natural" aria-label={t('platform.dead-letters')}>
          <thead>
            <tr>
              <th scope="col" className="service">
                {t('platform.dead-letters.code')}
              </th>
              <th scope="col" className="state">
                {t('platform.dead-letters.reader')}
              </th>
              <th scope="col" className="num replicas">
                {t('platform.dead-letters.count')}
              </th>
              <th scope="col" className="state">
                {t('platform.dead-letters.newest')}
              </th>
              <th scope="col">{t('platform.dead-letters.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {groupsOf(letters).map(({ code, consumer, count, newest }) => (
              <tr key={`${code} ${consumer}`}>
                <th scope="row" className="mono" title={code}>
                  {code}
                </th>
                <td title={consumer}>{consumer}</td>
                <td className="num">{count}</td>
                <td>{plantTime.short(Date.parse(newest.storedAt), now)}</td>
                <td className="t2 sentence">{newest.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </div>
  );
}
