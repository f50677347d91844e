import { type ReactElement, useContext } from 'react';
import { Chip } from '../parts/index.js';
import { LiveContext } from '../live/index.js';
import { SoundChip } from '../sound/index.js';
import { useTexts } from '../texts/index.js';
import { AccountMenu } from './account-menu.js';
import { Annunciator } from './annunciator.js';
import { Brand } from './brand.js';
import { Clock } from './clock.js';
import { Commands } from './commands.js';
import { Freshness } from './freshness.js';
import { LatestAlert } from './latest-alert.js';

/** Never scrolls: counts, the latest alert and the state of the connection are always on screen. */
export function TopBar(): ReactElement {
  const { t } = useTexts();
  const isOfOrganization = useContext(LiveContext) !== null;
  return (
    <header className="topbar">
      <Brand />
      {isOfOrganization ? (
        <>
          <Annunciator />
          <LatestAlert />
        </>
      ) : (
        <>
          <Chip>{t('frame.platform')}</Chip>
          <span className="grow" />
        </>
      )}
      <Commands />
      {isOfOrganization ? (
        <>
          <Freshness />
          <SoundChip />
        </>
      ) : null}
      <AccountMenu />
      <Clock />
    </header>
  );
}
