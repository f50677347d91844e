import { Link } from '@tanstack/react-router';
import { type ReactElement, useMemo } from 'react';
import type { Severity } from '../api/index.js';
import { countAlerts, SEVERITIES, useLiveAlerts } from '../live/index.js';
import type { AlertCounts } from '../live/index.js';
import { type BadgeState, PriorityBadge } from '../parts/index.js';
import { useTexts } from '../texts/index.js';

/** Counts by priority, on every page: unacknowledged of all that are active. */
export function Annunciator(): ReactElement {
  const { t } = useTexts();
  const alerts = useLiveAlerts();
  const counts = useMemo(() => countAlerts(alerts), [alerts]);
  return (
    <div className="annunciator" role="group" aria-label={t('frame.annunciator')}>
      {SEVERITIES.map((severity) => (
        <PriorityCounts key={severity} severity={severity} counts={counts[severity]} />
      ))}
    </div>
  );
}

interface PriorityCountsProps {
  readonly severity: Severity;
  readonly counts: AlertCounts[Severity];
}

function PriorityCounts({ severity, counts: { unacknowledged, active } }: PriorityCountsProps): ReactElement {
  const { t } = useTexts();
  const name = t('frame.annunciator.priority', { priority: severity, unacknowledged, active });
  return (
    <Link to="/alarms" className="priority-count" title={name}>
      <span className="sr">{name}</span>
      <PriorityBadge severity={severity} state={stateOf(unacknowledged, active)} size="small" isDecoration />
      <span aria-hidden="true">
        {unacknowledged === 0 ? <span className="zero">0</span> : <b>{unacknowledged}</b>}
        <span className="of"> / {active}</span>
      </span>
    </Link>
  );
}

function stateOf(unacknowledged: number, active: number): BadgeState {
  if (unacknowledged > 0) return 'unacknowledged';
  return active > 0 ? 'acknowledged' : 'cleared';
}
