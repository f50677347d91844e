import { useCallback } from 'react';
import { useTexts } from '../texts/index.js';
import { useToast } from './toasts.js';

/**
 * Copies a text, and says whether the browser allowed it. Without TLS, outside of its own machine, it
 * has no clipboard at all.
 */
export function useCopy(): (text: string) => void {
  const toast = useToast();
  const { t } = useTexts();
  return useCallback(
    (text) => {
      const refused = (): void => toast({ text: t('states.not-copied') });
      if (!isSecureContext) return refused();
      navigator.clipboard.writeText(text).then(() => toast({ text: t('states.copied') }), refused);
    },
    [toast, t],
  );
}
