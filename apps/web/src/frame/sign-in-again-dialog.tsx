import type { ReactElement } from 'react';
import { Dialog } from '../parts/index.js';
import { SignInForm } from '../session/index.js';
import { useTexts } from '../texts/index.js';

interface SignInAgainDialogProps {
  readonly email: string;
}

export default function SignInAgainDialog({ email }: SignInAgainDialogProps): ReactElement {
  const { t } = useTexts();
  return (
    <Dialog
      isOpen
      onClose={() => undefined}
      title={t('sign-in.again')}
      description={t('sign-in.again.meaning')}
    >
      <SignInForm email={email} />
    </Dialog>
  );
}
