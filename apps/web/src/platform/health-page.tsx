import type { ReactElement } from 'react';
import { Empty, Failed, Loading, Page, Panel } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { DeadLettersTable } from './health/dead-letters-table.js';
import { ServicesTable } from './health/services-table.js';
import { useDeadLetters } from './health/use-dead-letters.js';
import { useServices } from './health/use-services.js';

/** Every service of the platform, and the messages that none of them could use. */
export function HealthPage(): ReactElement {
  const { t } = useTexts();
  const services = useServices();
  return (
    <Page title={t('platform.health.title')}>
      <div className="grid grid-cols-1">
        {services.error === null ? null : (
          <Failed error={services.error} onTryNow={() => void services.refetch()} />
        )}
        {services.data === undefined ? (
          services.error === null && <Loading />
        ) : (
          <ServicesTable services={services.data} />
        )}
        <DeadLetters />
      </div>
    </Page>
  );
}

function DeadLetters(): ReactElement {
  const { t } = useTexts();
  const letters = useDeadLetters();
  return (
    <Panel title={t('platform.dead-letters')} subtitle={t('platform.dead-letters.meaning')}>
      {letters.error === null ? null : (
        <Failed error={letters.error} onTryNow={() => void letters.refetch()} />
      )}
      {letters.data === undefined && letters.error === null ? <Loading lines={2} /> : null}
      {letters.data?.length === 0 ? <Empty title={t('platform.dead-letters.none')} /> : null}
      {letters.data === undefined || letters.data.length === 0 ? null : (
        <DeadLettersTable letters={letters.data} />
      )}
    </Panel>
  );
}
