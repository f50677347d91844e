import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Button, Failed, Loading, Page } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { ConfigurationTabs } from '../configuration-tabs.js';
import { RevisionDifference } from './revision-difference.js';
import { RevisionsTable } from './revisions-table.js';
import { useRevisions } from './use-revisions.js';

const route = getRouteApi('/frame/settings/history');
/** As many as the platform keeps of an organization: `CONFIG_REVISIONS_KEPT` of the contracts. */
const REVISIONS_KEPT = 200;

/** Who changed the configuration, when and how; each part of a revision can be brought back. */
export function RevisionsPage(): ReactElement {
  const { t } = useTexts();
  const search = route.useSearch();
  const { revision } = search;
  const revisions = useRevisions();
  const items = revisions.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title={t('revisions.title')}
      lead={<ConfigurationTabs />}
      actions={<span className="t3">{t('revisions.kept', { count: REVISIONS_KEPT })}</span>}
    >
      <div className="revisions-page">
        <div>
          {revisions.error === null ? null : (
            <Failed error={revisions.error} onTryNow={() => void revisions.refetch()} />
          )}
          {revisions.data === undefined ? (
            revisions.error === null && <Loading />
          ) : (
            <RevisionsTable revisions={items} search={search} />
          )}
          {revisions.hasNextPage ? (
            <Button disabled={revisions.isFetchingNextPage} onClick={() => void revisions.fetchNextPage()}>
              {t('revisions.more')}
            </Button>
          ) : revisions.data === undefined ? null : (
            <p className="t3">{t('revisions.end', { count: items.length })}</p>
          )}
        </div>
        {revision === undefined ? (
          <p className="t3">{t('revisions.choose')}</p>
        ) : (
          <RevisionDifference key={revision} revision={revision} />
        )}
      </div>
    </Page>
  );
}
