import { Link } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { Button, Failed, Loading, Panel, DataTable } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { longAgeText, useNow, usePlantTime } from '../../time/index.js';
import { TrainingLog } from './training-log.js';
import { type TrainingRun, useTrainings } from './use-trainings.js';

const EVERY_MS = 60_000;
const COLUMNS = 6;

/** Every training with what started it, what became of it, and its log. */
export function TrainingsPanel(): ReactElement {
  const { t } = useTexts();
  const trainings = useTrainings();
  const runs = trainings.data?.pages.flatMap(({ items }) => items);
  return (
    <Panel title={t('models.trainings')} subtitle={t('models.trainings.newest-first')}>
      {trainings.error === null ? null : (
        <Failed error={trainings.error} onTryNow={() => void trainings.refetch()} />
      )}
      {runs === undefined && trainings.error === null ? <Loading lines={3} /> : null}
      {runs?.length === 0 ? <p className="t2">{t('models.training.never')}</p> : null}
      {runs === undefined || runs.length === 0 ? null : <Runs runs={runs} />}
      {trainings.hasNextPage ? (
        <Button disabled={trainings.isFetchingNextPage} onClick={() => void trainings.fetchNextPage()}>
          {t('models.trainings.older')}
        </Button>
      ) : null}
    </Panel>
  );
}

function Runs({ runs }: { readonly runs: readonly TrainingRun[] }): ReactElement {
  const { t } = useTexts();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <DataTable
      className="trainings"
      label={t('models.trainings')}
      heads={[
        { text: t('models.trainings.begun'), className: 'begun' },
        { text: t('models.trainings.took'), className: 'took num' },
        { text: t('models.trainings.stage'), className: 'stage' },
        { text: t('models.version'), className: 'version' },
        { text: t('models.trainings.reason') },
        { text: t('models.trainings.log'), className: 'act', isSilent: true },
      ]}
    >
      {runs.map((run) => (
        <Run
          key={run.id}
          run={run}
          isOpen={run.id === open}
          onToggle={() => setOpen(run.id === open ? null : run.id)}
        />
      ))}
    </DataTable>
  );
}

interface RunProps {
  readonly run: TrainingRun;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function Run({ run, isOpen, onToggle }: RunProps): ReactElement {
  const { t, sentences } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(EVERY_MS);
  const { id, stage, trigger, request, startedAt, finishedAt, version } = run;
  const begunAt = Date.parse(startedAt);
  const logId = `training-log-${id}`;
  return (
    <tbody>
      <tr>
        <td>{plantTime.short(begunAt, now)}</td>
        <td className="num">{finishedAt === null ? '–' : longAgeText(Date.parse(finishedAt) - begunAt)}</td>
        <td className="medium">{t(`models.stage.${stage}`)}</td>
        <td>
          {version === null ? (
            '–'
          ) : (
            <Link to="/models/$version" params={{ version }}>
              {version}
            </Link>
          )}
        </td>
        <td className="t2 sentence">
          {sentences.training(run)}
          <span className="block t3">
            {t(`models.trainings.trigger.${trigger}`)} {request}
          </span>
        </td>
        <td>
          <Button aria-expanded={isOpen} aria-controls={isOpen ? logId : undefined} onClick={onToggle}>
            {t('models.trainings.log')}
          </Button>
        </td>
      </tr>
      {isOpen ? (
        <tr className="log">
          <td colSpan={COLUMNS} id={logId}>
            <TrainingLog runId={id} />
          </td>
        </tr>
      ) : null}
    </tbody>
  );
}
