import { getRouteApi } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { finding } from '../address/index.js';
import { Button, Page, SearchField } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { NewSuperAdminDialog } from './list/new-super-admin-dialog.js';
import { PeoplePanel } from './list/people-panel.js';

const route = getRouteApi('/frame/platform/people');

/** Who may act in every organization. */
export function SuperAdminsPage(): ReactElement {
  const { t } = useTexts();
  const { find = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const [isCreating, setIsCreating] = useState(false);
  const search = (text: string): void => void navigate({ search: finding(text), replace: true });
  return (
    <Page
      title={t('people.super-admins')}
      actions={
        <div className="people-controls">
          <SearchField label={t('people.find')} value={find} onText={search} />
          <Button look="primary" icon="plus" onClick={() => setIsCreating(true)}>
            {t('people.new-super-admin')}
          </Button>
        </div>
      }
    >
      <PeoplePanel
        organizationId={null}
        label={t('people.super-admins')}
        find={find}
        onClear={() => search('')}
      />
      {isCreating ? <NewSuperAdminDialog onClose={() => setIsCreating(false)} /> : null}
    </Page>
  );
}
