import { type BuiltSite, SiteCache } from './site-cache.js';

declare const self: ServiceWorkerGlobalScope;
declare const SITE: BuiltSite;

const site = new SiteCache(
  {
    caches,
    fetch: (request) => fetch(request),
    scope: self.registration.scope,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  },
  SITE,
);

self.addEventListener('install', (event) => event.waitUntil(site.fill()));
self.addEventListener('activate', (event) => {
  event.waitUntil(site.forgetFormer().then(() => self.clients.claim()));
});
self.addEventListener('fetch', (event) => {
  const answer = site.answer(event.request);
  if (answer !== null) event.respondWith(answer);
});
// A new version waits until a page asks for it: it never comes under an operator's hand.
self.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void self.skipWaiting();
});
