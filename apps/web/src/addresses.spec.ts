import { createMemoryHistory, createRouter } from '@tanstack/react-router';
import fc from 'fast-check';
import createClient from 'openapi-fetch';
import type { paths } from './api/generated/rest.js';
import { createQueryClient } from './api/index.js';
import { routeTree } from './features.js';
import { SessionStore } from './session/index.js';

const unsigned = new Error('Nobody signs in here.');
const session = new SessionStore({
  signIns: {
    begin: () => Promise.reject(unsigned),
    renew: () => Promise.reject(unsigned),
    end: () => Promise.reject(unsigned),
  },
  tabs: { tell: () => undefined, listen: () => undefined, alone: (run) => run() },
  actingOf: () => Promise.resolve(null),
  now: () => 0,
  wait: () => Promise.resolve(),
});

/** The routes that an address is given to, and what the page reads of it. */
function matched(address: string) {
  const router = createRouter({
    routeTree,
    history: createMemoryHistory({ initialEntries: [address] }),
    context: { session, api: createClient<paths>(), queryClient: createQueryClient() },
  });
  const matches = router.matchRoutes(router.latestLocation);
  const page: { readonly params: unknown; readonly search: unknown } | undefined = matches.at(-1);
  const route: { readonly id: unknown } | undefined = router.getMatchedRoutes(
    router.latestLocation.pathname,
  )[2];
  return {
    id: route?.id ?? null,
    params: page?.params,
    search: Object.fromEntries(Object.entries(page?.search ?? {}).filter(([, value]) => value !== undefined)),
    error: matches.find(
      ({ paramsError, searchError }) => paramsError !== undefined || searchError !== undefined,
    ),
  };
}

const LONG = 'x'.repeat(500);

describe('an address of the control room', () => {
  test.each([
    ['/assets/%E0%A4%A', null, {}],
    ['/rules/%zz', null, {}],
    ['/%', null, {}],
    ['/nowhere/at/all', null, {}],
    ['/assets/a%2Fb', '/frame/assets/$assetId', { assetId: 'a/b' }],
    ['/assets/..%2f..%2fetc', '/frame/assets/$assetId', { assetId: '../../etc' }],
    [
      '/assets/%F0%9F%94%A5/tags/%E2%80%AE',
      '/frame/assets/$assetId/tags/$tag',
      { assetId: '🔥', tag: '\u202e' },
    ],
    [`/models/${LONG}`, '/frame/models/$version', { version: LONG }],
    [`/rules/${LONG}`, '/frame/rules/$ruleId', { ruleId: LONG }],
    ['/connect/nowhere', '/frame/connect/$step', { step: 'nowhere' }],
    ['/wall/nothing', '/wall/$view', { view: 'nothing' }],
  ] as const)('%s is given to %s', (address, id, params) => {
    const found = matched(address);
    expect([found.id, found.error]).toEqual([id, undefined]);
    if (id !== null) expect(found.params).toEqual(params);
  });

  test.each([
    ['/assets/a?from=soon&to=never', {}],
    ['/assets/a?from=%2B275760-09-12&to=%2B275760-09-13', {}],
    ['/assets/a?span=9y&tags=', {}],
    ['/models/1.0.0?against=', {}],
    ['/alarms?view=%E0%A4%A&rows=7', {}],
    ['/settings/history?revision=-1&against=never', {}],
    ['/settings?section=constructor', {}],
    ['/sign-in?to=%2F%2Felsewhere.example', {}],
    ['/sign-in?to=%2Falarms', { to: '/alarms' }],
    [`/alarms?alert=${LONG}`, { alert: LONG.slice(0, 400) }],
  ])('%s reads what can be read', (address, search) => {
    expect(matched(address)).toMatchObject({ error: undefined });
    expect(matched(address).search).toEqual(search);
  });

  test('can be anything: some page says what it is', () => {
    const pages = fc.constantFrom(
      ...[
        'alarms',
        'assets',
        'models',
        'rules',
        'feeds',
        'audit',
        'people',
        'settings/history',
        'connect',
        'wall',
      ],
    );
    const text = fc.oneof(
      fc.webPath(),
      fc.string({ unit: fc.constantFrom('%', '/', 'f', '2', 'a', '?', '=', '&') }),
    );
    fc.assert(
      fc.property(pages, text, fc.webQueryParameters(), (page, path, query) => {
        expect(matched(`/${page}/${path}?${query}`).error).toBeUndefined();
      }),
    );
  });
});
