import { type ReactElement, useMemo } from 'react';
import { presentParams } from '../address/index.js';
import { usePageCommands } from '../frame/index.js';
import { Button, Empty, Failed, FilteredToNothing, Loading, Page } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { usePlantTime } from '../time/index.js';
import { AuditDrawer } from './audit-drawer.js';
import { type AuditFilter, filterOf, isFiltering, NO_FILTER, queryOf } from './audit-filter.js';
import { AuditFilters, filterText } from './audit-filters.js';
import { AuditTable, focusEntry } from './audit-table.js';
import { ChainLine } from './chain-line.js';
import type { AuditSearch } from './audit-search.js';
import { type LogOf, useActors, useAuditEntries, useReadPage } from './use-audit.js';
import { useExport } from './use-export.js';

interface AuditPageProps {
  readonly of: LogOf;
  readonly title: string;
  readonly fileName: string;
  /** State of the page, which its address holds. */
  readonly search: AuditSearch;
  readonly onSearch: (search: AuditSearch, options?: { readonly replace: boolean }) => void;
}

/** Who did what, newest first, and whether somebody altered it. */
export function AuditPage({ of, title, fileName, search, onSearch }: AuditPageProps): ReactElement {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const filter = useMemo(() => filterOf(search), [search]);
  const query = useMemo(() => queryOf(filter, plantTime), [filter, plantTime]);
  const log = useAuditEntries(of, query);
  const people = useActors(of);
  const actors = useMemo(() => new Map((people.data ?? []).map((user) => [user.id, user])), [people.data]);
  const file = useExport(useReadPage(of), query, fileName);
  usePageCommands([
    { id: 'audit.export', label: t('audit.export.command'), keys: [], run: () => void file.save() },
  ]);
  const entries = log.data?.pages.flatMap(({ items }) => items) ?? [];
  const chain = log.data?.pages[0]?.chain;
  const narrow = (next: AuditFilter): void => onSearch(searchOf(next), { replace: true });
  const open = (entry: number | null): void => {
    onSearch(presentParams({ ...search, entry: entry ?? undefined }), {
      replace: search.entry !== undefined,
    });
    if (entry === null && search.entry !== undefined) focusEntry(search.entry);
  };
  return (
    <div className="with-drawer-beside">
      <Page
        title={title}
        actions={
          <Button icon="export" disabled={file.read !== null} onClick={() => void file.save()}>
            {file.read === null ? t('audit.export') : t('audit.export.read', { count: file.read })}
          </Button>
        }
      >
        {chain === undefined ? null : <ChainLine chain={chain} />}
        <AuditFilters filter={filter} people={people.data ?? []} onNarrow={narrow} />
        {log.error === null ? null : <Failed error={log.error} onTryNow={() => void log.refetch()} />}
        {log.data === undefined && log.error === null ? <Loading /> : null}
        {log.data !== undefined && entries.length === 0 ? (
          isFiltering(filter) ? (
            <FilteredToNothing filters={filterText(filter, actors, t)} onClear={() => narrow(NO_FILTER)} />
          ) : (
            <Empty title={t('audit.empty')}>{t('audit.empty.meaning')}</Empty>
          )
        ) : null}
        {entries.length === 0 ? null : (
          <>
            <AuditTable
              of={of}
              label={title}
              entries={entries}
              actors={actors}
              openId={search.entry ?? null}
              onOpen={open}
            />
            <div className="list-end t3">
              {log.hasNextPage ? (
                <Button disabled={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
                  {t('audit.more')}
                </Button>
              ) : (
                t('audit.end', { count: entries.length })
              )}
            </div>
          </>
        )}
      </Page>
      {search.entry === undefined ? null : (
        <AuditDrawer
          key={search.entry}
          of={of}
          entryId={search.entry}
          entry={entries.find(({ id }) => id === search.entry)}
          isRead={log.data !== undefined}
          actors={actors}
          onClose={() => open(null)}
        />
      )}
    </div>
  );
}

const searchOf = ({ who, action, from, to }: AuditFilter): AuditSearch =>
  presentParams({
    who: who ?? undefined,
    action: action ?? undefined,
    from: from ?? undefined,
    to: to ?? undefined,
  });
