import { type ReactElement, useEffect } from 'react';
import { Banner, Button } from '../parts/index.js';
import { useSession, useSessionStore } from '../session/index.js';
import { useTexts } from '../texts/index.js';
import { longAgeText, useNow } from '../time/index.js';

const EVERY_MS = 1_000;

/** On every page while a super-admin acts in an organization; it ends by itself. */
export function ActingBanner(): ReactElement | null {
  const { t } = useTexts();
  const { acting } = useSession();
  const session = useSessionStore();
  const now = useNow(EVERY_MS);
  const isOver = acting !== null && acting.endsAt <= now;
  useEffect(() => {
    if (isOver) session.act(null);
  }, [isOver, session]);
  if (acting === null) return null;
  return (
    <Banner
      icon="building"
      isActing
      title={t('frame.acting', { organization: acting.organizationName })}
      action={<Button onClick={() => session.act(null)}>{t('frame.acting.end')}</Button>}
    >
      {t('frame.acting.meaning', { reason: acting.reason, left: longAgeText(acting.endsAt - now) })}
    </Banner>
  );
}
