import type { ReactElement } from 'react';
import { Button, Icon, Panel } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { longAgeText, useNow, usePlantTime } from '../../time/index.js';
import type { AskToAct } from '../life/use-act-dialog.js';
import type { Training } from '../model-types.js';
import { ScheduleLine } from './schedule-line.js';
import { isRunning, percentOf, RUN_STAGES } from './stages.js';

const EVERY_MS = 1_000;

interface TrainingPanelProps {
  readonly training: Training | null;
  readonly onAsk: AskToAct;
}

/** The training that runs, as it goes on, or the last one; and how the next one begins. */
export function TrainingPanel({ training, onAsk }: TrainingPanelProps): ReactElement {
  const { t, sentences } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(EVERY_MS);
  const runs = training !== null && isRunning(training);
  return (
    <Panel
      title={t('models.training')}
      actions={
        <span className="row model-acts">
          {runs ? (
            <Button onClick={() => onAsk({ kind: 'cancel' })}>{t('models.act.cancel')}</Button>
          ) : (
            <Button icon="trend" onClick={() => onAsk({ kind: 'train' })}>
              {t('models.act.train')}
            </Button>
          )}
        </span>
      }
    >
      {training?.attention == null ? null : (
        <p className="row tight medium">
          <Icon name="warning" size="small" /> {sentences.attention(training.attention)}
        </p>
      )}
      {training === null ? (
        <p className="t2">{t('models.training.never')}</p>
      ) : runs ? (
        <RunningTraining training={training} now={now} />
      ) : (
        <p className="t2">
          <span className="medium">{t(`models.stage.${training.stage}`)}</span>{' '}
          {plantTime.short(Date.parse(training.updatedAt), now)}
          {training.attention === training.reason ? null : (
            <span className="block">{sentences.training(training)}</span>
          )}
        </p>
      )}
      <ScheduleLine nextAt={training?.nextAt ?? null} />
    </Panel>
  );
}

interface RunningTrainingProps {
  readonly training: Training;
  readonly now: number;
}

function RunningTraining({ training, now }: RunningTrainingProps): ReactElement {
  const { t, sentences } = useTexts();
  const percent = percentOf(training);
  const stage = t(`models.stage.${training.stage}`);
  const { leftMs = null } = training;
  // The estimate was made when the status was written.
  const left = leftMs === null ? null : Math.max(0, leftMs - (now - Date.parse(training.updatedAt)));
  return (
    <div className="training-run">
      <p className="row spread">
        <span className="medium">{stage}</span>
        <span className="num t2">
          {left === null
            ? t('models.training.percent', { percent })
            : t('models.training.left', { percent, left: longAgeText(left) })}
        </span>
      </p>
      <progress value={percent} max={100} aria-label={t('models.training.progress', { stage })} />
      <ol className="training-stages">
        {RUN_STAGES.map((each) => (
          <li key={each} aria-current={each === training.stage ? 'step' : undefined}>
            {t(`models.stage.${each}`)}
          </li>
        ))}
      </ol>
      <p className="t2">{sentences.training(training)}</p>
    </div>
  );
}
