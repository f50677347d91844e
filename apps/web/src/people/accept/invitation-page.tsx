import { Link, useLocation, useRouter } from '@tanstack/react-router';
import { type ReactElement, useEffect, useState } from 'react';
import type { User } from '../../api/index.js';
import { Eagle } from '../../frame/index.js';
import { Button, Empty } from '../../parts/index.js';
import { useTheme } from '../../preferences/index.js';
import { SignInForm, sessionOf, useSessionState, useSessionStore } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';
import { tokenIn } from '../invitations/invitation-link.js';
import { AcceptForm } from './accept-form.js';

/** Whoever holds the link chooses a password, and signs in with it. */
export function InvitationPage(): ReactElement {
  const { t } = useTexts();
  useTheme(matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    document.title = `${t('people.accept.title')} · ${t('frame.product')}`;
  }, [t]);
  return (
    <main className="sign-in">
      <div className="sign-in-brand">
        <Eagle /> {t('frame.product')}
      </div>
      <h1>{t('people.accept.title')}</h1>
      <Steps />
    </main>
  );
}

function Steps(): ReactElement {
  const { t } = useTexts();
  const hash = useLocation({ select: (location) => location.hash });
  const router = useRouter();
  const store = useSessionStore();
  const signedIn = sessionOf(useSessionState())?.user ?? null;
  const [joined, setJoined] = useState<User | null>(null);
  const token = tokenIn(hash);
  if (joined !== null) {
    return (
      <>
        <p>{t('people.accept.joined', { email: joined.email })}</p>
        <SignInForm
          email={joined.email}
          onSignedIn={() => void router.navigate({ to: '/', replace: true })}
        />
      </>
    );
  }
  if (token === null) {
    return (
      <Empty
        title={t('people.accept.no-token')}
        action={
          <Link to="/" className="btn">
            {t('states.not-found.home')}
          </Link>
        }
      >
        {t('people.accept.no-token.meaning')}
      </Empty>
    );
  }
  if (signedIn !== null) {
    return (
      <Empty
        title={t('people.accept.signed-in', { email: signedIn.email })}
        action={<Button onClick={() => void store.signOut()}>{t('frame.account.sign-out')}</Button>}
      >
        {t('people.accept.signed-in.meaning')}
      </Empty>
    );
  }
  return <AcceptForm token={token} onJoined={setJoined} />;
}
