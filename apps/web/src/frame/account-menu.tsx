import { lazy, type ReactElement, Suspense, useState } from 'react';
import { IconButton } from '../parts/index.js';
import { useTexts } from '../texts/index.js';

const load = () => import('./open-account-menu.js');
const OpenAccountMenu = lazy(load);

/** The menu itself is fetched when the pointer nears its button. */
export function AccountMenu(): ReactElement {
  const { t } = useTexts();
  const [isWanted, setIsWanted] = useState(false);
  const button = (
    <IconButton
      icon="user"
      label={t('frame.account')}
      aria-haspopup="menu"
      onPointerEnter={() => void load()}
      onClick={() => setIsWanted(true)}
    />
  );
  if (!isWanted) return button;
  return (
    <Suspense fallback={button}>
      <OpenAccountMenu />
    </Suspense>
  );
}
