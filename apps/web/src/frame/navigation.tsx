import { Link } from '@tanstack/react-router';
import { type ReactElement, useContext, useMemo } from 'react';
import { LiveContext, shownAlerts, useLive, useLiveAlerts } from '../live/index.js';
import { Icon, IconButton } from '../parts/index.js';
import { useSession } from '../session/index.js';
import { useTexts } from '../texts/index.js';
import { NAVIGATION_GROUPS, type NavigationEntry, type SideGroup } from './feature.js';
import { useNavigation } from './navigation-context.js';

const COUNT_MAX = 99;

interface NavigationProps {
  readonly isFolded: boolean;
  readonly onFold: () => void;
}

export function Navigation({ isFolded, onFold }: NavigationProps): ReactElement {
  const { t } = useTexts();
  const { user } = useSession();
  const entries = useNavigation();
  const groups = NAVIGATION_GROUPS.filter((group) => entries.some((entry) => entry.group === group));
  return (
    <nav className="nav" aria-label={t('frame.main-navigation')}>
      {groups.map((group) => (
        <Group key={group} group={group} entries={entries.filter((entry) => entry.group === group)} />
      ))}
      <div className="foot">
        <Link to="/me" className="words own" title={t('frame.account.own')}>
          <span className="truncate">{user.name}</span>
          <span className="truncate">{t('frame.role', { role: user.role })}</span>
        </Link>
        <IconButton
          icon={isFolded ? 'chevronRight' : 'chevronLeft'}
          label={t(isFolded ? 'frame.unfold-navigation' : 'frame.fold-navigation')}
          onClick={onFold}
        />
      </div>
    </nav>
  );
}

interface GroupProps {
  readonly group: SideGroup;
  readonly entries: readonly NavigationEntry[];
}

function Group({ group, entries }: GroupProps): ReactElement {
  const { t } = useTexts();
  const isLive = useContext(LiveContext) !== null;
  return (
    <>
      <span className="head words">{t(`frame.group.${group}`)}</span>
      {entries.map(({ to, label, icon, isExact = false }) => (
        <Link
          key={to}
          to={to}
          title={t(label)}
          activeOptions={{ exact: isExact, includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        >
          <Icon name={icon} />
          <span className="words">{t(label)}</span>
          {to === '/alarms' && isLive ? <ActiveCount /> : null}
        </Link>
      ))}
    </>
  );
}

/** What the list of alarms holds; the true number is on hover. */
function ActiveCount(): ReactElement | null {
  const alerts = useLiveAlerts();
  const isComplete = useLive(({ isComplete: isWhole }) => isWhole);
  const count = useMemo(() => shownAlerts(alerts).length, [alerts]);
  if (!isComplete || count === 0) return null;
  return (
    <span className="n words" title={String(count)}>
      {count > COUNT_MAX ? `${COUNT_MAX}+` : count}
    </span>
  );
}
