import { getRouteApi } from '@tanstack/react-router';
import { type ReactElement, useMemo, useState } from 'react';
import {
  type Draft,
  DraftBar,
  FormContext,
  type FormHelp,
  isObject,
  MistakeSummary,
  type Pointer,
  SuggestionList,
  useDraft,
  valueAt,
} from '../../drafts/index.js';
import { Empty, Failed, Loading, Page } from '../../parts/index.js';
import { knownZones } from '../../plant-source/index.js';
import { useTexts } from '../../texts/index.js';
import { ConnectLink } from '../connect-link.js';
import { FeedTabs } from '../feed-tabs.js';
import { ConnectionPanel } from './connection-panel.js';
import { DryRunPanel } from './dry-run-panel.js';
import { SignalsPanel } from './signals-panel.js';
import { sourceAt } from './standing-mapping.js';
import { TablePanel } from './table-panel.js';
import { TimesPanel } from './times-panel.js';
import type { ReadRows } from './use-rows.js';

const route = getRouteApi('/frame/feeds/source');

const LISTS = { zones: 'source-zones', columns: 'source-columns', tables: 'source-tables' } as const;

/** A feed that stands, from its connection to the tags: one draft, saved in one act. */
export function SourcePage(): ReactElement {
  const { t } = useTexts();
  const { draft, error, readAgain } = useDraft('source');
  return (
    <Page title={t('feeds.title')} lead={<FeedTabs />}>
      {error === null ? null : <Failed error={error} onTryNow={readAgain} />}
      {draft === null ? (
        error === null && <Loading />
      ) : isConnected(draft) ? (
        <Source draft={draft} />
      ) : (
        <Empty title={t('feeds.source.none')} action={<ConnectLink />}>
          {t('feeds.source.none.meaning')}
        </Empty>
      )}
    </Page>
  );
}

const isConnected = ({ base }: Draft): boolean =>
  isObject(valueAt(base, '/feed')) && isObject(valueAt(base, '/mapping'));

function Source({ draft }: { readonly draft: Draft }): ReactElement {
  const { t } = useTexts();
  const navigate = route.useNavigate();
  const [rows, setRows] = useState<ReadRows | null>(null);
  const help = useSourceHelp();
  // A line that is out of view is not drawn: its signal is looked for.
  const goTo = (pointer: Pointer): void => {
    const source = sourceAt(draft.value, pointer);
    if (source !== null) void navigate({ search: { find: source }, replace: true });
  };
  return (
    <FormContext value={help}>
      <p className="t3 larger-screen">{t('states.larger-screen')}</p>
      <MistakeSummary draft={draft} onGo={goTo} />
      <div className="feed-source">
        <ConnectionPanel draft={draft} />
        <TimesPanel draft={draft} rows={rows} />
        <TablePanel draft={draft} rows={rows} onRows={setRows} />
        <SignalsPanel draft={draft} rows={rows} />
        <DryRunPanel draft={draft} />
      </div>
      <DraftBar draft={draft} staysAt={(pathname) => pathname.endsWith('/feeds/source')} />
      <Suggestions rows={rows} />
    </FormContext>
  );
}

function useSourceHelp(): FormHelp {
  return useMemo(
    () => ({
      suggestionsOf: (path) => {
        if (path === 'mapping.timeZone') return LISTS.zones;
        if (path === 'mapping.table') return LISTS.tables;
        return /^mapping\.(?:source\.)?\w+Column$/.test(path) ? LISTS.columns : null;
      },
      unitAt: () => '',
      isFixed: () => false,
    }),
    [],
  );
}

/** What the fields offer: zones always, tables and columns once the source was looked at. */
function Suggestions({ rows }: { readonly rows: ReadRows | null }): ReactElement {
  const zones = useMemo(() => knownZones().all.map((value) => ({ value })), []);
  const columns = useMemo(
    () => (rows?.discovery.columns ?? []).map(({ column, type }) => ({ value: column, label: type })),
    [rows],
  );
  const tables = useMemo(() => (rows?.discovery.tables ?? []).map((value) => ({ value })), [rows]);
  return (
    <>
      <SuggestionList id={LISTS.zones} suggestions={zones} />
      <SuggestionList id={LISTS.columns} suggestions={columns} />
      <SuggestionList id={LISTS.tables} suggestions={tables} />
    </>
  );
}
