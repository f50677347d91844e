import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { numberText } from '../../charts/index.js';
import { useFeedStatus } from '../../live/index.js';
import { Button, Empty, Failed, FilteredToNothing, Loading, Panel } from '../../parts/index.js';
import { rejectionReasonOf } from '../../plant-source/index.js';
import { useTexts } from '../../texts/index.js';
import { LostMessages } from './lost-messages.js';
import { QuarantinedRows } from './quarantined-rows.js';
import { type Rejection, rejectionsOf } from './rejections.js';
import { useQuarantine } from './use-quarantine.js';

const route = getRouteApi('/frame/feeds/rejected');

/** What could not be used: how often for which reason, and the newest rows themselves. */
export function RejectedView(): ReactElement {
  const { t } = useTexts();
  const feed = useFeedStatus();
  const rejections = feed === null ? [] : rejectionsOf(feed);
  return (
    <div className="grid grid-cols-1">
      <Panel title={t('feeds.rejected')} subtitle={t('feeds.since-start')}>
        {rejections.length === 0 ? (
          <p className="t2">{t('feeds.rejected.none')}</p>
        ) : (
          <RejectionsTable rejections={rejections} />
        )}
      </Panel>
      <Panel title={t('feeds.quarantine')} subtitle={t('feeds.quarantine.meaning')}>
        <p className="row">
          <span className="t2 grow">{t('feeds.quarantine.repair')}</span>
          <Link className="btn" to="/feeds/source">
            {t('feeds.source.change')}
          </Link>
        </p>
        <Quarantine />
      </Panel>
      <LostMessages />
    </div>
  );
}

function RejectionsTable({ rejections }: { readonly rejections: readonly Rejection[] }): ReactElement {
  const { t, language } = useTexts();
  const { reason: chosen } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <table className="tbl-natural rejections" aria-label={t('feeds.rejected')}>
      <thead>
        <tr>
          <th scope="col">{t('feeds.reason')}</th>
          <th scope="col" className="num count">
            {t('feeds.rejected.count')}
          </th>
          <th scope="col" className="act">
            <span className="sr">{t('feeds.quarantine')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rejections.map(({ reason, count }) => (
          <tr key={reason}>
            <td className="sentence">{t(`feeds.reason.${reason}`)}</td>
            <td className="num">{numberText(count, language)}</td>
            <td className="num">
              <Button
                look="quiet"
                aria-pressed={reason === chosen}
                aria-label={t('feeds.rejected.show-of', { reason: t(`feeds.reason.${reason}`) })}
                onClick={() => void navigate({ search: (former) => ({ ...former, reason }), replace: true })}
              >
                {t('feeds.rejected.show')}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Quarantine(): ReactElement {
  const { t } = useTexts();
  const { reason: named } = route.useSearch();
  const navigate = route.useNavigate();
  const quarantine = useQuarantine();
  const reason = rejectionReasonOf(named);
  const rows = quarantine.data?.pages.flatMap(({ items }) => items) ?? [];
  const shown = reason === null ? rows : rows.filter((row) => row.reason === reason);
  const clear = (): void => void navigate({ search: ({ reason: _, ...rest }) => rest, replace: true });
  if (quarantine.error !== null && quarantine.data === undefined)
    return <Failed error={quarantine.error} onTryNow={() => void quarantine.refetch()} />;
  if (quarantine.data === undefined) return <Loading lines={4} />;
  if (rows.length === 0)
    return <Empty title={t('feeds.quarantine.empty')}>{t('feeds.quarantine.empty.meaning')}</Empty>;
  return (
    <>
      {reason === null || shown.length === 0 ? null : (
        <p className="row">
          <span>{t('feeds.quarantine.shown', { shown: shown.length, all: rows.length })}</span>
          <Button onClick={clear}>{t('states.clear-filters')}</Button>
        </p>
      )}
      {shown.length === 0 && reason !== null ? (
        <FilteredToNothing
          filters={t('feeds.quarantine.filter', { reason: t(`feeds.reason.${reason}`) })}
          onClear={clear}
        />
      ) : (
        <QuarantinedRows rows={shown} />
      )}
      {quarantine.hasNextPage ? (
        <Button disabled={quarantine.isFetchingNextPage} onClick={() => void quarantine.fetchNextPage()}>
          {t('feeds.quarantine.more')}
        </Button>
      ) : (
        <p className="t3">{t('feeds.quarantine.end', { count: rows.length })}</p>
      )}
    </>
  );
}
