import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactElement, useState } from 'react';
import { ApiProblem, type Body, done, useApi } from '../api/index.js';
import { Button, Panel, Refused, TextField, useToast } from '../parts/index.js';
import { useSession } from '../session/index.js';
import { useTexts } from '../texts/index.js';
import { SIGN_INS_KEY } from './use-sign-ins.js';

type PasswordChange = Body<'/api/v1/auth/password', 'post'>;

const NOTHING: PasswordChange = { currentPassword: '', newPassword: '' };
const FIELDS = ['/currentPassword', '/newPassword'] as const;

/** Changing the password ends every other sign-in: whoever knew the old one is out. */
export function PasswordPanel(): ReactElement {
  const { t, sentences } = useTexts();
  const { user } = useSession();
  const api = useApi();
  const toast = useToast();
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState(NOTHING);
  const change = useMutation({
    mutationFn: () => done(api.POST('/api/v1/auth/password', { body: typed })),
    onSuccess: () => {
      setTyped(NOTHING);
      toast({ text: t('account.password.done') });
      return queryClient.invalidateQueries({ queryKey: SIGN_INS_KEY });
    },
  });
  const mistakeAt = (pointer: (typeof FIELDS)[number]): string | undefined => {
    const { error } = change;
    if (!(error instanceof ApiProblem)) return undefined;
    const mistake = error.mistakeAt(pointer);
    if (mistake === undefined) return undefined;
    // The platform's word for it is short: "wrong".
    return error.code === 'AUTH.WRONG_PASSWORD'
      ? sentences.refusal(error)
      : sentences.mistake(mistake, error.code);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Panel title={t('account.password')} subtitle={t('account.password.meaning')}>
      <form className="people-form" onSubmit={submit}>
        {/* Password managers keep the new password with this address. */}
        <input type="text" name="username" autoComplete="username" value={user.email} readOnly hidden />
        <TextField
          label={t('account.password.current')}
          type="password"
          autoComplete="current-password"
          required
          value={typed.currentPassword}
          mistake={mistakeAt('/currentPassword')}
          onChange={(event) => setTyped({ ...typed, currentPassword: event.target.value })}
        />
        <TextField
          label={t('account.password.new')}
          hint={t('account.password.hint')}
          type="password"
          autoComplete="new-password"
          required
          value={typed.newPassword}
          mistake={mistakeAt('/newPassword')}
          onChange={(event) => setTyped({ ...typed, newPassword: event.target.value })}
        />
        {FIELDS.every((pointer) => mistakeAt(pointer) === undefined) ? (
          <Refused error={change.error} otherwise={t('account.failed')} />
        ) : null}
        <span>
          <Button look="primary" type="submit" disabled={change.isPending}>
            {t('account.password.change')}
          </Button>
        </span>
      </form>
    </Panel>
  );
}
