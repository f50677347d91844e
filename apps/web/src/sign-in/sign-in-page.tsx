import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type ReactElement, useEffect } from 'react';
import { Eagle } from '../frame/index.js';
import { useTheme } from '../preferences/index.js';
import { DemonstrationAccounts } from './demonstration-accounts.js';
import { SignInForm, useSessionState } from '../session/index.js';
import { useTexts } from '../texts/index.js';

const route = getRouteApi('/sign-in');

/** Nothing else stands here: who are you, and why you have to say it again. */
export function SignInPage(): ReactElement {
  const { t } = useTexts();
  const { to } = route.useSearch();
  const router = useRouter();
  const state = useSessionState();
  const isSignedIn = state.kind === 'signed-in' || state.kind === 'remembered';
  useTheme(matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    document.title = `${t('sign-in.title')} · ${t('frame.product')}`;
  }, [t]);
  useEffect(() => {
    if (isSignedIn) void router.navigate({ href: to ?? '/', replace: true });
  }, [isSignedIn, router, to]);
  const why = state.kind === 'signed-out' && state.why !== 'never-begun' ? state.why : null;
  return (
    <main className="sign-in">
      <div className="sign-in-brand">
        <Eagle /> {t('frame.product')}
      </div>
      <h1>{t('sign-in.title')}</h1>
      {why === null ? null : <p className="t2">{t(`sign-in.ended.${why}`)}</p>}
      <SignInForm />
      <DemonstrationAccounts />
    </main>
  );
}
