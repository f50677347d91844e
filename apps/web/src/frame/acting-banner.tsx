import type { ReactElement } from 'react';
import { Banner, Button } from '../parts/index.js';
import { useSession } from '../session/index.js';
import { useTexts } from '../texts/index.js';
import { longAgeText, useNow } from '../time/index.js';
import { useLeave } from './use-leave.js';

const EVERY_MS = 1_000;

/** On every page while a super-admin acts in an organization. */
export function ActingBanner(): ReactElement | null {
  const { t } = useTexts();
  const { acting } = useSession();
  const leave = useLeave();
  const now = useNow(EVERY_MS);
  if (acting === null) return null;
  return (
    <Banner
      icon="building"
      isActing
      title={t('frame.acting', { organization: acting.organizationName })}
      action={<Button onClick={() => leave(acting)}>{t('frame.acting.end')}</Button>}
    >
      {t('frame.acting.meaning', { reason: acting.reason, left: longAgeText(acting.endsAt - now) })}
    </Banner>
  );
}
