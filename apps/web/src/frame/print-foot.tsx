import { useLocation } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useSession } from '../session/index.js';
import { useTexts } from '../texts/index.js';
import { useNow, usePlantTime } from '../time/index.js';
import { useOrganization } from './organization-context.js';

const EVERY_MS = 10_000;

/**
 * On paper alone: whose page it is, by which clock, and who printed it when. The address holds the
 * range and the filters, so that it opens the same page again.
 */
export function PrintFoot(): ReactElement {
  const { t } = useTexts();
  const { user } = useSession();
  const organization = useOrganization();
  const address = useLocation({ select: ({ href }) => href });
  const plantTime = usePlantTime();
  const now = useNow(EVERY_MS);
  return (
    <footer className="print-foot">
      <div>
        <span>{organization?.name ?? t('frame.product')}</span>
        <span>{plantTime.name(now)}</span>
        <span>{t('frame.printed', { at: plantTime.iso(now), name: user.name })}</span>
        <span className="address">{address}</span>
      </div>
    </footer>
  );
}
