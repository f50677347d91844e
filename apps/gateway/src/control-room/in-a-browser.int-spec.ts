import { type ControlRoomBrowser, openControlRoom, settled } from '@eagle/testing/browser';
import { testInBrowser } from '@eagle/testing/browser-test';
import { startControlRoom } from '../fixtures/control-room.fixture.js';
import { type RunningGateway, SUPER_ADMIN, type Tenant } from '../fixtures/running-gateway.fixture.js';
import { PrefixProxy } from '../fixtures/prefix-proxy.fixture.js';
import { alertOf, storeAlert } from '../fixtures/seed.fixture.js';

describe('the frame in a browser', () => {
  let gateway: RunningGateway;
  let tenant: Tenant;
  let room: ControlRoomBrowser | null = null;
  beforeAll(async () => {
    gateway = await startControlRoom();
    tenant = await gateway.tenant('north');
    await storeAlert(gateway.database.open(), alertOf(tenant.id, { severity: 'high' }));
  });
  afterEach(async () => {
    await room?.close();
    room = null;
  });
  afterAll(() => gateway.close());

  testInBrowser(
    'an operator signs in at a deep link and comes to it, with the counts of the plant',
    async () => {
      room = await openControlRoom({ url: gateway.url });
      await room.go('/assets');
      await room.page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await room.signIn(tenant.operator);
      await room.page.getByRole('heading', { name: 'Assets' }).waitFor();
      await room.page.getByRole('link', { name: 'High: 1 unacknowledged of 1 active' }).waitFor();
      await room.page.locator('.brand').getByText('Plant north').waitFor();
      expect(new URL(room.page.url()).pathname).toBe('/assets');
      expect(await room.accessibility()).toEqual([]);
      room.problems.assertNone();
    },
  );

  testInBrowser('a reload keeps the sign-in, and no script can read its cookie', async () => {
    room = await openControlRoom({ url: gateway.url });
    await room.signIn(tenant.operator);
    await room.page.reload();
    await room.page.locator('header.topbar').waitFor();
    expect(await room.page.evaluate('document.cookie')).toBe('');
    room.problems.assertNone();
  });

  testInBrowser('signing out in one tab signs the other one out', async () => {
    room = await openControlRoom({ url: gateway.url });
    await room.signIn(tenant.operator);
    const other = await room.openTab();
    await room.go('/assets', other);
    await other.getByRole('heading', { name: 'Assets' }).waitFor();
    await room.page.getByRole('button', { name: 'Account' }).click();
    await room.page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
    for (const page of [room.page, other]) await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    room.problems.assertNone();
  });

  testInBrowser('shows a super-admin the platform, and an operator nothing of it', async () => {
    room = await openControlRoom({ url: gateway.url, theme: 'light' });
    await room.signIn(SUPER_ADMIN);
    await room.page.getByRole('heading', { name: 'Organizations' }).waitFor();
    expect(await room.page.getByRole('navigation', { name: 'Main' }).first().innerText()).not.toContain(
      'Alarms',
    );
    expect(await room.accessibility()).toEqual([]);
    await room.close();
    room = await openControlRoom({ url: gateway.url });
    await room.signIn(tenant.operator);
    await room.go('/platform');
    await room.page
      .getByRole('heading', { name: 'This page is for super-admins of the platform.' })
      .waitFor();
    room.problems.assertNone();
  });

  testInBrowser('is German and light for a person who wants it so, and on a phone', async () => {
    room = await openControlRoom({ url: gateway.url, language: 'de-DE', width: 390, height: 844 });
    await room.page.getByRole('heading', { name: 'Anmelden' }).waitFor();
    await room.signIn(tenant.operator);
    await room.page.getByRole('heading', { name: 'Alarme' }).waitFor();
    await room.page.locator('.phone-nav').getByText('Anlagen').click();
    await room.page.getByRole('heading', { name: 'Anlagen' }).waitFor();
    expect(await room.accessibility()).toEqual([]);
    room.problems.assertNone();
  });

  testInBrowser('a sign-in that runs out keeps the page, and the same person goes on', async () => {
    const limits = { ACCESS_TOKEN_MS: '4000', REFRESHES_PER_MINUTE: '1000' };
    room = await openControlRoom({ url: await gateway.addReplica(limits) });
    await room.signIn(tenant.operator);
    await room.page.getByRole('link', { name: 'Assets' }).first().click();
    await settled(room.page);
    // The cookie is gone: with the next token the gateway knows nobody any more.
    await room.context.clearCookies();
    const dialog = room.page.getByRole('dialog', { name: 'Sign in again' });
    await dialog.waitFor();
    expect(await room.accessibility()).toEqual([]);
    await dialog.getByLabel('Password').fill(tenant.operator.password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(new URL(room.page.url()).pathname).toBe('/assets');
    room.problems.assertNone();
  });

  testInBrowser('a sign-in that is ended elsewhere leaves at once, and says so', async () => {
    room = await openControlRoom({ url: gateway.url });
    await room.signIn(tenant.operator);
    const elsewhere = await gateway.signIn(tenant.operator.email, tenant.operator.password);
    await gateway.request('DELETE', '/api/v1/auth/sessions', { token: elsewhere.accessToken });
    await room.page.getByText('Your sign-in was ended.').waitFor();
    expect(await room.page.locator('.shell').count()).toBe(0);
    room.problems.assertNone();
  });

  testInBrowser('says at once that it is not connected, and goes on by itself', async () => {
    room = await openControlRoom({ url: gateway.url });
    await room.signIn(tenant.operator);
    await room.page.getByRole('link', { name: 'High: 1 unacknowledged of 1 active' }).waitFor();
    await room.context.setOffline(true);
    const banner = room.page.getByText(/Not connected since/);
    await banner.waitFor();
    expect(await room.accessibility()).toEqual([]);
    await room.context.setOffline(false);
    await banner.waitFor({ state: 'detached' });
    room.problems.forget(/ERR_INTERNET_DISCONNECTED/);
    room.problems.assertNone();
  });

  testInBrowser('works behind a path prefix, deep links and sockets as well', async () => {
    const behind = await gateway.addReplica({ PUBLIC_PATH: '/eagle' });
    const proxy = await PrefixProxy.start(behind, '/eagle');
    try {
      room = await openControlRoom({ url: proxy.url });
      await room.go('/assets');
      await room.signIn(tenant.operator);
      await room.page.getByRole('link', { name: 'High: 1 unacknowledged of 1 active' }).waitFor();
      await room.page.reload();
      await room.page.locator('header.topbar').waitFor();
      expect(new URL(room.page.url()).pathname).toBe('/eagle/assets');
      room.problems.assertNone();
    } finally {
      await proxy.close();
    }
  });
});
