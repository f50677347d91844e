import type { ReactElement } from 'react';
import { classNames } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { ageText, useNow } from '../../time/index.js';
import { useOverview } from '../organizations/use-overview.js';
import { queueOf } from '../trainings/queue.js';
import { trainingsText } from '../trainings/training-words.js';
import { newestOf } from '../../dead-letters/index.js';
import { headline } from './figure-words.js';
import { inOrder, readyCount } from './service-needs.js';
import { useDeadLetters } from './use-dead-letters.js';
import { useServices } from './use-services.js';
import type { WatchedService } from './vitals.js';

const TICK_MS = 60_000;

/** The services in one line with what they do now; what is not ready is black on white. */
export function HealthStrip(): ReactElement | null {
  const { t } = useTexts();
  const { data } = useServices();
  if (data == null || data.askedAt === null) return null;
  return (
    <section className="panel health-strip" aria-label={t('platform.health.title')}>
      <ul>
        {inOrder(data.services).map((watched) => (
          <ServiceCell key={watched.service} watched={watched} />
        ))}
        <DeadLettersCell />
      </ul>
    </section>
  );
}

function ServiceCell({ watched }: { readonly watched: WatchedService }): ReactElement {
  const texts = useTexts();
  const { t } = texts;
  const { state, ready, replicas } = readyCount(watched);
  const word = t(`platform.service.state.${state}`);
  const { rows } = useOverview();
  const trainings = rows === null ? '' : trainingsText(queueOf(rows.map(({ glance }) => glance)), texts);
  const says = watched.service === 'training' && trainings !== '' ? trainings : headline(watched, texts);
  const figures = state === 'ready' ? says : '';
  return (
    <li className={classNames(state !== 'ready' && 'bad')}>
      <span className="spread row">
        <span className="medium clip">{t(`platform.service.${watched.service}`)}</span>
        <span className="num nowrap">{t('platform.service.replicas', { ready, replicas })}</span>
      </span>
      <span className="state clip" title={figures === '' ? word : figures}>
        {figures === '' ? word : figures}
      </span>
    </li>
  );
}

function DeadLettersCell(): ReactElement | null {
  const { t } = useTexts();
  const now = useNow(TICK_MS);
  const letters = useDeadLetters();
  if (letters.data === undefined) return null;
  const newest = newestOf(letters.data);
  return (
    <li>
      <span className="spread row">
        <span className="medium clip">{t('platform.dead-letters')}</span>
        <span className="num">{letters.data.length}</span>
      </span>
      <span className="state clip">
        {newest === null
          ? t('platform.dead-letters.short')
          : t('platform.dead-letters.last', { age: ageText(now - Date.parse(newest.storedAt)) })}
      </span>
    </li>
  );
}
