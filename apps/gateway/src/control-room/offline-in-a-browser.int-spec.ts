import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from '@eagle/testing';
import { type ControlRoomBrowser, openControlRoom } from '@eagle/testing/browser';
import { testInBrowser } from '@eagle/testing/browser-test';
import { HOT_QUENCH_OIL, SITE, startControlRoom } from '../fixtures/control-room.fixture.js';
import { AlarmScene } from '../fixtures/alarm-scene.fixture.js';
import { FailingNetwork } from '../fixtures/failing-network.fixture.js';
import { PrefixProxy } from '../fixtures/prefix-proxy.fixture.js';
import { type RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';

/** Whether the worker has the whole site. */
const IS_INSTALLED = `navigator.serviceWorker.getRegistration()
  .then((found) => found?.active?.state === 'activated' && navigator.serviceWorker.controller !== null)`;
/** Whom the kept facts belong to. */
const KEPT = `new Promise((resolve) => {
  const request = indexedDB.open('eagle-last-known', 1);
  request.onupgradeneeded = () => { request.transaction.abort(); };
  request.onerror = () => resolve('nothing');
  request.onsuccess = () => {
    const found = request.result.transaction('facts').objectStore('facts').get('facts');
    found.onsuccess = () => { request.result.close(); resolve(found.result?.user.email ?? 'nothing'); };
  };
})`;
/** It begins five seconds after the page, and fetches some seventy files. */
const INSTALLS = { deadlineMs: 30_000, everyMs: 200 };
const KEEPS = { deadlineMs: 15_000, everyMs: 100 };
/** What a browser writes on its console while the platform is away. */
const AWAY = /ERR_|Failed to load resource|WebSocket connection/;

/** The same site as a later build would have made it. */
async function laterSite(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'eagle-later-'));
  await cp(SITE, folder, { recursive: true });
  const worker = path.join(folder, 'service-worker.js');
  await writeFile(worker, (await readFile(worker, 'utf8')).replace(/"version":"[^"]*"/, '"version":"later"'));
  const page = path.join(folder, 'index.html');
  await writeFile(page, (await readFile(page, 'utf8')).replace('<html ', '<html data-build="later" '));
  for (const name of ['service-worker.js', 'index.html']) {
    for (const form of ['br', 'gz']) await rm(path.join(folder, `${name}.${form}`), { force: true });
  }
  return folder;
}

describe('the control room without the platform', () => {
  let gateway: RunningGateway;
  let tenant: Tenant;
  let scene: AlarmScene;
  let network: FailingNetwork;
  let room: ControlRoomBrowser | null = null;
  beforeAll(async () => {
    gateway = await startControlRoom();
    tenant = await gateway.tenant('north');
    scene = await AlarmScene.open(gateway, tenant);
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

  const oilAlert = () => scene.standing(HOT_QUENCH_OIL);

  async function installed(url: string): Promise<ControlRoomBrowser> {
    const opened = await openControlRoom({ url, serviceWorker: true });
    await eventually(() => opened.page.evaluate<boolean>(IS_INSTALLED), INSTALLS);
    return opened;
  }

  testInBrowser(
    'opens with what it last knew, marked as old, and an acknowledgement goes out later',
    async () => {
      const alert = await oilAlert();
      room = await installed(network.url);
      const { page } = room;
      await room.signIn(tenant.operator);
      const row = page.getByRole('row', { name: /Quench oil is too hot/ });
      await row.waitFor();
      await eventually(async () => expect(await page.evaluate(KEPT)).toBe(tenant.operator.email), KEEPS);
      await page.goto('about:blank');
      network.cut();
      await room.go('/alarms');
      await page.getByText(/^Not connected since \d\d:\d\d:\d\d\.$/).waitFor();
      await row.waitFor();
      await page.locator('.brand').getByText('Plant north').waitFor();
      await page.getByRole('link', { name: /^High: 1 unacknowledged of 1 active/ }).waitFor();
      expect(await room.accessibility()).toEqual([]);
      await page.keyboard.press('j');
      await page.keyboard.press('a');
      await row.getByText('Waiting to be sent').waitFor();
      expect(scene.get(alert.id).state.acknowledged).toBe(false);
      // Another page of the site opens too, although it was never visited.
      await room.go('/assets');
      await page.getByRole('heading', { name: 'Assets' }).waitFor();
      await room.go('/alarms');
      await row.getByText('Waiting to be sent').waitFor();

      network.mend();
      await page.getByText(/^Not connected since/).waitFor({ state: 'detached' });
      await row.getByText('By you').waitFor();
      expect(scene.get(alert.id).acknowledgedBy).toBe(tenant.operator.userId);
      room.problems.forget(AWAY);
      room.problems.assertNone();
    },
  );

  testInBrowser('keeps nothing after the sign-out, and no answer of the interface at all', async () => {
    await oilAlert();
    room = await installed(network.url);
    const { page } = room;
    await room.signIn(tenant.operator);
    await eventually(async () => expect(await page.evaluate(KEPT)).toBe(tenant.operator.email), KEEPS);
    const addresses = await page.evaluate<string[]>(
      `caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys()))))
        .then((found) => found.flat().map(({ url }) => new URL(url).pathname))`,
    );
    expect(addresses).toContain('/');
    expect(addresses.filter((address) => /^\/(api|socket\.io|health)/.test(address))).toEqual([]);
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await eventually(async () => expect(await page.evaluate(KEPT)).toBe('nothing'), KEEPS);
    network.cut();
    await room.go('/alarms');
    await page.getByText('The platform does not answer.').waitFor();
    expect(await page.locator('body').innerText()).not.toContain('Quench oil');
    room.problems.forget(AWAY);
    room.problems.assertNone();
  });

  testInBrowser('shows a person who was disabled meanwhile nothing once it is back', async () => {
    await oilAlert();
    const leaver = await gateway.tenant('leaving');
    room = await installed(network.url);
    const { page } = room;
    await room.signIn(leaver.operator);
    await eventually(async () => expect(await page.evaluate(KEPT)).toBe(leaver.operator.email), KEEPS);
    await page.goto('about:blank');
    await gateway.request('DELETE', '/api/v1/auth/sessions', { token: leaver.operator.accessToken });
    network.cut();
    await room.go('/alarms');
    await page.getByText(/^Not connected since/).waitFor();
    network.mend();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await eventually(async () => expect(await page.evaluate(KEPT)).toBe('nothing'), KEEPS);
    room.problems.forget(AWAY);
    room.problems.assertNone();
  });

  testInBrowser('a new version is offered, and comes by the button', async () => {
    room = await installed(network.url);
    const { page } = room;
    await room.signIn(tenant.operator);
    const folder = await laterSite();
    network.moveTo(await gateway.addReplica({ CONTROL_ROOM_FILES: folder }));
    await page.evaluate('navigator.serviceWorker.getRegistration().then((found) => found.update())');
    const banner = page.getByText('A new version is ready.');
    await banner.waitFor();
    expect(await page.locator('html').getAttribute('data-build')).toBeNull();
    expect(await room.accessibility()).toEqual([]);
    await page.getByRole('button', { name: 'Load it now' }).click();
    await page.locator('html[data-build="later"]').waitFor({ state: 'attached' });
    await page.locator('header.topbar').waitFor();
    expect(await banner.count()).toBe(0);
    await rm(folder, { recursive: true });
    room.problems.forget(AWAY);
    room.problems.assertNone();
  });

  testInBrowser('works behind a path prefix, and claims nothing beside it', async () => {
    const behind = await gateway.addReplica({ PUBLIC_PATH: '/eagle' });
    const proxy = await PrefixProxy.start(behind, '/eagle');
    room = await installed(`${proxy.url}/`);
    const { page } = room;
    const scope = 'navigator.serviceWorker.getRegistration().then((found) => new URL(found.scope).pathname)';
    expect(await page.evaluate(scope)).toBe('/eagle/');
    await proxy.close();
    await room.go('/assets');
    await page.getByText('The platform does not answer.').waitFor();
    expect(new URL(page.url()).pathname).toBe('/eagle/assets');
    room.problems.forget(AWAY);
    room.problems.assertNone();
  });
});
