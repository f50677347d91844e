import { type ControlRoomBrowser, openControlRoom, type Page } from '@eagle/testing/browser';
import { testInBrowser } from '@eagle/testing/browser-test';
import { HOT_QUENCH_OIL, NO_HISTORIAN, startControlRoom } from '../fixtures/control-room.fixture.js';
import { AlarmScene, prediction } from '../fixtures/alarm-scene.fixture.js';
import { plantConfig, type RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';

const HOUR_MS = 3_600_000;

/** A browser whose clock is so many hours ahead. */
const clockAhead = (hours: number): string => `{
  const Real = Date;
  const shifted = () => Real.now() + ${hours} * 3600000;
  window.Date = new Proxy(Real, {
    construct: (target, given) => (given.length === 0 ? new target(shifted()) : new target(...given)),
    get: (target, name) => (name === 'now' ? shifted : Reflect.get(target, name)),
  });
}`;
const WITHOUT_STORAGE = `{
  const refuse = () => { throw new DOMException('not allowed', 'SecurityError'); };
  for (const name of ['localStorage', 'indexedDB']) Object.defineProperty(window, name, { get: refuse });
}`;
const FULL_STORAGE = `{
  const refuse = () => { throw new DOMException('full', 'QuotaExceededError'); };
  Storage.prototype.setItem = refuse;
  IDBFactory.prototype.open = refuse;
}`;

describe('hostile surroundings in a browser', () => {
  let gateway: RunningGateway;
  let tenant: Tenant;
  let other: Tenant;
  let scene: AlarmScene;
  let room: ControlRoomBrowser | null = null;
  beforeAll(async () => {
    gateway = await startControlRoom();
    [tenant, other] = await Promise.all([gateway.tenant('north'), gateway.tenant('south')]);
    scene = await AlarmScene.open(gateway, tenant);
    await scene.standing(HOT_QUENCH_OIL);
  });
  afterEach(async () => {
    await room?.close();
    room = null;
  });
  afterAll(() => gateway.close());

  const told = (title: string) => ({
    causes: [{ ruleId: null, severity: 'high', facts: { type: 'told', title, text: title, measured: null } }],
  });

  for (const [hours, way, component, title] of [
    [3, 'ahead', 'atmosphere', /Atmosphere is likely to fail/],
    [-3, 'behind', 'conveyor', /Conveyor is likely to fail/],
  ] as const) {
    testInBrowser(
      `a browser whose clock is three hours ${way} shows ages by the platform’s clock`,
      async () => {
        const alert = await scene.standing(
          { severity: 'high', ...prediction(component, 'Furnace line 1', [50, 80, 140]) },
          5,
        );
        room = await openControlRoom({ url: gateway.url, before: clockAhead(hours) });
        const { page } = room;
        expect(
          Math.abs((await page.evaluate<number>('Date.now()')) - Date.now() - hours * HOUR_MS),
        ).toBeLessThan(60_000);
        await room.signIn(tenant.operator);
        const row = page.getByRole('row', { name: title });
        await row.getByText(/^[56]\smin$/).waitFor();
        await page.keyboard.press('j');
        await room.go(`/alarms?alert=${alert.id}`);
        await page
          .getByRole('complementary')
          .getByText(/likely \d+ to 1[34]\d min/)
          .waitFor();
        const clock = (await page.locator('.clock b').innerText()).split(':').map(Number);
        const utc = new Date();
        const behind =
          (utc.getUTCHours() * 60 + utc.getUTCMinutes() - (clock[0] ?? 0) * 60 - (clock[1] ?? 0) + 1_440) %
          1_440;
        expect(Math.min(behind, 1_440 - behind)).toBeLessThanOrEqual(1);
        room.problems.forget(NO_HISTORIAN);
        room.problems.assertNone();
      },
    );
  }

  testInBrowser('a zone that changes while the page is open changes its clock', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.signIn(other.operator);
    await page.locator('.clock').getByText('UTC', { exact: true }).waitFor();
    // The reader travels: the plant's time stays.
    const session = await room.context.newCDPSession(page);
    await session.send('Emulation.setTimezoneOverride', { timezoneId: 'America/New_York' });
    const saved = await gateway.request('PUT', `/api/v1/organizations/${other.id}/config`, {
      token: other.admin.accessToken,
      body: plantConfig({ settings: { timeZone: 'Asia/Kolkata' } }),
    });
    expect([saved.status < 300, saved.text.slice(0, 200)]).toEqual([true, expect.any(String)]);
    await page.evaluate('dispatchEvent(new Event("visibilitychange"))');
    await page.locator('.clock').getByText('Kolkata, UTC+5:30').waitFor();
    room.problems.forget(NO_HISTORIAN);
    room.problems.assertNone();
  });

  for (const [name, before] of [
    ['forbidden', WITHOUT_STORAGE],
    ['full', FULL_STORAGE],
  ] as const) {
    testInBrowser(
      `storage that is ${name} costs what is kept, which is said once, and nothing else`,
      async () => {
        room = await openControlRoom({ url: gateway.url, before });
        const { page } = room;
        await room.signIn(tenant.operator);
        await page
          .getByRole('row', { name: /Quench oil is too hot/ })
          .first()
          .waitFor();
        await page.getByRole('button', { name: 'Account' }).click();
        await page.getByRole('menuitemradio', { name: 'Light' }).click();
        await page.getByText('This browser keeps no choices').waitFor();
        expect(await page.locator('html').getAttribute('data-theme')).toBe('light');
        await page.getByText('This browser keeps no choices').waitFor({ state: 'detached' });
        await page.getByRole('button', { name: 'Account' }).click();
        await page.getByRole('menuitemradio', { name: 'Dark' }).click();
        await page.locator('html[data-theme="dark"]').waitFor({ state: 'attached' });
        expect(await page.getByText('This browser keeps no choices').count()).toBe(0);
        const alert = await scene.standing({ severity: 'low', ...told(`Kept in memory: ${name}`) });
        await room.context.setOffline(true);
        await page.getByText(/^Not connected since/).waitFor();
        await room.context.setOffline(false);
        await room.go(`/alarms?alert=${alert.id}`);
        await page
          .getByRole('complementary')
          .getByRole('heading', { name: /Kept in memory/ })
          .waitFor();
        const row = page.getByRole('row', { name: `Kept in memory: ${name}` });
        await row.waitFor();
        await room.context.setOffline(true);
        await page.getByText(/^Not connected since/).waitFor();
        await page.keyboard.press('a');
        await row.getByText('Waiting to be sent').waitFor();
        await room.context.setOffline(false);
        await row.getByText('By you').waitFor();
        expect(scene.get(alert.id).acknowledgedBy).toBe(tenant.operator.userId);
        room.problems.forget(/ERR_INTERNET_DISCONNECTED/);
        room.problems.forget(NO_HISTORIAN);
        room.problems.assertNone();
      },
    );
  }

  testInBrowser(
    'two tabs that come back together agree on an acknowledgement, and neither complains',
    async () => {
      const alert = await scene.standing({ severity: 'high', ...told('Door is open') });
      room = await openControlRoom({ url: gateway.url });
      const { page, context } = room;
      await room.signIn(tenant.operator);
      const second = await room.openTab();
      await room.go('/alarms', second);
      const rowOf = (tab: Page) => tab.getByRole('row', { name: /Door is open/ });
      await rowOf(second).waitFor();
      await room.go(`/alarms?alert=${alert.id}`);
      await page.getByRole('complementary').getByRole('heading', { name: 'Door is open' }).waitFor();
      await context.setOffline(true);
      for (const tab of [page, second]) await tab.getByText(/^Not connected since/).waitFor();
      await page.keyboard.press('a');
      await rowOf(page).getByText('Waiting to be sent').waitFor();
      await context.setOffline(false);
      for (const tab of [page, second]) await rowOf(tab).getByText('By you').waitFor();
      for (const tab of [page, second]) expect(await tab.getByText('It became worse').count()).toBe(0);
      expect(scene.get(alert.id).acknowledgedBy).toBe(tenant.operator.userId);
      room.problems.forget(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
      room.problems.forget(NO_HISTORIAN);
      room.problems.assertNone();
    },
  );

  testInBrowser(
    'a form that is open in two tabs is one: each shows what was typed in the other',
    async () => {
      room = await openControlRoom({ url: gateway.url });
      const { page } = room;
      await room.go('/settings?section=alerts');
      await room.signIn(tenant.admin);
      const [returns, rows] = ['Returns that are announced', 'Rows as they came'];
      await page.getByLabel(returns).waitFor();
      const second = await room.openTab();
      await room.go('/settings?section=history', second);
      await second.getByLabel(rows).fill('101');
      await page.getByText('1 change is not saved').waitFor();
      await page.getByLabel(returns).fill('7');
      await second.getByText('2 changes are not saved').waitFor();
      await second.getByRole('link', { name: /^Alerts/ }).click();
      expect(await second.getByLabel(returns).inputValue()).toBe('7');
      // The one that is closed first takes nothing along.
      await second.close({ runBeforeUnload: false });
      await page.getByRole('link', { name: /^History Edited/ }).click();
      expect(await page.getByLabel(rows).inputValue()).toBe('101');
      await page.getByRole('button', { name: 'Discard' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
      room.problems.forget(NO_HISTORIAN);
      room.problems.assertNone();
    },
  );

  testInBrowser('the back button closes what was opened, and forward opens it again', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.signIn(tenant.operator);
    await page
      .getByRole('row', { name: /Quench oil is too hot/ })
      .first()
      .click();
    const drawer = page.getByRole('complementary', { name: /Quench oil is too hot/ });
    await drawer.waitFor();
    await page.goBack();
    await drawer.waitFor({ state: 'detached' });
    await page.goForward();
    await drawer.waitFor();
    await page.getByRole('button', { name: /^Predicted/ }).click();
    await page.waitForURL(/view=predicted/);
    await page.goBack();
    expect(new URL(page.url()).searchParams.get('view')).toBeNull();
    await drawer.waitFor();
    await page.locator('.nav').getByRole('link', { name: 'Assets' }).click();
    await page.getByRole('heading', { name: 'Assets' }).waitFor();
    await page.goBack();
    await drawer.waitFor();
    room.problems.forget(NO_HISTORIAN);
    room.problems.assertNone();
  });
});
