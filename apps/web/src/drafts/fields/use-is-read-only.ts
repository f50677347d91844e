import { useSyncExternalStore } from 'react';

/** Below the width of a tablet, pages that set something up are for reading. */
const PHONE = '(width < 48rem)';

const listen = (listener: () => void): (() => void) => {
  const query = matchMedia(PHONE);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};

export const useIsReadOnly = (): boolean => useSyncExternalStore(listen, () => matchMedia(PHONE).matches);
