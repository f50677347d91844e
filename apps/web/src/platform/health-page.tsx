import type { ReactElement } from 'react';
import { Banner, Empty, Failed, Loading, Page, Panel } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { ageText, useNow, usePlantTime } from '../time/index.js';
import { DeadLettersTable } from './health/dead-letters-table.js';
import { ServicesTable } from './health/services-table.js';
import { useDeadLetters } from './health/use-dead-letters.js';
import { useServices } from './health/use-services.js';
import type { ServiceVitals } from './health/vitals.js';

const TICK_MS = 10_000;
/** Two questions that are missed may be a slow answer; three are none. */
const QUESTIONS_MISSED_MAX = 3;

/** Every service of the platform, and the messages that none of them could use. */
export function HealthPage(): ReactElement {
  const { t } = useTexts();
  const { data, error, refetch } = useServices();
  return (
    <Page title={t('platform.health.title')} lead={data == null ? null : <Asked vitals={data} />}>
      <div className="grid grid-cols-1">
        {error === null ? null : <Failed error={error} onTryNow={() => void refetch()} />}
        {data == null ? error === null && <Loading /> : <Services vitals={data} />}
        <DeadLetters />
      </div>
    </Page>
  );
}

interface VitalsProps {
  readonly vitals: ServiceVitals;
}

/** When the services were asked, and since when the gateway remembers. */
function Asked({ vitals: { askedAt, askedEveryMs, watchedSince } }: VitalsProps): ReactElement | null {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(TICK_MS);
  if (askedAt === null) return null;
  return (
    <p
      className="t2"
      title={t('platform.health.since', { at: plantTime.short(Date.parse(watchedSince), now) })}
    >
      {t('platform.health.asked', {
        at: plantTime.short(Date.parse(askedAt), now),
        every: ageText(askedEveryMs),
      })}
    </p>
  );
}

function Services({ vitals }: VitalsProps): ReactElement {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(TICK_MS);
  const { askedAt, askedEveryMs } = vitals;
  if (askedAt === null) return <Loading />;
  const ageMs = now - Date.parse(askedAt);
  return (
    <>
      {ageMs <= QUESTIONS_MISSED_MAX * askedEveryMs ? null : (
        <Banner icon="warning" title={t('platform.health.old', { age: ageText(ageMs) })}>
          {t('platform.health.old.meaning', { at: plantTime.short(Date.parse(askedAt), now) })}
        </Banner>
      )}
      <ServicesTable vitals={vitals} />
    </>
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
