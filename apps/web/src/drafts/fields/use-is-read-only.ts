import { useSyncExternalStore } from 'react';

/**
 * On a phone, pages that set something up are for reading. A window at a desk that is narrow, because
 * its text is twice as large, is for writing too.
 */
const PHONE = '(width < 30rem), (width < 48rem) and (pointer: coarse)';

const listen = (listener: () => void): (() => void) => {
  const query = matchMedia(PHONE);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};

export const useIsReadOnly = (): boolean => useSyncExternalStore(listen, () => matchMedia(PHONE).matches);
