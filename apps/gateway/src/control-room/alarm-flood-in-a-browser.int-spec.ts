import { eventually } from '@eagle/testing';
import { type ControlRoomBrowser, openControlRoom } from '@eagle/testing/browser';
import { testInBrowser } from '@eagle/testing/browser-test';
import { startControlRoom } from '../fixtures/control-room.fixture.js';
import { AlarmScene, limitCause, prediction } from '../fixtures/alarm-scene.fixture.js';
import { plantConfig, type RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';
import { serveHistory } from '../fixtures/told-history.fixture.js';

const TAGS = [
  {
    tag: 'cppv',
    type: 'number',
    role: 'present-value',
    label: 'Carbon potential',
    setValueTag: 'cppv-set',
    unit: '%',
  },
  { tag: 'cppv-set', type: 'number', role: 'set-value', label: 'Carbon set value', unit: '%' },
  { tag: 'flow', type: 'number', role: 'present-value' },
  { tag: 'flow-set', type: 'number', role: 'set-value' },
  { tag: 'tripped', type: 'boolean', role: 'flag' },
];

const at = (title: string, severity: string, assetId: string) => ({
  ...{ severity, assetId, component: title.toLowerCase().replaceAll(' ', '-') },
  causes: [limitCause(title, assetId, 85, '°C', 80)],
});

describe('alerts in a browser', () => {
  let gateway: RunningGateway;
  let tenant: Tenant;
  let scene: AlarmScene;
  let room: ControlRoomBrowser | null = null;
  beforeAll(async () => {
    gateway = await startControlRoom();
    tenant = await gateway.tenant('north');
    scene = await AlarmScene.open(gateway, tenant);
    await serveHistory(gateway.bus.bus);
    const saved = await gateway.request('PUT', `/api/v1/organizations/${tenant.id}/config`, {
      token: tenant.admin.accessToken,
      body: plantConfig({ tags: TAGS }),
    });
    if (saved.status >= 300) throw new Error(saved.text);
  });
  afterEach(async () => {
    await room?.close();
    room = null;
  });
  afterAll(() => gateway.close());

  /** A dip of the power: eleven alerts of a line follow it, and one comes elsewhere. */
  async function flood(): Promise<void> {
    await scene.standing(at('Incoming power dip', 'medium', 'line-1'), 0.3);
    for (let zone = 1; zone <= 9; zone += 1) {
      await scene.standing(at(`Fan tripped in zone ${zone}`, 'high', 'line-1'), 0.2);
    }
    await scene.standing(at('Heater failed', 'critical', 'line-1'), 0.1);
    await scene.standing(at('Oil is hot', 'low', 'line-2'), 0.1);
  }

  testInBrowser('on a phone a finger to the right acknowledges, and an alert fills the screen', async () => {
    const swiped = await scene.standing(at('Drive failed', 'critical', 'pump-1'), 30);
    const predicted = await scene.standing(
      { ...prediction('atmosphere', 'Furnace line 1', [5, 8, 14]), severity: 'high', assetId: 'pump-1' },
      20,
    );
    room = await openControlRoom({ url: gateway.url, width: 390, height: 844, hasTouch: true });
    const { page, context } = room;
    await room.signIn(tenant.operator);
    const row = page.getByRole('row', { name: /Drive failed/ });
    const box = await row.boundingBox();
    if (box === null) throw new Error('The row has no place on the page.');
    const finger = await context.newCDPSession(page);
    const y = box.y + box.height / 2;
    await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: 60, y }] });
    for (const x of [80, 120, 160, 200]) {
      await finger.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y }] });
    }
    await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await page.getByRole('row', { name: 'Unacknowledged 1' }).waitFor();
    expect(scene.get(swiped.id).acknowledgedBy).toBe(tenant.operator.userId);

    const drawer = page.getByRole('complementary');
    // A browser takes no tap that follows a swipe at once: it would end its fling.
    await eventually(
      async () => {
        await page.getByRole('row', { name: /Atmosphere is likely to fail/ }).tap();
        await drawer.waitFor({ timeout: 1_000 });
      },
      { deadlineMs: 10_000 },
    );
    await drawer.getByText(/^[12] of 2$/).waitFor();
    await drawer.getByRole('img', { name: /^Carbon potential: lowest/ }).waitFor();
    await drawer.getByRole('img', { name: /^Probability; alert from 85/ }).waitFor();
    expect(await room.accessibility()).toEqual([]);
    const button = drawer.getByRole('button', { name: 'Acknowledge', exact: true });
    const place = await button.boundingBox();
    expect((place?.height ?? 0) >= 48 && (place?.y ?? 0) > 600).toBe(true);
    await button.tap();
    await drawer.getByRole('button', { name: 'Resolve', exact: true }).waitFor();
    // The page does not wait for the platform.
    await eventually(() => scene.get(predicted.id).state.acknowledged);
    room.problems.assertNone();
  });

  testInBrowser(
    'a flood is shown by cause, hides no critical alert, and is acknowledged by group',
    async () => {
      await flood();
      room = await openControlRoom({ url: gateway.url, theme: 'light' });
      const { page } = room;
      await page.evaluate("localStorage.setItem('eagle.theme', 'light')");
      await page.reload();
      await room.signIn(tenant.operator);
      const strip = page.getByRole('region', { name: 'Alarm flood' });
      await strip.getByText('12 alerts in 10 min').waitFor();
      await strip.getByText('Incoming power dip', { exact: false }).waitFor();
      const first = page.getByRole('row', { name: /Incoming power dip/ });
      await first.getByText('+10').waitFor();
      const more = page.getByRole('button', { name: '5 more' });
      await more.waitFor();
      await page.getByRole('row', { name: /Oil is hot/ }).waitFor();
      expect(await room.accessibility()).toEqual([]);

      await first.getByRole('button', { name: 'Group of 11' }).click();
      await more.waitFor({ state: 'detached' });
      await page.getByRole('row', { name: /Heater failed/ }).waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('ArrowRight');
      await more.click();
      await page.getByRole('row', { name: /Fan tripped in zone 9/ }).waitFor();
      await strip.getByRole('button', { name: /Acknowledge group: 11/ }).waitFor();
      // What the page has scrolled away is not in sight, and is not acknowledged.
      await page.setViewportSize({ width: 720, height: 450 });
      await strip.getByRole('button', { name: /Acknowledge group: 0/ }).waitFor();
      await page.setViewportSize({ width: 1440, height: 900 });
      await strip.getByRole('button', { name: /Acknowledge group: 11/ }).waitFor();
      await page.keyboard.press('Shift+A');
      await strip.getByRole('button', { name: /Acknowledge group: 0/ }).waitFor();

      await strip.getByRole('button', { name: 'One by one' }).click();
      await page.getByRole('row', { name: /^Acknowledged/ }).waitFor();
      expect(new URL(page.url()).searchParams.get('rows')).toBe('one-by-one');
      room.problems.assertNone();
    },
  );
});
