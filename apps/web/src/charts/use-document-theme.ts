import { useSyncExternalStore } from 'react';

const listen = (changed: () => void): (() => void) => {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
};

/** The theme that the page has now: what is on a canvas must be drawn anew in it. */
export const useDocumentTheme = (): string =>
  useSyncExternalStore(listen, () => document.documentElement.dataset['theme'] ?? '');
