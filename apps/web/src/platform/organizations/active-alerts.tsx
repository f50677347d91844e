import type { ReactElement } from 'react';
import { SEVERITIES } from '../../live/index.js';
import { PriorityBadge } from '../../parts/index.js';
import type { Glance } from './glance.js';
import { countText } from './organization-words.js';

/** Active alerts by priority, each in its place. */
export function ActiveAlerts({ counts }: { readonly counts: Glance['alerts'] }): ReactElement {
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
                <span title={String(active)}>{countText(active)}</span>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
