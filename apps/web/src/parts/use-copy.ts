import { useCallback } from 'react';
import { useTexts } from '../texts/index.js';
import { useToast } from './toasts.js';

/** Copies a text, and says whether the browser allowed it. */
export function useCopy(): (text: string) => void {
  const toast = useToast();
  const { t } = useTexts();
  return useCallback(
    (text) => {
      navigator.clipboard.writeText(text).then(
        () => toast({ text: t('states.copied') }),
        () => toast({ text: t('states.not-copied') }),
      );
    },
    [toast, t],
  );
}
