import { lazy, type ReactElement, Suspense } from 'react';
import { useSessionState } from '../session/index.js';

const SignInAgainDialog = lazy(() => import('./sign-in-again-dialog.js'));

/** Over the page when the sign-in ends while somebody works: what was typed stays below it. */
export function SignInAgain(): ReactElement | null {
  const state = useSessionState();
  if (state.kind !== 'ended') return null;
  return (
    <Suspense>
      <SignInAgainDialog email={state.user.email} />
    </Suspense>
  );
}
