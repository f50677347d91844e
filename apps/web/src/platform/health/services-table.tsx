import type { ReactElement } from 'react';
import { Chip, ScrollRegion } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import type { KnownService } from './service-health.js';

interface ServicesTableProps {
  readonly services: readonly KnownService[];
}

export function ServicesTable({ services }: ServicesTableProps): ReactElement {
  const { t } = useTexts();
  return (
    <div className="panel services">
      <ScrollRegion label={t('platform.health.title')}>
        <table className="tbl-natural" aria-label={t('platform.health.title')}>
          <thead>
            <tr>
              <th scope="col" className="service">
                {t('platform.service')}
              </th>
              <th scope="col" className="state">
                {t('platform.service.state')}
              </th>
              <th scope="col" className="num replicas">
                {t('platform.service.ready')}
              </th>
              <th scope="col">{t('platform.service.away')}</th>
            </tr>
          </thead>
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
        </table>
      </ScrollRegion>
    </div>
  );
}
