import { type FormEvent, type ReactElement, useState } from 'react';
import { Button, TextField } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { useOrganizationWizard } from '../wizard-context.js';

/** After a reload: the password is kept nowhere. */
export function PasswordAgain(): ReactElement | null {
  const { t } = useTexts();
  const { password, setPassword, draft } = useOrganizationWizard();
  const [typed, setTyped] = useState('');
  if (password !== '') return null;
  const { user, database } = draft.connection;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setPassword(typed);
  };
  return (
    <form className="onboarding-password" onSubmit={submit}>
      <TextField
        label={t('onboarding.password.again', { user, database })}
        hint={t('onboarding.password.hint')}
        type="password"
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button type="submit" disabled={typed === ''}>
        {t('onboarding.password.use')}
      </Button>
    </form>
  );
}
