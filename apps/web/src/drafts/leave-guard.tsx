import { useBlocker } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Button, Dialog } from '../parts/index.js';
import { useSessionState } from '../session/index.js';
import { useTexts } from '../texts/index.js';
import type { Draft } from './draft.js';

interface LeaveGuardProps {
  readonly draft: Draft;
  readonly count: number;
  /** Whether an address shows the same draft: moving there leaves nothing. */
  readonly staysAt: (pathname: string) => boolean;
}

/** Asks before a page with unsaved changes is left. */
export function LeaveGuard({ draft, count, staysAt }: LeaveGuardProps): ReactElement | null {
  const { t } = useTexts();
  // Who is no longer signed in is led to the sign-in, and finds the draft after it.
  const isSignedIn = useSessionState().kind !== 'signed-out';
  const isGuarded = draft.isChanged && isSignedIn;
  const blocker = useBlocker({
    shouldBlockFn: ({ next }) => isGuarded && !staysAt(next.pathname),
    enableBeforeUnload: () => isGuarded,
    withResolver: true,
  });
  if (blocker.status !== 'blocked') return null;
  const { proceed, reset } = blocker;
  const discardAndLeave = (): void => {
    draft.discard();
    proceed();
  };
  return (
    <Dialog
      isOpen
      onClose={reset}
      title={t('drafts.leave.title', { count })}
      description={t(draft.keeping === 'browser' ? 'drafts.leave.kept' : 'drafts.leave.lost')}
      actions={
        <>
          <Button look="primary" onClick={reset}>
            {t('drafts.leave.stay')}
          </Button>
          <Button onClick={discardAndLeave}>{t('drafts.leave.discard')}</Button>
          <Button onClick={proceed}>{t('drafts.leave')}</Button>
        </>
      }
    />
  );
}
