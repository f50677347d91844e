import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Page, Segmented } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { QualityView } from './quality/quality-view.js';
import { RejectedView } from './rejected/rejected-view.js';
import { StatusView } from './status/status-view.js';

const route = getRouteApi('/frame/feeds');

const VIEWS = ['status', 'rejected', 'quality'] as const;

/** How the rows of a plant come: the state of its feed, what could not be used, and how good the rest is. */
export function FeedsPage(): ReactElement {
  const { t } = useTexts();
  const { view = 'status' } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Page
      title={t('feeds.title')}
      actions={
        <Segmented
          label={t('feeds.view')}
          value={view}
          segments={VIEWS.map((value) => ({ value, label: t(`feeds.view.${value}`) }))}
          onChoose={(value) => void navigate({ search: (former) => ({ ...former, view: value }) })}
        />
      }
    >
      {view === 'status' ? <StatusView /> : null}
      {view === 'rejected' ? <RejectedView /> : null}
      {view === 'quality' ? <QualityView /> : null}
    </Page>
  );
}
