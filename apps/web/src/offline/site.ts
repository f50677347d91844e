import { LastKnownStore } from './last-known-store.js';
import { SiteUpdates } from './site-updates.js';

export const siteUpdates = new SiteUpdates({
  workers: () => ('serviceWorker' in navigator ? navigator.serviceWorker : undefined),
  reload: () => location.reload(),
});

export const lastKnown = new LastKnownStore(() => indexedDB, import.meta.url);
