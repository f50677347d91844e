import type { ReactElement } from 'react';
import { classNames } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import type { KnownService } from './service-health.js';
import { useDeadLetters } from './use-dead-letters.js';
import { useServices } from './use-services.js';

/** The services in one line; what is not ready is black on white. */
export function HealthStrip(): ReactElement | null {
  const { t } = useTexts();
  const services = useServices();
  if (services.data === undefined) return null;
  return (
    <section className="panel health-strip" aria-label={t('platform.health.title')}>
      <ul>
        {services.data.map((known) => (
          <ServiceCell key={known.service} known={known} />
        ))}
        <DeadLettersCell />
      </ul>
    </section>
  );
}

function ServiceCell({ known }: { readonly known: KnownService }): ReactElement {
  const { t } = useTexts();
  const { service, state, ready, replicas } = known;
  const isTrouble = state === 'partly' || state === 'not-ready';
  return (
    <li className={classNames(isTrouble && 'bad')}>
      <span className="spread row">
        <span className="medium clip">{t(`platform.service.${service}`)}</span>
        <span className="num nowrap">
          {state === 'unknown' ? '–' : t('platform.service.replicas', { ready, replicas })}
        </span>
      </span>
      <span className="state clip">{t(`platform.service.state.${state}`)}</span>
    </li>
  );
}

function DeadLettersCell(): ReactElement | null {
  const { t } = useTexts();
  const letters = useDeadLetters();
  if (letters.data === undefined) return null;
  const count = letters.data.length;
  return (
    <li>
      <span className="spread row">
        <span className="medium clip">{t('platform.dead-letters')}</span>
        <span className="num">{count}</span>
      </span>
      <span className="state clip">{t('platform.dead-letters.short', { count })}</span>
    </li>
  );
}
