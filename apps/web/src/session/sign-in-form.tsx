import { type FormEvent, type ReactElement, useState } from 'react';
import { ApiProblem } from '../api/index.js';
import { Button, TextField } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { useSessionStore } from './session-context.js';
import type { BegunSignIn } from './sign-ins.js';

interface SignInFormProps {
  /** Known where somebody signs in again. */
  readonly email?: string;
  readonly onSignedIn?: (begun: BegunSignIn) => void;
}

/** E-mail and password, nothing else. Password managers and paste work. */
export function SignInForm({ email = '', onSignedIn }: SignInFormProps): ReactElement {
  const { t, sentences } = useTexts();
  const session = useSessionStore();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isSending, setIsSending] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setProblem(null);
    setIsSending(true);
    try {
      const begun = await session.signIn(textOf(form, 'email'), textOf(form, 'password'));
      onSignedIn?.(begun);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error);
    } finally {
      setIsSending(false);
    }
  };

  return (
    <form className="sign-in-form" onSubmit={(event) => void submit(event)}>
      <TextField
        label={t('sign-in.email')}
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={email}
        required
      />
      <TextField
        label={t('sign-in.password')}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        mistake={problem === null ? undefined : textOfProblem(problem)}
      />
      <Button look="primary" size="big" type="submit" disabled={isSending}>
        {t('sign-in.submit')}
      </Button>
    </form>
  );

  function textOfProblem(refusal: ApiProblem): string {
    if (refusal.code === 'AUTH.WRONG_CREDENTIALS') return t('sign-in.wrong');
    if (refusal.retryAfterSeconds !== null) return t('sign-in.later', { seconds: refusal.retryAfterSeconds });
    return refusal.isPassing ? t('sign-in.unreachable') : sentences.refusal(refusal);
  }
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
