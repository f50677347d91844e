import type { ReactElement } from 'react';
import { Chip, DataTable } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import type { KnownService } from './service-health.js';

interface ServicesTableProps {
  readonly services: readonly KnownService[];
}

export function ServicesTable({ services }: ServicesTableProps): ReactElement {
  const { t } = useTexts();
  return (
    <div className="panel services">
      <DataTable
        label={t('platform.health.title')}
        heads={[
          { text: t('platform.service'), className: 'service' },
          { text: t('platform.service.state'), className: 'state' },
          { text: t('platform.service.ready'), className: 'num replicas' },
          { text: t('platform.service.away') },
        ]}
      >
        <tbody>
          {services.map(({ service, state, ready, replicas }) => (
            <tr key={service}>
              <th scope="row">{t(`platform.service.${service}`)}</th>
              <td>
                <Chip look={state === 'ready' || state === 'unknown' ? 'regular' : 'inverse'}>
                  {t(`platform.service.state.${state}`)}
                </Chip>
              </td>
              <td className="num">
                {state === 'unknown' ? '–' : t('platform.service.replicas', { ready, replicas })}
              </td>
              <td className="t2 sentence">{t(`platform.service.away.${service}`)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}
