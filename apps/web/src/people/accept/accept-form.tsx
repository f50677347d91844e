import { type FormEvent, type ReactElement, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { answer, useApi, type User } from '../../api/index.js';
import { Button, Refused, TextField } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { mistakeAt } from '../person-fields.js';

interface AcceptFormProps {
  readonly token: string;
  readonly onJoined: (user: User) => void;
}

/** One password, that can be looked at: nobody types it twice. */
export function AcceptForm({ token, onJoined }: AcceptFormProps): ReactElement {
  const { t, sentences } = useTexts();
  const api = useApi();
  const [password, setPassword] = useState('');
  const [isShown, setIsShown] = useState(false);
  const accept = useMutation({
    mutationFn: (): Promise<User> =>
      answer(api.POST('/api/v1/auth/invitations/accept', { body: { token, password } })),
    onSuccess: onJoined,
  });
  const mistake = mistakeAt(accept.error, '/password', sentences);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    accept.mutate();
  };
  return (
    <form className="sign-in-form" onSubmit={submit}>
      <p className="t2">{t('people.accept.meaning')}</p>
      <TextField
        label={t('sign-in.password')}
        hint={t('people.password.hint')}
        type={isShown ? 'text' : 'password'}
        name="password"
        autoComplete="new-password"
        required
        value={password}
        mistake={mistake}
        onChange={(event) => setPassword(event.target.value)}
      />
      <label className="row">
        <input type="checkbox" checked={isShown} onChange={(event) => setIsShown(event.target.checked)} />
        {t('people.accept.show')}
      </label>
      {mistake === undefined ? <Refused error={accept.error} otherwise={t('sign-in.unreachable')} /> : null}
      <Button look="primary" size="big" type="submit" disabled={accept.isPending}>
        {t('people.accept')}
      </Button>
    </form>
  );
}
