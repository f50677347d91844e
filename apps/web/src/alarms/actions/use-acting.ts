import { useEffect, useMemo } from 'react';
import { answer, type ApiClient, useApi } from '../../api/index.js';
import { useConnection, useLiveStore } from '../../live/index.js';
import { useOrganizationId, useOrganizationQuery, useSession } from '../../session/index.js';
import { serverClock } from '../../time/index.js';
import { later } from '../list/use-alarm-list.js';
import { Acting, type ActionSender } from './acting.js';
import { StoredOutbox } from './outbox.js';

const outbox = new StoredOutbox(() => indexedDB);

const LOCK = 'eagle-alarms';

/** Without TLS a browser has no locks outside of its own machine: then two tabs may send the same. */
function alone(run: () => Promise<void>): Promise<void> {
  const locks: LockManager | undefined = isSecureContext ? navigator.locks : undefined;
  return locks === undefined ? run() : locks.request(LOCK, run);
}

/** Requests end also where the page is closed meanwhile. */
const KEEPALIVE = { keepalive: true } as const;

function gatewaySender(api: ApiClient, query: { readonly organizationId?: string }): ActionSender {
  const at = (alertId: string) => ({ path: { alertId }, query });
  return {
    acknowledge: (alertId, revision) =>
      answer(
        api.POST('/api/v1/alerts/{alertId}/acknowledge', {
          params: at(alertId),
          body: { revision },
          ...KEEPALIVE,
        }),
      ),
    end: (action, alertId, message, revision) => {
      const request = { params: at(alertId), body: { message, revision }, ...KEEPALIVE };
      return answer(
        action === 'resolve'
          ? api.POST('/api/v1/alerts/{alertId}/resolve', request)
          : api.POST('/api/v1/alerts/{alertId}/dismiss', request),
      );
    },
  };
}

/** The person's actions on alerts of this page. */
export function useActing(): Acting {
  const api = useApi();
  const live = useLiveStore();
  const organizationId = useOrganizationId();
  const query = useOrganizationQuery();
  const { user } = useSession();
  const connection = useConnection();
  const acting = useMemo(
    () =>
      new Acting({
        sender: gatewaySender(api, query),
        outbox,
        organizationId,
        userId: user.id,
        // While the page connects for the first time, requests already have an answer.
        isConnected: () => live.get().connection.kind !== 'not-connected',
        onAlert: (alert) => live.merge([alert]),
        alone,
        now: () => serverClock.now(),
        later,
      }),
    [api, live, organizationId, query, user.id],
  );
  useEffect(() => live.listen(() => acting.observe(live.get().state.alerts)), [live, acting]);
  useEffect(() => {
    void (connection.kind === 'connected' ? acting.sendKept() : acting.showKept());
  }, [acting, connection.kind]);
  useEffect(() => {
    const leave = (): void => acting.sendHeldBack();
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }, [acting]);
  return acting;
}
