import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useNavigation, useOrganization } from '../frame/index.js';
import { Icon, Page, Panel } from '../parts/index.js';
import { useSession } from '../session/index.js';
import { useTexts } from '../texts/index.js';
import { PasswordPanel } from './password-panel.js';
import { PreferencesPanel } from './preferences-panel.js';
import { SignInsPanel } from './sign-ins-panel.js';

/** The person's own account: what they chose in this browser, their password, where they are signed in. */
export function AccountPage(): ReactElement {
  const { t } = useTexts();
  return (
    <Page title={t('account.title')}>
      <div className="account">
        <WhoPanel />
        <PagesPanel />
        <PreferencesPanel />
        <PasswordPanel />
        <SignInsPanel />
      </div>
    </Page>
  );
}

function WhoPanel(): ReactElement {
  const { t } = useTexts();
  const { user, role } = useSession();
  const organization = useOrganization();
  const facts = [
    { name: t('account.name'), value: user.name },
    { name: t('account.email'), value: user.email },
    { name: t('account.role'), value: t('frame.role', { role }) },
    { name: t('account.organization'), value: organization?.name ?? '' },
  ].filter(({ value }) => value !== '');
  return (
    <Panel title={t('account.who')} subtitle={t('account.who.meaning')}>
      <dl className="account-facts">
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt className="t2">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

/** On a phone alone: its foot holds the first pages, and the others are reached from here. */
function PagesPanel(): ReactElement {
  const { t } = useTexts();
  const entries = useNavigation().filter(({ group }) => group !== 'account');
  return (
    <nav className="panel account-pages" aria-label={t('account.pages')}>
      <ul>
        {entries.map(({ to, icon, label }) => (
          <li key={to}>
            <Link to={to} className="row">
              <Icon name={icon} />
              <span className="grow">{t(label)}</span>
              <Icon name="chevronRight" size="small" />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
