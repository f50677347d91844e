import type { ReactElement } from 'react';
import { DataTable } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { useNow, usePlantTime } from '../../time/index.js';
import type { DeadLetter } from '../../dead-letters/index.js';
import { groupsOf } from './dead-letters.js';

const TICK_MS = 60_000;

export function DeadLettersTable({ letters }: { readonly letters: readonly DeadLetter[] }): ReactElement {
  const { t, sentences } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(TICK_MS);
  return (
    <div className="services">
      <DataTable
        label={t('platform.dead-letters')}
        heads={[
          { text: t('platform.dead-letters.code'), className: 'service' },
          { text: t('platform.dead-letters.reader'), className: 'state' },
          { text: t('platform.dead-letters.count'), className: 'num replicas' },
          { text: t('platform.dead-letters.newest'), className: 'state' },
          { text: t('platform.dead-letters.reason') },
        ]}
      >
        <tbody>
          {groupsOf(letters).map(({ code, consumer, count, newest }) => (
            <tr key={`${code} ${consumer}`}>
              <th scope="row" className="mono" title={code}>
                {code}
              </th>
              <td title={consumer}>{consumer}</td>
              <td className="num">{count}</td>
              <td>{plantTime.short(Date.parse(newest.storedAt), now)}</td>
              <td className="t2 sentence">{sentences.error(code, newest.reason)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}
