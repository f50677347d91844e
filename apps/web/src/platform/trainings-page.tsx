import type { ReactElement } from 'react';
import { Empty, Failed, Loading, Page, DataTable } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { longAgeText, useNow, usePlantTime } from '../time/index.js';
import { shareText } from './organizations/organization-words.js';
import { useOverview } from './organizations/use-overview.js';
import { isAtWork, queueOf, type QueuedTraining } from './trainings/queue.js';
import { trainingsText } from './trainings/training-words.js';

const TICK_MS = 60_000;

/** Trainings of all organizations: what runs, what waits, and when the next ones begin. */
export function TrainingsPage(): ReactElement {
  const texts = useTexts();
  const { t } = texts;
  const { rows, error, tryNow } = useOverview();
  const queue = queueOf((rows ?? []).map(({ glance }) => glance));
  return (
    <Page title={t('platform.trainings.title')} lead={<p className="t2">{trainingsText(queue, texts)}</p>}>
      {error === null ? null : <Failed error={error} onTryNow={tryNow} />}
      {rows === null && error === null ? <Loading /> : null}
      {rows === null ? null : queue.length === 0 ? (
        <Empty title={t('platform.trainings.none')} />
      ) : (
        <Queue queue={queue} />
      )}
    </Page>
  );
}

function Queue({ queue }: { readonly queue: readonly QueuedTraining[] }): ReactElement {
  const { t } = useTexts();
  return (
    <div className="panel services">
      <DataTable
        label={t('platform.trainings.title')}
        heads={[
          { text: t('platform.organization'), className: 'service' },
          { text: t('platform.trainings.stage'), className: 'state' },
          { text: t('platform.trainings.progress'), className: 'num replicas' },
          { text: t('platform.trainings.next'), className: 'state' },
          { text: t('platform.trainings.reason') },
        ]}
      >
        <tbody>
          {queue.map((each) => (
            <TrainingRow key={each.organization.id} queued={each} />
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}

function TrainingRow({ queued }: { readonly queued: QueuedTraining }): ReactElement {
  const { t, language, sentences } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(TICK_MS);
  const { organization, training } = queued;
  const { stage, progress, leftMs = null, nextAt = null, attention = null } = training;
  const share = isAtWork(training) ? shareText(progress, language) : '–';
  return (
    <tr>
      <th scope="row" title={organization.name}>
        {organization.name}
      </th>
      <td>{t(`models.stage.${stage}`)}</td>
      <td className="num">
        {share}
        {leftMs === null ? null : (
          <span className="block t3">{t('platform.trainings.left', { time: longAgeText(leftMs) })}</span>
        )}
      </td>
      <td>{nextAt === null ? '–' : plantTime.short(Date.parse(nextAt), now)}</td>
      <td className="t2 sentence">
        {attention === null ? sentences.training(training) : sentences.attention(attention)}
      </td>
    </tr>
  );
}
