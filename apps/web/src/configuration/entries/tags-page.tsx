import { getRouteApi } from '@tanstack/react-router';
import { type ReactElement, useMemo } from 'react';
import { propertyOf, useDraft, useFieldTexts } from '../../drafts/index.js';
import { Failed, Loading, Page } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { ConfigurationTabs } from '../configuration-tabs.js';
import { entriesAddress } from './entries-address.js';
import { EntriesView } from './entries-view.js';
import { type EntryRow, textOf } from './entry-row.js';
import { referencesToTag } from './references.js';

const route = getRouteApi('/frame/settings/tags');

/** The signals of the assets: labels, units, ranges, and what models use. */
export function TagsSettingsPage(): ReactElement {
  const { t } = useTexts();
  const { label, choice } = useFieldTexts();
  const { draft, error, readAgain } = useDraft('tags');
  const navigate = route.useNavigate();
  const address = entriesAddress(route.useSearch(), (search, replace) => void navigate({ search, replace }));
  const columns = useMemo(() => {
    const head = (name: string): string => label({ path: `tags.${name}`, name });
    return [
      ...['label', 'unit'].map((name) => ({
        name,
        head: head(name),
        cell: ({ entry }: EntryRow) => textOf(entry, name),
      })),
      {
        name: 'role',
        head: head('role'),
        cell: ({ entry }: EntryRow) => choice('tags.role', textOf(entry, 'role')),
      },
      {
        name: 'component',
        head: head('component'),
        cell: ({ entry }: EntryRow) => textOf(entry, 'component'),
      },
      {
        name: 'modelInput',
        head: head('modelInput'),
        cell: ({ entry }: EntryRow) =>
          t(propertyOf(entry, 'modelInput') === true ? 'drafts.yes' : 'drafts.no'),
      },
    ];
  }, [label, choice, t]);
  return (
    <Page title={t('configuration.tags')} lead={<ConfigurationTabs />} scrolls={false}>
      {error === null ? null : <Failed error={error} onTryNow={readAgain} />}
      {draft === null ? (
        error === null && <Loading />
      ) : (
        <EntriesView
          draft={draft}
          to="/settings/tags"
          idName="tag"
          titleName="label"
          columns={columns}
          words={{
            list: t('configuration.tags'),
            add: t('configuration.tags.add'),
            none: t('configuration.tags.none'),
            meaning: t('configuration.tags.none.meaning'),
          }}
          referencesTo={(id) => referencesToTag(id, draft.configuration)}
          address={address}
        />
      )}
    </Page>
  );
}
