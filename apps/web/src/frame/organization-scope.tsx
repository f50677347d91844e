import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, type ReactNode, useCallback, useEffect, useMemo } from 'react';
import { answer, useApi } from '../api/index.js';
import {
  countAlerts,
  GatewaySocket,
  LiveContext,
  LiveStore,
  openingAlerts,
  readAlerts,
  SEVERITIES,
} from '../live/index.js';
import { lastKnown, LastKnownKeeper, useUpdateWhenQuiet } from '../offline/index.js';
import { useOrganizationQuery, useSession, useSessionState, useSessionStore } from '../session/index.js';
import { useTexts } from '../texts/index.js';
import { PlantTime, PlantTimeContext, serverClock } from '../time/index.js';
import { OrganizationContext, type OrganizationFacts } from './organization-context.js';

/** Opens the live connection of the organization that the pages show, and knows its name and zone. */
export function OrganizationScope({ children }: { readonly children: ReactNode }): ReactElement {
  const { organizationId } = useSession();
  const live = useLiveConnection(organizationId);
  const organization = useOrganizationFacts(organizationId);
  useRecalled(live);
  useKeptLastKnown(live, organization);
  useUpdateWhenQuiet(useUnacknowledged(live));
  useReadAgain(live);
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
      onNotEntered: () => void session.afterVisit(session.visit()),
      ...named,
    };
    return new LiveStore({
      socket: (handlers, resumeFrom) => new GatewaySocket(access, handlers, resumeFrom),
      readAlerts: (onPage) => readAlerts(api, named, onPage),
      openingAlerts: () => openingAlerts.take(organizationId),
      now: () => serverClock.now(),
      later,
    });
  }, [api, session, organizationId, named]);
  useEffect(() => {
    store?.open();
    return () => store?.close();
  }, [store]);
  return store;
}

function later(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

/** A page that opens without the platform begins with what this browser kept. */
function useRecalled(live: LiveStore | null): void {
  const { kind } = useSessionState();
  const { user, organizationId } = useSession();
  const isRemembered = kind === 'remembered';
  useEffect(() => {
    if (live === null || !isRemembered) return undefined;
    let isCurrent = true;
    void lastKnown.read().then((known) => {
      const isTheirs = known?.user.id === user.id && known.organization.id === organizationId;
      if (isCurrent && known !== null && isTheirs && !live.get().isComplete) live.remember(known);
    });
    return () => {
      isCurrent = false;
    };
  }, [live, isRemembered, user.id, organizationId]);
}

/** What could not be read is read again once the platform is back. */
function useReadAgain(live: LiveStore | null): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (live === null) return undefined;
    let wasConnected = false;
    return live.listen(() => {
      const isConnected = live.get().connection.kind === 'connected';
      if (isConnected && !wasConnected) {
        void queryClient.refetchQueries({
          type: 'active',
          predicate: ({ state }) => state.status === 'error',
        });
      }
      wasConnected = isConnected;
    });
  }, [live, queryClient]);
}

/** Who acts in an organization for an hour keeps nothing of it. */
function useKeptLastKnown(live: LiveStore | null, organization: OrganizationFacts | null): void {
  const state = useSessionState();
  const user = state.kind === 'signed-in' && state.acting === null ? state.user : null;
  useEffect(() => {
    if (live === null || user === null || organization?.id !== user.organizationId) return undefined;
    const keeper = new LastKnownKeeper({
      store: lastKnown,
      live,
      facts: { user, organization },
      now: () => serverClock.now(),
      clockOffsetMs: () => serverClock.aheadMs,
      later,
    });
    keeper.start();
    return () => keeper.stop();
  }, [live, user, organization]);
}

function useUnacknowledged(live: LiveStore | null): () => number {
  return useCallback(() => {
    if (live === null) return 0;
    const counts = countAlerts(live.get().state.alerts);
    return SEVERITIES.reduce((sum, severity) => sum + counts[severity].unacknowledged, 0);
  }, [live]);
}

/** Under which the facts of an organization are kept in memory. */
export const organizationKey = (organizationId: string | null) => ['organization', organizationId] as const;

/** Somebody may change the zone of the plant while a page is open. */
const FACTS_EVERY_MS = 5 * 60_000;

function useOrganizationFacts(organizationId: string | null): OrganizationFacts | null {
  const api = useApi();
  const { data } = useQuery({
    queryKey: organizationKey(organizationId),
    refetchInterval: FACTS_EVERY_MS,
    refetchOnWindowFocus: 'always',
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
