import { useMemo } from 'react';
import type { Alert } from '../../api/index.js';
import { shownAlerts, useLiveAlerts } from '../../live/index.js';

/** Alerts that stand now, with a rule among their causes. */
export function useStandingAlerts(ruleId: string): readonly Alert[] {
  const alerts = useLiveAlerts();
  return useMemo(
    () =>
      shownAlerts(alerts).filter(
        ({ state, causes }) => state.active && causes.some((cause) => cause.ruleId === ruleId),
      ),
    [alerts, ruleId],
  );
}
