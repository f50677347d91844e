import { getRouteApi } from '@tanstack/react-router';
import { type ReactElement, useMemo } from 'react';
import { isObject, propertyOf, useDraft, useFieldTexts } from '../../drafts/index.js';
import { Failed, Loading, Page } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { ConfigurationTabs } from '../configuration-tabs.js';
import { entriesAddress } from './entries-address.js';
import { EntriesView } from './entries-view.js';
import { type EntryRow, textOf } from './entry-row.js';
import { referencesToAsset } from './references.js';

const route = getRouteApi('/frame/settings/assets');

/** The assets of a plant: their names, kinds and properties. */
export function AssetsSettingsPage(): ReactElement {
  const { t } = useTexts();
  const { label } = useFieldTexts();
  const { draft, error, readAgain } = useDraft('assets');
  const navigate = route.useNavigate();
  const address = entriesAddress(route.useSearch(), (search, replace) => void navigate({ search, replace }));
  const columns = useMemo(
    () => [
      ...['name', 'kind'].map((name) => ({
        name,
        head: label({ path: `assets.${name}`, name }),
        cell: ({ entry }: EntryRow) => textOf(entry, name),
      })),
      {
        name: 'attributes',
        head: label({ path: 'assets.attributes', name: 'attributes' }),
        cell: ({ entry }: EntryRow) => {
          const attributes = propertyOf(entry, 'attributes');
          return isObject(attributes) ? Object.keys(attributes).join(', ') : '';
        },
      },
    ],
    [label],
  );
  return (
    <Page title={t('configuration.assets')} lead={<ConfigurationTabs />} scrolls={false}>
      {error === null ? null : <Failed error={error} onTryNow={readAgain} />}
      {draft === null ? (
        error === null && <Loading />
      ) : (
        <EntriesView
          draft={draft}
          to="/settings/assets"
          idName="assetId"
          titleName="name"
          columns={columns}
          words={{
            list: t('configuration.assets'),
            add: t('configuration.assets.add'),
            none: t('configuration.assets.none'),
            meaning: t('configuration.assets.none.meaning'),
          }}
          referencesTo={(id) => referencesToAsset(id, draft.configuration)}
          address={address}
        />
      )}
    </Page>
  );
}
