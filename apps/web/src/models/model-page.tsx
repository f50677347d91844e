import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { idText } from '../address/index.js';
import { ApiProblem } from '../api/index.js';
import { Button, Chip, Empty, Failed, Loading, Page, useTable } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { StateChip } from './life/state-chip.js';
import { useActDialog } from './life/use-act-dialog.js';
import { VersionActions } from './life/version-actions.js';
import { VersionList } from './life/version-list.js';
import { Report } from './report/report.js';
import { useSaveCard } from './report/use-save-card.js';
import { useModel, useModels } from './use-models.js';

const route = getRouteApi('/frame/models/$version');

/** One version: its verdict in words first, then everything that it rests on. */
export function ModelPage(): ReactElement {
  const { t } = useTexts();
  const { version } = route.useParams();
  const models = useModels();
  const report = useModel(version);
  const saveCard = useSaveCard(version);
  const [dialog, ask] = useActDialog();
  const [isTable, toggleTable] = useTable();
  const items = models.data?.items ?? [];
  const model = report.data;
  return (
    <div className="model-split">
      <VersionList models={items} />
      <Page
        title={t('models.model', { version: idText(version) })}
        lead={
          model === undefined ? undefined : (
            <>
              <StateChip state={model.state} />
              {model.overridden ? <Chip icon="warning">{t('models.overridden')}</Chip> : null}
              {model.tags.map((tag) => (
                <span key={tag} className="mono t3">
                  {tag}
                </span>
              ))}
            </>
          )
        }
        actions={
          model === undefined ? undefined : (
            <>
              <Button look="quiet" icon="grid" shortcut="Alt T" aria-pressed={isTable} onClick={toggleTable}>
                {t('models.table')}
              </Button>
              <Button look="quiet" icon="print" onClick={() => print()}>
                {t('states.print')}
              </Button>
              <Button look="quiet" icon="export" onClick={() => void saveCard()}>
                {t('models.card')}
              </Button>
              <VersionActions model={model} onAsk={ask} />
            </>
          )
        }
      >
        {model === undefined ? (
          <NoReport version={version} error={report.error} onTryNow={() => void report.refetch()} />
        ) : (
          <Report key={version} model={model} models={items} isTable={isTable} />
        )}
        {dialog}
      </Page>
    </div>
  );
}

interface NoReportProps {
  readonly version: string;
  readonly error: Error | null;
  readonly onTryNow: () => void;
}

/** A version that is not there is no failure: it was deleted, or the address is mistyped. */
function NoReport({ version, error, onTryNow }: NoReportProps): ReactElement {
  const { t } = useTexts();
  if (error === null) return <Loading />;
  const isUnknown = error instanceof ApiProblem && (error.status === 404 || error.status === 400);
  if (!isUnknown) return <Failed error={error} onTryNow={onTryNow} />;
  return (
    <Empty
      title={t('models.unknown', { version: idText(version) })}
      action={
        <Link to="/models" className="btn">
          {t('models.all')}
        </Link>
      }
    >
      {t('models.unknown.meaning')}
    </Empty>
  );
}
