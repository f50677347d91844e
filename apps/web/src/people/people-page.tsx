import { getRouteApi } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { finding } from '../address/index.js';
import { usePageCommands } from '../frame/index.js';
import { Button, Page, SearchField } from '../parts/index.js';
import { useOrganizationId } from '../session/index.js';
import { useTexts } from '../texts/index.js';
import { InvitationsPanel } from './invitations/invitations-panel.js';
import { InviteDialog } from './invitations/invite-dialog.js';
import { PeoplePanel } from './list/people-panel.js';

const route = getRouteApi('/frame/people');

/** Who works with the organization, what they may do, and who was asked to join. */
export function PeoplePage(): ReactElement {
  const { t } = useTexts();
  const organizationId = useOrganizationId();
  const { find = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const [isInviting, setIsInviting] = useState(false);
  usePageCommands([
    { id: 'people.invite', label: t('people.invite.title'), keys: [], run: () => setIsInviting(true) },
  ]);
  const search = (text: string): void => void navigate({ search: finding(text), replace: true });
  return (
    <Page
      title={t('people.title')}
      actions={
        <div className="people-controls">
          <SearchField label={t('people.find')} value={find} onText={search} />
          <Button look="primary" icon="plus" onClick={() => setIsInviting(true)}>
            {t('people.invite')}
          </Button>
        </div>
      }
    >
      <PeoplePanel
        organizationId={organizationId}
        label={t('people.title')}
        find={find}
        onClear={() => search('')}
      />
      <InvitationsPanel organizationId={organizationId} find={find} />
      {isInviting ? (
        <InviteDialog organizationId={organizationId} onClose={() => setIsInviting(false)} />
      ) : null}
    </Page>
  );
}
