import type { ReactElement } from 'react';
import { type AlertCounts, SEVERITIES } from '../../live/index.js';
import { PriorityBadge } from '../../parts/index.js';
import { countText } from './organization-words.js';

interface ActiveAlertsProps {
  readonly counts: AlertCounts;
  /** More are active than were counted. */
  readonly hasMore: boolean;
}

/** Active alerts by priority, each in its place. */
export function ActiveAlerts({ counts, hasMore }: ActiveAlertsProps): ReactElement {
  return (
    <ul className="active-alerts">
      {SEVERITIES.map((severity) => {
        const { active, unacknowledged } = counts[severity];
        return (
          <li key={severity}>
            {active === 0 ? null : (
              <>
                <PriorityBadge
                  severity={severity}
                  state={unacknowledged > 0 ? 'unacknowledged' : 'acknowledged'}
                  size="small"
                />
                <span title={String(active)}>{countText(active, hasMore)}</span>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
