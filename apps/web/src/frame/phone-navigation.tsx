import { Link } from '@tanstack/react-router';
import { type ReactElement, useContext, useMemo } from 'react';
import { Icon } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { countAlerts, LiveContext, SEVERITIES, useLiveAlerts } from '../live/index.js';
import { useNavigation } from './navigation-context.js';

/** Beside the person's own page, which is the last. */
const PLACES_MAX = 3;
const COUNT_MAX = 99;

/** At the foot of a phone: the first pages of the person, and their own. The others are reached from there. */
export function PhoneNavigation(): ReactElement {
  const { t } = useTexts();
  const entries = useNavigation();
  const first = entries.filter(({ group }) => group !== 'account').slice(0, PLACES_MAX);
  const own = entries.filter(({ group }) => group === 'account');
  const isLive = useContext(LiveContext) !== null;
  return (
    <nav className="phone-nav" aria-label={t('frame.main-navigation')}>
      {[...first, ...own].map(({ to, label, icon, isExact = false }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: isExact, includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        >
          <Icon name={icon} />
          {t(label)}
          {to === '/alarms' && isLive ? <Waiting /> : null}
        </Link>
      ))}
    </nav>
  );
}

function Waiting(): ReactElement | null {
  const alerts = useLiveAlerts();
  const waiting = useMemo(() => {
    const counts = countAlerts(alerts);
    return SEVERITIES.reduce((sum, severity) => sum + counts[severity].unacknowledged, 0);
  }, [alerts]);
  if (waiting === 0) return null;
  return <span className="count">{waiting > COUNT_MAX ? `${COUNT_MAX}+` : waiting}</span>;
}
