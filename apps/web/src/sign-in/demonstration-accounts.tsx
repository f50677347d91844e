import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { answer, ApiProblem, type Reply, useApi } from '../api/index.js';
import { Button, useToast } from '../parts/index.js';
import { useSessionStore } from '../session/index.js';
import { useTexts } from '../texts/index.js';

type Account = Reply<'/api/v1/auth/demonstration', 'get'>['accounts'][number];

const READ_AGAIN_MS = 5_000;

/** On a demonstration alone: one button for each account that it offers. */
export function DemonstrationAccounts(): ReactElement | null {
  const { t, sentences } = useTexts();
  const api = useApi();
  const session = useSessionStore();
  const toast = useToast();
  const { data } = useQuery({
    queryKey: ['sign-in', 'demonstration'],
    queryFn: () => answer(api.GET('/api/v1/auth/demonstration', {})),
    // Its organizations are set up one after the other.
    refetchInterval: ({ state }) => ((state.data?.accounts.length ?? 0) > 0 ? READ_AGAIN_MS : false),
  });
  const accounts = data?.accounts ?? [];
  if (accounts.length === 0) return null;
  const enter = (account: Account): void => {
    session.signIn(account.email, account.password).catch((error: unknown) => {
      toast({ text: error instanceof ApiProblem ? sentences.refusal(error) : t('sign-in.unreachable') });
    });
  };
  return (
    <section className="demonstration" aria-label={t('sign-in.demonstration')}>
      <h2>{t('sign-in.demonstration')}</h2>
      <p className="t2">{t('sign-in.demonstration.meaning')}</p>
      <ul>
        {accounts.map((account) => (
          <li key={account.email}>
            <Button onClick={() => enter(account)}>{t('frame.role', { role: account.role })}</Button>
            <span className="t2 clip">{account.organization ?? t('frame.platform')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
