import { randomUUID } from 'node:crypto';
import { type ControlRoomBrowser, openControlRoom, type Page } from '@eagle/testing/browser';
import { testInBrowser } from '@eagle/testing/browser-test';
import { HOT_QUENCH_OIL, NO_HISTORIAN, startControlRoom } from '../fixtures/control-room.fixture.js';
import { AlarmScene, limitCause } from '../fixtures/alarm-scene.fixture.js';
import { ModelScene } from '../fixtures/model-scene.fixture.js';
import { reportFeed } from '../fixtures/feed-report.fixture.js';
import {
  plantConfig,
  type RunningGateway,
  SUPER_ADMIN,
  type Tenant,
} from '../fixtures/running-gateway.fixture.js';
import { alertOf, storeAlert } from '../fixtures/seed.fixture.js';
import { z } from 'zod';

/** Each way to run it sets `canary`; none may. */
const CANARY =
  '<img src=x onerror="canary=1"><script>canary=1</script><svg onload="canary=1"></svg>javascript:canary=1';
const HEBREW = 'כבשן מספר שלוש';
const EMOJI = '🔥👩‍🏭🏭';
const LONG = 'Quench oil '.repeat(37).slice(0, 400);
const BAD_STATUS = /Failed to load resource/;

const OVERLONG = 'x'.repeat(2_000);
const HOME = 'Go to the start page';

/** Addresses of nothing: what is said, and the way back. */
const UNKNOWN: readonly (readonly [address: string, sentence: RegExp, back: RegExp | string])[] = [
  ['/assets/nobody-1', /There is no asset nobody-1\./, 'All assets'],
  ['/assets/a%2Fb', /There is no asset .?a\/b/, 'All assets'],
  ['/assets/%F0%9F%94%A5', /There is no asset .?🔥/u, 'All assets'],
  [`/assets/${OVERLONG}`, /There is no asset x{60}…/, 'All assets'],
  ['/assets/nobody-1/tags/flow', /There is no asset nobody-1\./, 'All assets'],
  ['/assets/pump-1/tags/nothing', /There is no tag nothing\./, /^All signals of/],
  [`/assets/pump-1/tags/${OVERLONG}`, /There is no tag x{60}…/, /^All signals of/],
  ['/models/9.9.9', /There is no version 9\.9\.9\./, 'All versions'],
  ['/models/..%2f..%2f', /There is no version/, 'All versions'],
  [`/models/${OVERLONG}`, /There is no version x{60}…/, 'All versions'],
  ['/models/1.5.0?against=9.9.9', /There is no version 9\.9\.9 to compare with/, 'Models'],
  ['/rules/nothing', /There is no rule nothing\./, 'All rules'],
  [`/rules/${OVERLONG}`, /There is no rule x{60}…/, 'All rules'],
  ['/settings/assets?id=nothing', /nothing is not in this list/, 'Close'],
  ['/settings/tags?id=%F0%9F%94%A5', /is not in this list/, 'Close'],
  ['/settings/history?revision=99999', /There is no revision 99999/, 'Settings'],
  ['/settings/history?revision=9007199254740991', /There is no revision 9007199254740991/, 'Settings'],
  ['/feeds/quality?asset=nothing', /There is no asset nothing\./, 'Status'],
  ['/audit?entry=4000000000', /This entry is not among those that are read\./, 'Close'],
  ['/wall/nothing', /There is no such view\. A wall shows alarms, the fleet, or one asset\./, HOME],
  ...['/assets/%E0%A4%A', '/rules/%zz', '/%', '/nowhere/at/all', '/trainings/nothing'].map(
    (address) => [address, /There is no such page\./, HOME] as const,
  ),
];

/** What cannot be read of an address is left aside. */
const OPEN_ALL_THE_SAME = [
  '/connect/nothing',
  '/assets/pump-1?from=soon&to=never',
  '/assets/pump-1?from=%2B275760-09-12&to=%2B275760-09-13',
  '/assets/pump-1?from=2026-11-30&to=2020-01-01&tags=%E0%A4%A,nothing',
  '/audit?from=9999-12-31&to=9999-12-31&who=nobody',
  '/alarms?view=%E0%A4%A&priority=deadly',
];

/** Pages of one thing of the plant that is named in HTML. */
const THEIRS = [
  ...['/assets/pump-1', '/assets/pump-1/tags/flow', '/settings/assets?id=pump-1', '/settings/tags?id=flow'],
  ...[
    '/rules/flow-deviation',
    '/settings?section=states',
    '/settings/history?revision=2',
    '/connect/mapping',
  ],
];

/** Where the navigation leads. */
const LINKS = `[...document.querySelectorAll('.nav a')].map((link) => link.getAttribute('href'))`;

/** A long name leaves room for the button beside it. */
const IS_FOLD_BUTTON_IN_SIGHT = `document.querySelector('.nav .foot button').getBoundingClientRect().right <=
  document.querySelector('.nav').getBoundingClientRect().right`;

/** Wider than its window. */
const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth + 1');

describe('hostile input in a browser', () => {
  let gateway: RunningGateway;
  let tenant: Tenant;
  let other: Tenant;
  let scene: AlarmScene;
  let room: ControlRoomBrowser | null = null;
  beforeAll(async () => {
    // Each address is a new page, which renews its sign-in.
    gateway = await startControlRoom({ REFRESHES_PER_MINUTE: '1000' });
    [tenant, other] = await Promise.all([gateway.tenant('north'), gateway.tenant('south')]);
    scene = await AlarmScene.open(gateway, tenant);
    await ModelScene.open(gateway, tenant);
    await scene.standing(HOT_QUENCH_OIL);
  });
  afterEach(async () => {
    await room?.close();
    room = null;
  });
  afterAll(() => gateway.close());

  const told = (title: string, text = title) => ({
    causes: [{ ruleId: null, severity: 'high', facts: { type: 'told', title, text, measured: null } }],
    recommendedAction: text,
  });

  testInBrowser('an id of nobody, or of another plant, opens a page that says so', async () => {
    const theirs = alertOf(other.id, { severity: 'high' });
    await storeAlert(gateway.database.open(), theirs);
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.signIn(tenant.admin);
    for (const id of [theirs.id, randomUUID(), 'no-id', '%3Cscript%3E', '%E2%80%AE', LONG]) {
      await room.go(`/alarms?alert=${encodeURIComponent(id)}`);
      await page.getByText('There is no such alert here.').waitFor();
      await page
        .getByRole('row', { name: /Quench oil is too hot/ })
        .first()
        .waitFor();
    }
    expect(await room.accessibility()).toEqual([]);
    for (const [address, sentence, back] of UNKNOWN) {
      await room.go(address);
      await page.getByText(sentence).first().waitFor();
      const way = page.getByRole('link', { name: back }).or(page.getByRole('button', { name: back }));
      expect([address, await way.first().isVisible(), await isTooWide(page)]).toEqual([address, true, false]);
    }
    for (const address of OPEN_ALL_THE_SAME) {
      await room.go(address);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      expect([address, await page.getByText('This page stopped working.').count()]).toEqual([address, 0]);
    }
    room.problems.forget(BAD_STATUS);
    room.problems.forget(NO_HISTORIAN);
    room.problems.assertNone();
  });

  testInBrowser('names of any script and length stay names: nothing runs, nothing breaks out', async () => {
    const names = [
      ...[CANARY, LONG, HEBREW, EMOJI].map((title) => told(title)),
      { causes: [limitCause(`${CANARY} hot`, HEBREW, 84.2, '°C', 80)], recommendedAction: CANARY },
    ];
    const alerts = [];
    for (const name of names) alerts.push(await scene.standing({ severity: 'critical', ...name }));
    for (const [width, height] of [
      [1440, 900],
      [390, 844],
    ] as const) {
      room = await openControlRoom({ url: gateway.url, width, height });
      const { page } = room;
      await room.signIn(tenant.operator);
      await page.locator('.alarm-rows').getByText(HEBREW).first().waitFor();
      expect([width, await isTooWide(page)]).toEqual([width, false]);
      for (const { id } of alerts) {
        await room.go(`/alarms?alert=${id}`);
        await page.getByRole('complementary').getByRole('heading').first().waitFor();
        expect([width, id, await isTooWide(page)]).toEqual([width, id, false]);
        await page.emulateMedia({ media: 'print' });
        await page.emulateMedia({ media: 'screen' });
      }
      expect(await room.accessibility()).toEqual([]);
      expect(await page.evaluate('typeof canary')).toBe('undefined');
      room.problems.forget(NO_HISTORIAN);
      room.problems.assertNone();
      await room.close();
    }
    for (const { id } of alerts) {
      await scene.change(id, 'resolved', {
        state: { active: false, acknowledged: true, shelved: false, suppressed: false, outOfService: false },
        resolvedAt: new Date().toISOString(),
        resolution: CANARY,
      });
    }
  });

  testInBrowser('an organization, a person, an asset and a feed named in HTML run on no page', async () => {
    const { accessToken: token } = await gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password);
    const made = await gateway.ok(z.object({ id: z.string() }), 'POST', '/api/v1/organizations', {
      token,
      body: { slug: 'hostile', name: CANARY },
    });
    const person = {
      email: 'admin@hostile.example',
      password: `pw-${randomUUID()}`,
      role: 'ADMIN',
      name: CANARY,
    };
    await gateway.enter(token, made.id);
    await gateway.join(token, made.id, person);
    const plant = plantConfig();
    const config = plantConfig({
      ...{ feed: null, mapping: null, assets: [{ assetId: 'pump-1', name: CANARY, kind: '<b>' }] },
      tags: plant.tags.map((tag) => ({ ...tag, label: CANARY, unit: '<i>' })),
      rules: plant.rules.map((rule) => ({ ...rule, title: CANARY, recommendedAction: CANARY })),
    });
    const { accessToken } = await gateway.signIn(person.email, person.password);
    const saved = await gateway.request('PUT', `/api/v1/organizations/${made.id}/config`, {
      token: accessToken,
      body: config,
    });
    expect([saved.status < 300, saved.text.slice(0, 200)]).toEqual([true, expect.any(String)]);
    await reportFeed(gateway, { id: made.id, admin: { accessToken } }, { state: 'down', reason: CANARY });
    for (const account of [person, SUPER_ADMIN]) {
      room = await openControlRoom({ url: gateway.url });
      const { page } = room;
      await room.signIn(account);
      expect(await page.evaluate(IS_FOLD_BUTTON_IN_SIGHT)).toBe(true);
      const links = await page.evaluate<string[]>(LINKS);
      const own = account === person ? THEIRS : [];
      for (const address of [...links, ...own]) {
        await room.go(address);
        await page.locator('main h1').first().waitFor();
        await page.waitForLoadState('networkidle');
        expect([address, await page.evaluate('typeof canary')]).toEqual([address, 'undefined']);
        expect([address, await isTooWide(page)]).toEqual([address, false]);
      }
      room.problems.forget(BAD_STATUS);
      room.problems.forget(NO_HISTORIAN);
      room.problems.assertNone();
      await room.close();
      room = null;
    }
  });

  testInBrowser('a note of HTML, Hebrew and emoji is read as it was written, also from a toast', async () => {
    const alert = await scene.standing({ severity: 'medium', ...told('Belt slips') });
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.go(`/alarms?alert=${alert.id}`);
    await room.signIn(tenant.operator);
    const drawer = page.getByRole('complementary');
    await drawer.getByRole('heading', { name: 'Belt slips' }).waitFor();
    for (const note of [CANARY, `${HEBREW} ${EMOJI}`, LONG]) {
      await page.keyboard.press('n');
      await page.getByRole('dialog').getByLabel('Note').fill(note);
      await page.getByRole('dialog').getByRole('button', { name: 'Add a note' }).click();
      await drawer.getByText(note.trim()).waitFor();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    // A refusal is a toast with the words of the platform.
    const refusal = JSON.stringify({ code: 'X', status: 409, title: 'x', detail: CANARY });
    await page.route(/\/notes$/, (route) =>
      route.request().method() === 'POST' ? route.fulfill({ status: 409, body: refusal }) : route.continue(),
    );
    await page.keyboard.press('n');
    await page.getByRole('dialog').getByLabel('Note').fill('Not to be lost');
    await page.getByRole('dialog').getByRole('button', { name: 'Add a note' }).click();
    await page.getByText(`The note was not saved: ${CANARY}`).waitFor();
    await page.keyboard.press('n');
    expect(await page.getByRole('dialog').getByLabel('Note').inputValue()).toBe('Not to be lost');
    expect(await page.evaluate('typeof canary')).toBe('undefined');
    room.problems.forget(BAD_STATUS);
    room.problems.forget(NO_HISTORIAN);
    room.problems.assertNone();
  });

  testInBrowser(
    'a sentence that was typed outlives Esc, the back button and the end of a sign-in',
    async () => {
      const alert = await scene.standing({ severity: 'medium', ...told('Fan is loud') });
      const limits = { ACCESS_TOKEN_MS: '5000', REFRESHES_PER_MINUTE: '1000' };
      room = await openControlRoom({ url: await gateway.addReplica(limits) });
      const { page } = room;
      await room.signIn(tenant.operator);
      await page.getByRole('row', { name: /Fan is loud/ }).click();
      await page.waitForURL(/alert=/);
      // While a dialog is open, everything behind it is hidden from screen readers.
      const drawer = page.locator('.alert-drawer').getByText('Fan is loud').first();
      await drawer.waitFor();
      const field = page.getByLabel('What was done');
      await page.keyboard.press('r');
      await field.fill('Bearing replaced');
      await page.keyboard.press('Escape');
      await field.waitFor({ state: 'detached' });
      await page.keyboard.press('r');
      expect(await field.inputValue()).toBe('Bearing replaced');
      await page.goBack();
      await page.goForward();
      await drawer.waitFor();
      if ((await field.count()) === 0) await page.keyboard.press('r');
      expect(await field.inputValue()).toBe('Bearing replaced');
      await room.context.clearCookies();
      const again = page.getByRole('dialog', { name: 'Sign in again' });
      await again.waitFor();
      await again.getByLabel('Password').fill(tenant.operator.password);
      await again.getByRole('button', { name: 'Sign in' }).click();
      await again.waitFor({ state: 'detached' });
      expect(await field.inputValue()).toBe('Bearing replaced');
      await page.getByRole('button', { name: 'Resolve' }).last().click();
      await page.getByRole('complementary').getByText('Ended: Bearing replaced').waitFor();
      expect(scene.get(alert.id).resolution).toBe('Bearing replaced');
      room.problems.forget(NO_HISTORIAN);
      room.problems.assertNone();
    },
  );

  testInBrowser('a platform without the organization that somebody acts in says so', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.signIn(SUPER_ADMIN);
    for (const address of ['/alarms?alert=x', '/assets/pump-1', '/models/1.0.0', '/feeds']) {
      await room.go(address);
      await page.getByRole('heading', { name: /^This page is for/ }).waitFor();
    }
    room.problems.forget(/503|404/);
    room.problems.forget(NO_HISTORIAN);
    room.problems.assertNone();
  });
});
