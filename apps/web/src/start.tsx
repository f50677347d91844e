import { useQueryClient } from '@tanstack/react-query';
import { type ReactElement, type ReactNode, useCallback, useEffect, useState } from 'react';
import { Eagle, organizationKey } from './frame/index.js';
import { lastKnown } from './offline/index.js';
import { Failed } from './parts/index.js';
import { useSessionState, useSessionStore } from './session/index.js';
import { useTexts } from './texts/index.js';
import { serverClock } from './time/index.js';

const AGAIN_MS = 3_000;
/** Who waits longer than this sees what was known last. */
const SLOW_MS = 3_000;

/**
 * Shows nothing until it is known who is signed in. Where the platform does not answer, it shows what
 * the person saw last, and else says so.
 */
export function Start({ children }: { readonly children: ReactNode }): ReactElement | null {
  const session = useSessionStore();
  const { kind } = useSessionState();
  const recall = useRecall();
  const [problem, setProblem] = useState<unknown>(null);
  const start = useCallback(() => {
    if (session.get().kind !== 'starting') return;
    session.start().then(
      () => setProblem(null),
      (error: unknown) => {
        setProblem(error);
        void recall();
      },
    );
  }, [session, recall]);
  useEffect(start, [start]);
  useEffect(() => {
    const timer = setTimeout(() => void recall(), SLOW_MS);
    return () => clearTimeout(timer);
  }, [recall]);
  useEffect(() => {
    if (problem === null) return undefined;
    const timer = setTimeout(start, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [problem, start]);
  if (kind !== 'starting') return <>{children}</>;
  return problem === null ? null : <Unreachable problem={problem} onTryNow={start} />;
}

/** Opens the page with what this browser kept, where it kept something. */
function useRecall(): () => Promise<void> {
  const session = useSessionStore();
  const queryClient = useQueryClient();
  return useCallback(async () => {
    if (session.get().kind !== 'starting') return;
    const known = await lastKnown.read();
    if (known === null) return;
    serverClock.assume(known.clockOffsetMs);
    queryClient.setQueryData(organizationKey(known.organization.id), known.organization);
    session.remember(known.user);
  }, [session, queryClient]);
}

interface UnreachableProps {
  readonly problem: unknown;
  readonly onTryNow: () => void;
}

function Unreachable({ problem, onTryNow }: UnreachableProps): ReactElement {
  const { t } = useTexts();
  return (
    <main className="sign-in">
      <h1 className="sign-in-brand">
        <Eagle /> {t('frame.product')}
      </h1>
      <Failed error={problem} onTryNow={onTryNow} />
    </main>
  );
}
