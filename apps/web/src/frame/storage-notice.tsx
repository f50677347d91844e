import { useEffect } from 'react';
import { useToast } from '../parts/index.js';
import { usePreferencesAreKept } from '../preferences/index.js';
import { useTexts } from '../texts/index.js';

/** Says once that a choice holds until the tab is closed: storage is full or forbidden. */
export function StorageNotice(): null {
  const { t } = useTexts();
  const toast = useToast();
  const areKept = usePreferencesAreKept();
  useEffect(() => {
    if (!areKept) toast({ text: t('frame.not-kept') });
  }, [areKept, t, toast]);
  return null;
}
