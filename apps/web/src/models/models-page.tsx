import type { ReactElement } from 'react';
import { Empty, Failed, Loading, Page } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { ServingPanel } from './life/serving-panel.js';
import { useActDialog } from './life/use-act-dialog.js';
import { VersionsTable } from './life/versions-table.js';
import { TrainingPanel } from './training/training-panel.js';
import { TrainingsPanel } from './training/trainings-panel.js';
import { useModels } from './use-models.js';
import { useModelStatus } from './use-model-status.js';

/** Which version serves and why, what is trained, and every version that is kept. */
export function ModelsPage(): ReactElement {
  const { t } = useTexts();
  const models = useModels();
  const { serving, training, isKnown, error: statusError } = useModelStatus();
  const [dialog, ask] = useActDialog();
  const items = models.data?.items;
  const error = models.error ?? statusError;
  return (
    <Page title={t('models.title')}>
      {error === null ? null : <Failed error={error} onTryNow={() => void models.refetch()} />}
      {items === undefined || !isKnown ? (
        error === null && <Loading />
      ) : (
        <>
          <div className="model-now">
            <ServingPanel serving={serving} models={items} onAsk={ask} />
            <TrainingPanel training={training} onAsk={ask} />
          </div>
          {items.length === 0 ? (
            <Empty title={t('models.none')}>{t('models.none.meaning')}</Empty>
          ) : (
            <VersionsTable models={items} />
          )}
          {models.data?.nextCursor == null ? null : <p className="t3">{t('models.older-not-shown')}</p>}
          <TrainingsPanel />
          <p className="t3 model-acts-elsewhere">{t('states.larger-screen')}</p>
        </>
      )}
      {dialog}
    </Page>
  );
}
