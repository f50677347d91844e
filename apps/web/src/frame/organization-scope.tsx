import { useQuery } from '@tanstack/react-query';
import { type ReactElement, type ReactNode, useEffect, useMemo } from 'react';
import { answer, useApi } from '../api/index.js';
import { GatewaySocket, LiveContext, LiveStore, readAlerts } from '../live/index.js';
import { useOrganizationQuery, useSession, useSessionStore } from '../session/index.js';
import { useTexts } from '../texts/index.js';
import { PlantTime, PlantTimeContext, serverClock } from '../time/index.js';
import { OrganizationContext } from './organization-context.js';

/** Opens the live connection of the organization that the pages show, and knows its name and zone. */
export function OrganizationScope({ children }: { readonly children: ReactNode }): ReactElement {
  const { organizationId } = useSession();
  const live = useLiveConnection(organizationId);
  const organization = useOrganizationFacts(organizationId);
  const { language } = useTexts();
  const zone = organization?.zone ?? 'UTC';
  const plantTime = useMemo(() => new PlantTime(zone, language), [zone, language]);
  return (
    <LiveContext value={live}>
      <OrganizationContext value={organization}>
        <PlantTimeContext value={plantTime}>{children}</PlantTimeContext>
      </OrganizationContext>
    </LiveContext>
  );
}

function useLiveConnection(organizationId: string | null): LiveStore | null {
  const api = useApi();
  const session = useSessionStore();
  const named = useOrganizationQuery();
  const store = useMemo(() => {
    if (organizationId === null) return null;
    const access = {
      token: () => session.current(),
      onRefused: (token: string) => void session.afterRefusal(token),
      onWithdrawn: () => void session.withdraw(),
      ...named,
    };
    return new LiveStore({
      socket: (handlers, resumeFrom) => new GatewaySocket(access, handlers, resumeFrom),
      readAlerts: () => readAlerts(api, named),
      now: () => serverClock.now(),
      later: (ms, act) => {
        const timer = setTimeout(act, ms);
        return () => clearTimeout(timer);
      },
    });
  }, [api, session, organizationId, named]);
  useEffect(() => {
    store?.open();
    return () => store?.close();
  }, [store]);
  return store;
}

function useOrganizationFacts(organizationId: string | null) {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['organization', organizationId],
    enabled: organizationId !== null,
    queryFn: async () => {
      const params = { path: { organizationId: organizationId ?? '' } };
      const [organization, settings] = await Promise.all([
        answer(api.GET('/api/v1/organizations/{organizationId}', { params })),
        answer(api.GET('/api/v1/organizations/{organizationId}/settings', { params })),
      ]);
      return {
        id: organization.id,
        name: organization.name,
        zone: settings.timeZone,
        scanPeriodMs: settings.scanPeriodMs,
      };
    },
  });
  return data ?? null;
}
