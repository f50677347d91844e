import { eventually } from '@eagle/testing';
import { type ControlRoomBrowser, openControlRoom } from '@eagle/testing/browser';
import { testInBrowser } from '@eagle/testing/browser-test';
import { startControlRoom } from '../fixtures/control-room.fixture.js';
import { AlarmScene, limitCause, prediction } from '../fixtures/alarm-scene.fixture.js';
import { type RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';
import { alertOf, storeAlert } from '../fixtures/seed.fixture.js';
import { serveHistory } from '../fixtures/told-history.fixture.js';

const acknowledged = {
  active: true,
  acknowledged: true,
  shelved: false,
  suppressed: false,
  outOfService: false,
};

/** What stands when the operator comes. */
async function fill(scene: AlarmScene): Promise<void> {
  const oil = (title: string, asset: string, value: number) => ({
    component: 'quench-oil',
    causes: [limitCause(title, asset, value, '°C', 80)],
  });
  await scene.standing(
    { severity: 'critical', ...oil('Heater is too hot: hardening zone 1', 'Furnace line 2', 912.4) },
    3,
  );
  await scene.standing(
    { severity: 'medium', ...oil('Quench oil is too hot', 'Furnace line 3', 84.2), repeatCount: 13 },
    42,
  );
  await scene.standing(
    {
      severity: 'medium',
      ...oil('Post-wash bath is above its usual temperature', 'Furnace line 1', 61),
      state: acknowledged,
    },
    700,
  );
  await scene.standing(
    { severity: 'low', ...oil('Quench oil level is low', 'Furnace line 3', 12), state: acknowledged },
    4_400,
  );
}

describe('the alarms page in a browser', () => {
  let gateway: RunningGateway;
  let tenant: Tenant;
  let scene: AlarmScene;
  let room: ControlRoomBrowser | null = null;
  beforeAll(async () => {
    gateway = await startControlRoom();
    tenant = await gateway.tenant('north');
    scene = await AlarmScene.open(gateway, tenant);
    await serveHistory(gateway.bus.bus);
    await fill(scene);
  });
  afterEach(async () => {
    await room?.close();
    room = null;
  });
  afterAll(() => gateway.close());

  testInBrowser(
    'a predicted alert comes, is acknowledged by keys, joins its rule and is resolved',
    async () => {
      room = await openControlRoom({ url: gateway.url });
      const { page } = room;
      await room.signIn(tenant.operator);
      await page.getByRole('row', { name: /Heater is too hot/ }).waitFor();
      const predicted = await scene.raise({
        severity: 'high',
        ...prediction('atmosphere', 'Furnace line 1', [5, 8, 14]),
      });
      const row = page.getByRole('row', { name: /Atmosphere is likely to fail/ });
      await row.waitFor();
      await page.getByRole('status').getByText('1 new alert: 1 high.').waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      const drawer = page.getByRole('complementary', { name: 'Alert: Atmosphere is likely to fail' });
      await drawer.getByText('Hold the charge').waitFor();
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Atmosphere is likely to fail');
      expect(new URL(page.url()).searchParams.get('alert')).toBe(predicted.id);
      await page.keyboard.press('a');
      await row.getByText('By you').waitFor();
      expect(scene.get(predicted.id).acknowledgedBy).toBe(tenant.operator.userId);
      // The row keeps its place under the hand; the heading says what is true.
      await page.getByRole('row', { name: 'Unacknowledged 2' }).waitFor();

      const { causes, predictedAt } = scene.get(predicted.id);
      const ruleAt = new Date(Date.parse(predictedAt ?? '') + 360_000).toISOString();
      await scene.change(predicted.id, 'joined', {
        ...{ origin: 'both', ruleAt },
        causes: [...causes, limitCause('Carbon potential is low', 'Furnace line 1', 0.29, '%', 0.3)],
      });
      await drawer.getByText('Predicted, then seen').waitFor();
      await drawer.getByText(/Seen by a rule, 6\s*min after it was predicted/).waitFor();

      await page.keyboard.press('r');
      await page.getByLabel('What was done').fill('Seal replaced');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await row.getByText('Will be resolved').waitFor();
      await drawer.getByText('Ended: Seal replaced').waitFor();
      expect(scene.get(predicted.id).resolution).toBe('Seal replaced');
      await page.keyboard.press('Escape');
      await drawer.waitFor({ state: 'detached' });
      expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('grid');
      room.problems.assertNone();
    },
  );

  for (const theme of ['dark', 'light'] as const) {
    testInBrowser(`nobody is shut out of it, in ${theme}`, async () => {
      room = await openControlRoom({ url: gateway.url, theme });
      // An operator's room is dark unless they chose otherwise.
      await room.page.evaluate(`localStorage.setItem('eagle.theme', '${theme}')`);
      await room.page.reload();
      await room.signIn(tenant.operator);
      expect(await room.page.evaluate('document.documentElement.dataset.theme')).toBe(theme);
      const predicted = await scene.raise({
        severity: 'medium',
        ...prediction('oil-pump', 'Furnace line 3', [7, 12, 17]),
      });
      await room.go(`/alarms?alert=${predicted.id}`);
      await room.page.getByRole('complementary').getByText('Hold the charge').waitFor();
      expect(await room.accessibility()).toEqual([]);
      await room.page.setViewportSize({ width: 390, height: 844 });
      expect(await room.accessibility()).toEqual([]);
      room.problems.assertNone();
    });
  }

  testInBrowser('a wall shows the most urgent alert first, and has nothing to press', async () => {
    room = await openControlRoom({ url: gateway.url, width: 1920, height: 1080 });
    await room.signIn(tenant.operator);
    await room.go('/wall/alarms');
    const rows = room.page.getByRole('listitem');
    await rows.first().getByText('Heater is too hot: hardening zone 1').waitFor();
    expect(await room.page.locator('button, a, input').count()).toBe(0);
    expect(await room.accessibility()).toEqual([]);
    await room.go('/wall/fleet');
    await room.page.getByRole('region', { name: 'Assets, those that need somebody first' }).waitFor();
    expect(await room.page.locator('button, a, input').count()).toBe(0);
    room.problems.assertNone();
  });

  testInBrowser('without a connection an acknowledgement waits in both tabs, and goes out once', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page, context } = room;
    await room.signIn(tenant.operator);
    const alert = await scene.raise({
      severity: 'high',
      ...prediction('gas-valve', 'Furnace line 2', [20, 30, 40]),
    });
    const other = await room.openTab();
    const rowIn = (tab: typeof page) => tab.getByRole('row', { name: /Gas valve is likely to fail/ });
    await room.go(`/alarms?alert=${alert.id}`);
    await room.go('/alarms', other);
    await Promise.all([rowIn(page).waitFor(), rowIn(other).waitFor()]);
    await context.setOffline(true);
    await page.keyboard.press('a');
    await rowIn(page).getByText('Waiting to be sent').waitFor();
    expect(scene.get(alert.id).state.acknowledged).toBe(false);
    await context.setOffline(false);
    // It is kept by the browser, not by the page.
    await page.reload();
    await Promise.all([
      rowIn(page).getByText('By you').waitFor(),
      rowIn(other).getByText('By you').waitFor(),
    ]);
    expect(scene.get(alert.id).acknowledgedBy).toBe(tenant.operator.userId);
    expect(scene.get(alert.id).revision).toBe(2);
    const kept =
      "new Promise((done) => { const open = indexedDB.open('eagle-alarms'); open.onsuccess = () => { " +
      "open.result.transaction('acknowledgements').objectStore('acknowledgements').count().onsuccess = " +
      '({ target }) => done(target.result); }; })';
    await eventually(async () => (await page.evaluate(kept)) === 0);
  });

  testInBrowser('of 1 000 alerts at most 60 rows are mounted, with at most 40 elements each', async () => {
    const crowded = await gateway.tenant('crowded');
    const database = gateway.database.open();
    const store = (index: number): Promise<void> => {
      const raisedAt = new Date(Date.now() - index * 60_000).toISOString();
      const predicted = prediction(`part-${index}`, 'Furnace line 1', [5, 8, 14]);
      return storeAlert(database, alertOf(crowded.id, { severity: 'high', ...predicted, raisedAt }));
    };
    for (let index = 0; index < 1_000; index += 1) await store(index);
    room = await openControlRoom({ url: gateway.url });
    await room.signIn(crowded.operator);
    const { page } = room;
    await page.getByText('Part 0 is likely to fail').first().waitFor();
    // The list is read page by page: it is as long as it will be once all of them are there.
    await page.locator('[role=grid][aria-rowcount="1002"]').waitFor();
    await page.evaluate('document.querySelector("[role=grid]").scrollTop = 9000');
    await page
      .getByText(/Part 25\d is likely to fail/)
      .first()
      .waitFor();
    const rows = page.locator('.alarm-rows .alarm-row');
    expect(await rows.count()).toBeLessThanOrEqual(60);
    expect(Number(await page.getByRole('grid').getAttribute('aria-rowcount'))).toBe(1_002);
    const tooLarge =
      '[...document.querySelectorAll(".alarm-row")].filter((row) => row.querySelectorAll("*").length >= 40).length';
    expect(await page.evaluate(tooLarge)).toBe(0);
    room.problems.assertNone();
  });

  testInBrowser('a new critical alert is told at once, and its end stands among all changes', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.signIn(tenant.operator);
    await page.getByRole('row', { name: /Heater is too hot/ }).waitFor();
    const alert = await scene.raise({
      ...{ severity: 'critical', component: 'conveyor' },
      causes: [limitCause('Conveyor tripped', 'Furnace line 2', 0, 'Hz', 5)],
    });
    await page
      .getByRole('alert')
      .getByText(/^Critical\. Conveyor tripped\. Furnace line 2\. \d\d:\d\d\.$/)
      .waitFor();
    await scene.change(alert.id, 'resolved', {
      state: { ...alert.state, active: false, acknowledged: true },
      ...{ resolvedAt: new Date().toISOString(), resolution: 'Belt freed' },
    });
    const filter = page.getByRole('combobox', { name: 'Priority' });
    await filter.selectOption('critical');
    await page
      .getByRole('status')
      .getByText(/^[1-9] of [1-9], [1-9] hidden by Priority = critical$/i)
      .waitFor();
    await filter.selectOption('');
    await page.getByRole('button', { name: 'All changes' }).click();
    const row = page.getByRole('row', { name: /Conveyor tripped/ });
    await row.getByText('Ended').waitFor();
    // Keys move through what is shown: the newest of all changes is the first.
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary').getByText('Ended: Belt freed').waitFor();
    room.problems.assertNone();
  });
});
