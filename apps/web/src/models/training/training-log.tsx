import type { ReactElement } from 'react';
import { Failed, Loading } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { usePlantTime } from '../../time/index.js';
import { useTraining } from './use-trainings.js';

/** What a training wrote down, line by line. */
export function TrainingLog({ runId }: { readonly runId: string }): ReactElement {
  const { t, sentences } = useTexts();
  const plantTime = usePlantTime();
  const { data, error, refetch } = useTraining(runId);
  if (error !== null) return <Failed error={error} onTryNow={() => void refetch()} />;
  if (data === undefined) return <Loading lines={3} />;
  if (data.log.length === 0) return <p className="t2">{t('models.trainings.no-log')}</p>;
  return (
    <ol className="training-log">
      {data.log.map(({ at, stage, text }, line) => (
        // Lines of a log have no other identity than their place, and none is taken out.
        <li key={line}>
          <time className="num t3" dateTime={at}>
            {plantTime.time(Date.parse(at))}
          </time>
          <span className="t3">{t(`models.stage.${stage}`)}</span>
          <span>{sentences.training({ stage, reason: text })}</span>
        </li>
      ))}
    </ol>
  );
}
