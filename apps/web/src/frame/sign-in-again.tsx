import type { ReactElement } from 'react';
import { Dialog } from '../parts/index.js';
import { SignInForm, useSessionState } from '../session/index.js';
import { useTexts } from '../texts/index.js';

/** Over the page when the sign-in ends while somebody works: what was typed stays below it. */
export function SignInAgain(): ReactElement | null {
  const { t } = useTexts();
  const state = useSessionState();
  if (state.kind !== 'ended') return null;
  return (
    <Dialog
      isOpen
      onClose={() => undefined}
      title={t('sign-in.again')}
      description={t('sign-in.again.meaning')}
    >
      <SignInForm email={state.user.email} />
    </Dialog>
  );
}
