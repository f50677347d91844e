import type { ReactElement } from 'react';
import { Button, Chip, Failed, Loading, Panel, Refused, useToast } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { ageText, useNow, usePlantTime } from '../time/index.js';
import { deviceOf } from './device-name.js';
import { type SignIn, useEndSignIn, useSignIns } from './use-sign-ins.js';

const TICK_MS = 60_000;

/** Where the person is signed in; each of them can be signed out from here. */
export function SignInsPanel(): ReactElement {
  const { t } = useTexts();
  const toast = useToast();
  const signIns = useSignIns();
  const end = useEndSignIn();
  const pages = signIns.data?.pages;
  const items = pages?.flatMap((page) => page.items) ?? [];
  const failedTries = pages?.[0]?.failedTries.count ?? 0;
  const isAlone = items.length < 2;
  const signOut = (sessionId: string | null): void =>
    end.mutate(sessionId, {
      onSuccess: (ended) => toast({ text: t('account.sign-ins.done', { count: ended }) }),
    });
  return (
    <Panel
      title={t('account.sign-ins')}
      subtitle={t('account.sign-ins.meaning')}
      actions={
        isAlone ? null : (
          <Button disabled={end.isPending} onClick={() => signOut(null)}>
            {t('account.sign-ins.end-others')}
          </Button>
        )
      }
    >
      <PreviousSignIn current={items.find(({ isCurrent }) => isCurrent)} />
      {failedTries === 0 ? null : (
        <p className="dialog-warning">{t('sign-in.failed-tries', { count: failedTries })}</p>
      )}
      <Refused error={end.error} otherwise={t('account.failed')} />
      {signIns.error === null ? null : (
        <Failed error={signIns.error} onTryNow={() => void signIns.refetch()} />
      )}
      {pages === undefined && signIns.error === null ? <Loading lines={2} /> : null}
      {pages === undefined ? null : (
        <ul className="sign-ins" aria-label={t('account.sign-ins')}>
          {items.map((signIn) => (
            <SignInLine key={signIn.id} signIn={signIn} isBusy={end.isPending} onEnd={signOut} />
          ))}
        </ul>
      )}
      {signIns.hasNextPage ? (
        <Button disabled={signIns.isFetchingNextPage} onClick={() => void signIns.fetchNextPage()}>
          {t('account.sign-ins.more')}
        </Button>
      ) : null}
      {pages === undefined || signIns.hasNextPage ? null : (
        <p className="list-end t3">{t('account.sign-ins.end', { count: items.length })}</p>
      )}
    </Panel>
  );
}

/** If it was not theirs, somebody else has the password. */
function PreviousSignIn({ current }: { readonly current: SignIn | undefined }): ReactElement | null {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(TICK_MS);
  if (current === undefined) return null;
  if (current.previous === null) return <p>{t('account.sign-ins.first')}</p>;
  const { at, address } = current.previous;
  const atMs = Date.parse(at);
  return (
    <p className="medium" title={plantTime.iso(atMs)}>
      {t('account.sign-ins.previous', {
        at: plantTime.short(atMs, now),
        address,
        age: ageText(now - atMs),
      })}
    </p>
  );
}

interface SignInLineProps {
  readonly signIn: SignIn;
  readonly isBusy: boolean;
  readonly onEnd: (sessionId: string) => void;
}

function SignInLine({ signIn, isBusy, onEnd }: SignInLineProps): ReactElement {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(TICK_MS);
  const { id, address, client, begunAt, lastUsedAt, isCurrent } = signIn;
  const device = deviceOf(client);
  const words =
    device === null
      ? client
      : device.system === null
        ? device.browser
        : t('account.sign-ins.device', { browser: device.browser, system: device.system });
  const begun = plantTime.short(Date.parse(begunAt), now);
  return (
    <li>
      <span className="grow">
        <span className="row tight">
          <span className="medium clip" title={client}>
            {words}
          </span>
          {isCurrent ? <Chip>{t('account.sign-ins.this')}</Chip> : null}
        </span>
        <span className="t3">
          {t('account.sign-ins.since', { address, begun, age: ageText(now - Date.parse(lastUsedAt)) })}
        </span>
      </span>
      {isCurrent ? null : (
        <Button
          disabled={isBusy}
          aria-label={t('account.sign-ins.end-of', { device: words, begun })}
          onClick={() => onEnd(id)}
        >
          {t('account.sign-ins.end-one')}
        </Button>
      )}
    </li>
  );
}
