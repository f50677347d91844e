import { lazy, type ReactElement, Suspense } from 'react';
import { useSessionState } from '../session/index.js';
import { useNow } from '../time/index.js';

const VisitOverDialog = lazy(() => import('./visit-over-dialog.js'));
const EVERY_MS = 1_000;

/** Over the page when the hour within an organization ends: what was typed stays below it. */
export function VisitOver(): ReactElement | null {
  const state = useSessionState();
  const now = useNow(EVERY_MS);
  if (state.kind !== 'signed-in' || state.acting === null || state.acting.endsAt > now) return null;
  return (
    <Suspense>
      <VisitOverDialog acting={state.acting} />
    </Suspense>
  );
}
