import type { ReactElement } from 'react';
import { Chip, classNames, DataTable, Icon } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { useNow, usePlantTime } from '../../time/index.js';
import { FigureCells } from './figure-cells.js';
import { ReplicaRow } from './replica-row.js';
import { readyCount, type ServiceRow, serviceRows } from './service-needs.js';
import { needText } from './service-words.js';
import type { ServiceVitals } from './vitals.js';

const TICK_MS = 10_000;
const COLUMNS = 9;

interface ServicesTableProps {
  readonly vitals: ServiceVitals;
}

/** Each service with its sentence, its figures and its replicas; those that need somebody first. */
export function ServicesTable({ vitals }: ServicesTableProps): ReactElement {
  const { t } = useTexts();
  const now = useNow(TICK_MS);
  return (
    <div className="panel services vitals">
      <DataTable
        label={t('platform.health.title')}
        heads={[
          { text: t('platform.service'), className: 'service' },
          { text: t('platform.service.state'), className: 'state' },
          { text: t('platform.replica.role') },
          { text: t('platform.replica.up'), className: 'num' },
          { text: t('platform.replica.memory'), className: 'num' },
          { text: t('platform.replica.heap'), className: 'num' },
          { text: t('platform.replica.cpu'), className: 'num' },
          { text: t('platform.replica.loop'), className: 'num' },
          { text: t('platform.replica.version') },
        ]}
      >
        {serviceRows(vitals.services, now).map((row) => (
          <ServiceBody key={row.watched.service} row={row} vitals={vitals} now={now} />
        ))}
      </DataTable>
    </div>
  );
}

interface ServiceBodyProps extends ServicesTableProps {
  readonly row: ServiceRow;
  readonly now: number;
}

function ServiceBody({ row, vitals, now }: ServiceBodyProps): ReactElement {
  const { t } = useTexts();
  const { watched, needs } = row;
  const { service, figures, replicas } = watched;
  const { state, ready, replicas: count } = readyCount(watched);
  return (
    <tbody className={classNames(needs.length > 0 && 'trouble')}>
      <tr className="service-row">
        <th scope="rowgroup">
          {t(`platform.service.${service}`)}{' '}
          <span className="t3 nowrap">{t('platform.service.replicas', { ready, replicas: count })}</span>
        </th>
        <td>
          <Chip look={state === 'ready' ? 'regular' : 'inverse'}>{t(`platform.service.state.${state}`)}</Chip>
        </td>
        <td colSpan={COLUMNS - 2} className="sentence">
          <Why row={row} vitals={vitals} now={now} />
        </td>
      </tr>
      <tr className="figures-row">
        <td colSpan={COLUMNS}>
          <FigureCells figures={figures} askedEveryMs={vitals.askedEveryMs} />
        </td>
      </tr>
      {replicas.map((replica) => (
        <ReplicaRow key={replica.replica} known={replica} answerMsMax={vitals.answerMsMax} now={now} />
      ))}
    </tbody>
  );
}

function Why({ row: { watched, needs }, vitals, now }: ServiceBodyProps): ReactElement | null {
  const texts = useTexts();
  const plantTime = usePlantTime();
  if (needs.length === 0) return null;
  const words = { ...texts, plantTime, nowMs: now, answerMsMax: vitals.answerMsMax };
  return (
    <ul>
      {needs.map((need) => {
        const sentence = needText(watched.service, need, words);
        return (
          <li key={sentence} className="row tight">
            <Icon name="warning" size="small" /> <span>{sentence}</span>
          </li>
        );
      })}
    </ul>
  );
}
