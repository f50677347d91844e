import { useEffect } from 'react';
import { useLive } from '../live/index.js';
import { useToast } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { ageText } from '../time/index.js';

/** One line after a long absence: the list was read anew, so nothing on it is old. */
export function AwayNotice(): null {
  const { t } = useTexts();
  const toast = useToast();
  const awayMs = useLive((snapshot) => snapshot.awayMs);
  useEffect(() => {
    if (awayMs !== null) toast({ text: t('frame.away', { age: ageText(awayMs) }) });
  }, [awayMs, t, toast]);
  return null;
}
