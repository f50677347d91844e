import { type ControlRoomBrowser, openControlRoom, type Page } from '@eagle/testing/browser';
import { testInBrowser } from '@eagle/testing/browser-test';
import { HOT_QUENCH_OIL, startControlRoom } from '../fixtures/control-room.fixture.js';
import { AlarmScene, prediction } from '../fixtures/alarm-scene.fixture.js';
import { ModelScene } from '../fixtures/model-scene.fixture.js';
import { type RunningGateway, SUPER_ADMIN, type Tenant } from '../fixtures/running-gateway.fixture.js';

/** 1280 px wide at 200 % and 400 %: WCAG 2.2, 1.4.4 and 1.4.10. */
const ZOOMED = [
  ['200 %', 640, 512],
  ['400 %', 320, 256],
] as const;
/** Parts that scroll in both directions: a reader would lose the line. Tables may scroll sideways. */
const SCROLLS_BOTH_WAYS = `[document.documentElement, ...document.querySelectorAll('body *')]
  .filter((part) => {
    const { overflowX, overflowY } = getComputedStyle(part);
    const isRoot = part === document.documentElement;
    const scrolls = (overflow) => isRoot || overflow === 'auto' || overflow === 'scroll';
    return scrolls(overflowX) && scrolls(overflowY) &&
      part.scrollWidth > part.clientWidth + 1 && (isRoot || part.scrollHeight > part.clientHeight + 1);
  })
  .map((part) => {
    const end = part.getBoundingClientRect().left + part.clientWidth;
    const wide = [...part.querySelectorAll('*')].filter((each) => each.getBoundingClientRect().right > end + 1);
    return [part, ...wide.slice(0, 4)].map((each) => each.tagName + '.' + each.getAttribute('class')).join(' > ');
  })`;

/** Every page that the navigation of a person offers. */
const LINKS = `[...document.querySelectorAll('.nav a')].map((link) => link.getAttribute('href'))`;

describe('the control room zoomed', () => {
  let gateway: RunningGateway;
  let tenant: Tenant;
  let scene: AlarmScene;
  let room: ControlRoomBrowser | null = null;
  beforeAll(async () => {
    gateway = await startControlRoom();
    tenant = await gateway.tenant('north');
    scene = await AlarmScene.open(gateway, tenant);
    await ModelScene.open(gateway, tenant);
    await scene.standing(HOT_QUENCH_OIL);
  });
  afterEach(async () => {
    await room?.close();
    room = null;
  });
  afterAll(() => gateway.close());

  for (const [zoom, width, height] of ZOOMED) {
    testInBrowser(`at ${zoom} nothing scrolls both ways, on every page`, async () => {
      const alert = await scene.standing({
        severity: 'low',
        ...prediction(`part-${width}`, 'Furnace line 1', [50, 80, 140]),
      });
      const found: string[] = [];
      const more = [`/alarms?alert=${alert.id}`, '/models/1.5.0', '/assets/pump-1', '/nowhere'];
      for (const [person, own] of [
        [tenant.admin, more],
        [SUPER_ADMIN, []],
      ] as const) {
        room = await openControlRoom({ url: gateway.url, width, height, language: 'de-DE' });
        const { page } = room;
        found.push(...(await problemsOf(page, '/sign-in')));
        await room.signIn(person);
        for (const address of [...(await page.evaluate<string[]>(LINKS)), ...own]) {
          await room.go(address);
          await page.locator('.page').first().waitFor({ state: 'attached' });
          found.push(...(await problemsOf(page, address)));
        }
        await room.close();
        room = null;
      }
      expect(found).toEqual([]);
    });
  }

  async function problemsOf(page: Page, address: string): Promise<string[]> {
    await page.waitForLoadState('networkidle');
    return (await page.evaluate<string[]>(SCROLLS_BOTH_WAYS)).map((each) => `${address}: ${each}`);
  }
});
