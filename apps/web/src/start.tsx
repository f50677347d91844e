import { type ReactElement, type ReactNode, useCallback, useEffect, useState } from 'react';
import { Eagle } from './frame/index.js';
import { Failed } from './parts/index.js';
import { useSessionState, useSessionStore } from './session/index.js';
import { useTexts } from './texts/index.js';

const AGAIN_MS = 3_000;

/** Shows nothing until it is known who is signed in; says so where the platform does not answer. */
export function Start({ children }: { readonly children: ReactNode }): ReactElement | null {
  const session = useSessionStore();
  const { kind } = useSessionState();
  const [problem, setProblem] = useState<unknown>(null);
  const start = useCallback(() => {
    if (session.get().kind !== 'starting') return;
    session.start().then(() => setProblem(null), setProblem);
  }, [session]);
  useEffect(start, [start]);
  useEffect(() => {
    if (problem === null) return undefined;
    const timer = setTimeout(start, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [problem, start]);
  if (kind !== 'starting') return <>{children}</>;
  return problem === null ? null : <Unreachable problem={problem} onTryNow={start} />;
}

interface UnreachableProps {
  readonly problem: unknown;
  readonly onTryNow: () => void;
}

function Unreachable({ problem, onTryNow }: UnreachableProps): ReactElement {
  const { t } = useTexts();
  return (
    <main className="sign-in">
      <div className="sign-in-brand">
        <Eagle /> {t('frame.product')}
      </div>
      <Failed error={problem} onTryNow={onTryNow} />
    </main>
  );
}
