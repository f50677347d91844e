import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { lazy, type ReactElement, Suspense, useCallback, useContext, useState } from 'react';
import { answer, useApi } from '../api/index.js';
import { LiveContext } from '../live/index.js';
import { preferences, usePreferencesAreKept } from '../preferences/index.js';

const Tour = lazy(() => import('./tour.js'));
const SEEN = 'seen';

/** A minute for a newcomer, on a demonstration alone: once in this browser, at the list of alarms. */
export function TourOffer(): ReactElement | null {
  const [phase, setPhase] = useState(() => (preferences.get('tour') === SEEN ? 'over' : 'before'));
  const isAtAlarms = useLocation({ select: ({ pathname }) => pathname.endsWith('/alarms') });
  const isOfOrganization = useContext(LiveContext) !== null;
  const isWanted = phase === 'before' && isAtAlarms && isOfOrganization;
  const isDemonstration = useIsDemonstration(isWanted);
  // Where nothing is kept it would come again and again: then it does not come at all.
  const isKept = usePreferencesAreKept();
  const begin = useCallback(() => {
    // Written when it begins: also who closes the tab in the middle has seen it.
    preferences.set('tour', SEEN);
    setPhase('open');
  }, []);
  const leave = useCallback(() => setPhase('over'), []);
  const isBeginning = isWanted && isDemonstration;
  if (!isKept || !(phase === 'open' || isBeginning)) return null;
  return (
    <Suspense>
      <Tour onBegin={begin} onLeave={leave} />
    </Suspense>
  );
}

function useIsDemonstration(isWanted: boolean): boolean {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['tour', 'demonstration'],
    enabled: isWanted,
    queryFn: () => answer(api.GET('/api/v1/auth/demonstration', {})),
  });
  return (data?.accounts.length ?? 0) > 0;
}
