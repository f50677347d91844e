import { Link } from '@tanstack/react-router';
import { type ReactElement, useMemo } from 'react';
import { assetNameOf, latestUnacknowledged, useLiveAlerts } from '../live/index.js';
import { PriorityBadge } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { useNow, usePlantTime } from '../time/index.js';

const EVERY_MS = 60_000;
const RINGS = { rule: 'none', predictive: 'predicted', both: 'joined' } as const;

/** The newest unacknowledged alert of the highest priority; a click opens it. */
export function LatestAlert(): ReactElement {
  const { t, sentences } = useTexts();
  const alerts = useLiveAlerts();
  const plantTime = usePlantTime();
  const now = useNow(EVERY_MS);
  const latest = useMemo(() => latestUnacknowledged(alerts), [alerts]);
  return (
    <div className="firstline" role="group" aria-label={t('frame.latest')}>
      {latest === null ? (
        <span className="t3">{t('frame.latest.none')}</span>
      ) : (
        <Link className="latest" to="/alarms" search={{ alert: latest.id }}>
          <PriorityBadge
            severity={latest.severity}
            state="unacknowledged"
            ring={RINGS[latest.origin]}
            size="small"
          />
          <span className="clip">
            <span className="medium">{sentences.alertTitle(latest)}</span>{' '}
            <span className="t2">{assetNameOf(latest)}</span>
          </span>
          <span className="t3 nowrap">{plantTime.short(Date.parse(latest.raisedAt), now)}</span>
        </Link>
      )}
    </div>
  );
}
