import { type ControlRoomBrowser, openControlRoom, type Route } from '@eagle/testing/browser';
import { testInBrowser } from '@eagle/testing/browser-test';
import { HOT_QUENCH_OIL, startControlRoom } from '../fixtures/control-room.fixture.js';
import { AlarmScene, limitCause } from '../fixtures/alarm-scene.fixture.js';
import { FailingNetwork } from '../fixtures/failing-network.fixture.js';
import { ModelScene } from '../fixtures/model-scene.fixture.js';
import { type RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';

const INTERFACE = /\/api\/v1\//;
const MODELS = /\/api\/v1\/ml\/models\?/;
const HTML = '<!doctype html><title>Proxy</title><h1>502 Bad Gateway</h1>';
/** What a browser writes on its console about answers that fail. */
const FAILED = /ERR_|Failed to load resource|WebSocket connection/;

/** Answers that are none. */
const BAD_ANSWERS: readonly (readonly [string, (route: Route) => Promise<void>])[] = [
  ['a page of a proxy', (route) => route.fulfill({ status: 502, contentType: 'text/html', body: HTML })],
  [
    'a page in the place of data',
    (route) => route.fulfill({ status: 200, contentType: 'text/html', body: HTML }),
  ],
  [
    'half an answer',
    (route) =>
      route.fulfill({ status: 200, contentType: 'application/json', body: '{"items":[{"version":"1.' }),
  ],
  ['no answer', (route) => route.abort('connectionreset')],
  [
    'a failure of the platform',
    (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        headers: { 'request-id': 'request-500' },
        body: JSON.stringify({
          code: 'INTERNAL',
          status: 500,
          title: 'Bug',
          detail: 'Something failed here.',
        }),
      }),
  ],
];

describe('a network that fails, in a browser', () => {
  let gateway: RunningGateway;
  let tenant: Tenant;
  let scene: AlarmScene;
  let network: FailingNetwork;
  let room: ControlRoomBrowser | null = null;
  beforeAll(async () => {
    gateway = await startControlRoom();
    tenant = await gateway.tenant('north');
    scene = await AlarmScene.open(gateway, tenant);
    await ModelScene.open(gateway, tenant);
    await scene.standing(HOT_QUENCH_OIL);
  });
  beforeEach(async () => {
    network = await FailingNetwork.before(gateway.url);
  });
  afterEach(async () => {
    await room?.close();
    room = null;
    await network.close();
  });
  afterAll(() => gateway.close());

  testInBrowser('a gateway that is gone is said, and its page comes by itself', async () => {
    room = await openControlRoom({ url: network.url });
    const { page } = room;
    await room.signIn(tenant.operator);
    await page.route(INTERFACE, (route) => route.abort('connectionrefused'));
    await page.reload();
    await page.getByText('The platform does not answer.').waitFor();
    expect(await room.accessibility()).toEqual([]);
    await page.unroute(INTERFACE);
    await page.getByRole('row', { name: /Quench oil is too hot/ }).waitFor();
    room.problems.forget(FAILED);
    room.problems.assertNone();
  });

  for (const [name, answer] of BAD_ANSWERS) {
    testInBrowser(`${name} leaves a sentence, the rest of the page, and a way on`, async () => {
      room = await openControlRoom({ url: network.url });
      const { page } = room;
      await page.route(MODELS, answer);
      await room.go('/models');
      await room.signIn(tenant.admin);
      const failed = page.getByText('This could not be read.').first();
      await failed.waitFor({ timeout: 60_000 });
      await page.getByRole('link', { name: /^High: 1 unacknowledged/ }).waitFor();
      expect(await room.accessibility()).toEqual([]);
      await page.unroute(MODELS);
      await page.getByRole('button', { name: 'Try now' }).first().click();
      await page
        .getByRole('row', { name: /1\.5\.0/ })
        .first()
        .waitFor();
      room.problems.forget(FAILED);
      room.problems.assertNone();
    });
  }

  testInBrowser('every answer of the interface may be nonsense: the frame stands and says it', async () => {
    for (const body of ['{"items":[{"id"', '[]', 'null', '{}', '"text"', HTML]) {
      room = await openControlRoom({ url: network.url });
      const { page } = room;
      await room.signIn(tenant.operator);
      await page.getByRole('row', { name: /Quench oil is too hot/ }).waitFor();
      await page.route(INTERFACE, (route) =>
        route.request().url().includes('/auth/') ? route.continue() : route.fulfill({ status: 200, body }),
      );
      await room.go('/assets');
      await page.locator('header.topbar').waitFor();
      await page.locator('.nav').getByRole('link', { name: 'Alarms' }).click();
      await page.getByRole('heading', { name: 'Alarms' }).waitFor();
      expect([body, await page.locator('.shell').count()]).toEqual([body, 1]);
      await room.close();
      room = null;
    }
  });

  testInBrowser(
    'while an answer takes half a minute the page can be used, and then it is there',
    async () => {
      room = await openControlRoom({ url: network.url });
      const { page } = room;
      const released = Promise.withResolvers<void>();
      await page.route(MODELS, async (route) => {
        await released.promise;
        await route.continue();
      });
      await room.go('/models');
      await room.signIn(tenant.admin);
      await page.getByRole('status').getByText('Loading').first().waitFor({ state: 'attached' });
      await page.getByRole('link', { name: /^High: 1 unacknowledged/ }).click();
      await page.getByRole('row', { name: /Quench oil is too hot/ }).waitFor();
      await page.goBack();
      released.resolve();
      await page
        .getByRole('row', { name: /1\.5\.0/ })
        .first()
        .waitFor();
      room.problems.assertNone();
    },
  );

  testInBrowser('a connection that is dead without an end is said within ten seconds', async () => {
    room = await openControlRoom({ url: network.url });
    const { page } = room;
    await room.signIn(tenant.operator);
    await page.getByRole('row', { name: /Quench oil is too hot/ }).waitFor();
    const silentAt = performance.now();
    network.silence();
    await page.getByText(/^Not connected since/).waitFor({ timeout: 15_000 });
    const saidAfterMs = performance.now() - silentAt;
    console.log(`a dead connection was said after ${(saidAfterMs / 1_000).toFixed(1)} s`);
    expect(saidAfterMs).toBeLessThan(11_000);
    network.mend();
    await page.getByRole('button', { name: 'Try now' }).click();
    await page.getByText(/^Not connected since/).waitFor({ state: 'detached' });
    const alert = await scene.raise({
      severity: 'critical',
      component: 'heater',
      causes: [limitCause('Heater failed', 'Furnace line 2', 912, '°C', 900)],
    });
    await page.getByRole('row', { name: /Heater failed/ }).waitFor();
    await scene.change(alert.id, 'resolved', { resolvedAt: new Date().toISOString(), resolution: 'over' });
    room.problems.forget(FAILED);
    room.problems.assertNone();
  });
});
