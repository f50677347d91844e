import { VITALS_REQUESTS } from '@eagle/contracts/bus';
import { WORKING_SERVICES } from '@eagle/contracts/domain';
import { type ControlRoomBrowser, openControlRoom } from '@eagle/testing/browser';
import { testInBrowser } from '@eagle/testing/browser-test';
import { SITE } from '../fixtures/control-room.fixture.js';
import { reportFeed } from '../fixtures/feed-report.fixture.js';
import { RunningGateway, SUPER_ADMIN, type Tenant } from '../fixtures/running-gateway.fixture.js';
import { alertOf, storeAlert } from '../fixtures/seed.fixture.js';
import { readingOf } from '../operations/vitals/reading.fixture.js';
import { ServiceVitals } from '../operations/vitals/service-vitals.js';

/** Nothing listens there; it says how many replicas there should be. */
const NOWHERE = 'http://127.0.0.1:9';
const REFUSED = 'The source refuses the password: give the feed another one.';
/** Nobody has configured a feed there: the console notes that there is none to read. */
const NOT_CONFIGURED = /404 .*\/organizations\/[^/]+\/(feed|mapping)$/;
/** Every other service answers for itself as it does in an installation; training is away. */
const PLAYED = WORKING_SERVICES.filter((service) => service !== 'gateway' && service !== 'training');

describe('organizations in a browser', () => {
  let gateway: RunningGateway;
  let north: Tenant;
  let south: Tenant;
  let room: ControlRoomBrowser | null = null;
  beforeAll(async () => {
    gateway = await RunningGateway.start({
      CONTROL_ROOM_FILES: SITE,
      LOGINS_PER_MINUTE: '1000',
      SERVICE_URLS: WORKING_SERVICES.map((service) => `${service}=${NOWHERE}`).join(','),
    });
    for (const service of PLAYED) {
      const figures = service === 'alerting' ? { waitingMessages: { shape: 'now', value: 4 } } : {};
      const role = service === 'data-processor' || service === 'prediction' ? 'equal' : 'leader';
      await gateway.bus.bus.serve(VITALS_REQUESTS[service], () =>
        readingOf(`${service}-0`, { service, role, figures }),
      );
    }
    await gateway.service.app.get(ServiceVitals).ask();
    [north, south] = await Promise.all([gateway.tenant('north'), gateway.tenant('south')]);
    await storeAlert(gateway.database.open(), alertOf(south.id, { severity: 'critical' }));
  });
  beforeEach(async () => {
    await reportFeed(gateway, north, { state: 'down', problem: 'wrong-credentials', reason: REFUSED });
    await reportFeed(gateway, south);
  });
  afterEach(async () => {
    await room?.close();
    room = null;
  });
  afterAll(async () => {
    await gateway.close();
  });

  const rowOf = (browser: ControlRoomBrowser, name: string) =>
    browser.page.locator('.organizations tbody').filter({ hasText: name });

  testInBrowser('those that need somebody come first, each with its sentence', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.signIn(SUPER_ADMIN);
    await page.getByText(`Feed down: ${REFUSED}`).waitFor();
    await page.getByText('1 needs you').waitFor();
    await rowOf(room, 'Plant south').getByRole('img', { name: 'Critical, unacknowledged' }).waitFor();
    expect(await page.locator('.organizations tbody').first().innerText()).toContain('Plant north');
    expect(await room.accessibility()).toEqual([]);

    await page.getByRole('button', { name: 'A–Z' }).click();
    await page.waitForURL(/order=name/);
    await page.getByRole('searchbox', { name: 'Search every organization' }).fill('nobody');
    await page.getByText('Nothing matches organization = nobody.').waitFor();
    room.problems.assertNone();
  });

  testInBrowser('the health of every service is shown, in the dark too, and on a phone', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.signIn(SUPER_ADMIN);
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await page.getByText(`Feed down: ${REFUSED}`).waitFor();
    expect(await room.accessibility()).toEqual([]);
    await page.getByRole('link', { name: 'System health' }).first().click();
    await page.getByText(/No replica answers within 1\ss.+No model is trained/).waitFor();
    await page.getByRole('row', { name: /^historian-0 Ready Leads/ }).waitFor();
    await page.getByRole('img', { name: /^Messages waiting, the last .+: 4 to 4$/ }).waitFor();
    expect(await page.locator('.vitals tbody').first().innerText()).toContain('Training');
    await page.getByText('Every message was used.').waitFor();
    expect(await page.locator('.nav a[aria-current]').allInnerTexts()).toEqual(['System health']);
    expect(await room.accessibility()).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.locator('.phone-nav').getByText('Organizations').click();
    await page.getByText(`Feed down: ${REFUSED}`).waitFor();
    expect(await room.accessibility()).toEqual([]);
    room.problems.assertNone();
  });

  testInBrowser('disabling says what follows, acts at once, and is taken back', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.signIn(SUPER_ADMIN);
    await page.getByRole('button', { name: 'Actions of Plant south' }).click();
    await page.getByRole('menuitem', { name: 'Disable…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Disable Plant south?' });
    await dialog.getByText(/Its people lose access at once/).waitFor();
    expect(await room.accessibility()).toEqual([]);
    await dialog.getByRole('button', { name: 'Disable', exact: true }).click();
    await rowOf(room, 'Plant south').getByText('Disabled').first().waitFor();
    const alerts = () => gateway.request('GET', '/api/v1/alerts', { token: south.operator.accessToken });
    expect((await alerts()).status).toBeGreaterThanOrEqual(401);
    await page.getByRole('button', { name: 'Enable it again' }).click();
    await rowOf(room, 'Plant south').getByText('Live').first().waitFor();
    expect((await alerts()).status).toBe(200);
    room.problems.assertNone();
  });

  testInBrowser('a super-admin comes into an organization with a reason, and leaves it again', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.signIn(SUPER_ADMIN);
    await rowOf(room, 'Plant north').getByRole('button', { name: 'Feeds and quality' }).click();
    const dialog = page.getByRole('dialog', { name: 'Act in Plant north' });
    await dialog.getByRole('button', { name: 'Act in it' }).click();
    await dialog.getByText('Write why you act in it.').waitFor();
    await dialog.getByLabel('Reason').fill('The password of the source');
    await dialog.getByRole('button', { name: 'Act in it' }).click();
    await page.waitForURL(/\/feeds/);
    await page.getByText('You act in Plant north.').waitFor();
    await page.getByText(/Reason: The password of the source/).waitFor();
    await page.getByRole('button', { name: 'Leave now' }).click();
    await page.getByText('You act in Plant north.').waitFor({ state: 'detached' });
    room.problems.forget(NOT_CONFIGURED);
    room.problems.assertNone();
  });

  testInBrowser('an admin of an organization sees nothing of the others', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.signIn(south.admin);
    for (const address of ['/platform', '/platform/health']) {
      await room.go(address);
      await page.getByRole('heading', { name: 'This page is for super-admins of the platform.' }).waitFor();
      expect(await page.locator('body').innerText()).not.toContain('Plant north');
    }
    room.problems.assertNone();
  });
});
