import { lazy, type ReactElement } from 'react';
import { IconButton, MenuOnDemand } from '../parts/index.js';
import { useTexts } from '../texts/index.js';

const load = () => import('./open-account-menu.js');
const OpenAccountMenu = lazy(load);

export function AccountMenu(): ReactElement {
  const { t } = useTexts();
  return (
    <MenuOnDemand
      trigger={(attributes) => <IconButton {...attributes} icon="user" label={t('frame.account')} />}
      load={load}
    >
      <OpenAccountMenu />
    </MenuOnDemand>
  );
}
