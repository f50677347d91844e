import { configViewSchema } from '@eagle/contracts/rest';
import { type ControlRoomBrowser, openControlRoom } from '@eagle/testing/browser';
import { testInBrowser } from '@eagle/testing/browser-test';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { SITE } from '../fixtures/control-room.fixture.js';
import {
  servePlantSource,
  SOURCE_PASSWORD,
  SOURCE_TABLE,
  WRONG_HOST,
} from '../fixtures/plant-source.fixture.js';
import {
  plantConfig,
  RunningGateway,
  SUPER_ADMIN,
  type Tenant,
} from '../fixtures/running-gateway.fixture.js';

const COLUMNS = 500;
/** No other service runs beside this gateway; a browser writes down that they do not answer. */
const NOT_THERE = /(?:404|503) .*(?:\/health\/|\/feed\/status|\/take-over)/;

describe('onboarding in a browser', () => {
  let gateway: RunningGateway;
  let north: Tenant;
  let south: Tenant;
  let room: ControlRoomBrowser | null = null;
  beforeAll(async () => {
    gateway = await RunningGateway.start({
      ...{ CONTROL_ROOM_FILES: SITE, LOGINS_PER_MINUTE: '1000', FEED_LOOKS_PER_MINUTE: '1000' },
    });
    [north, south] = [await gateway.tenant('north'), await gateway.tenant('south')];
    await servePlantSource(gateway, COLUMNS);
    const { accessToken: token } = south.admin;
    const route = `/api/v1/organizations/${south.id}/config`;
    await gateway.ok(z.unknown(), 'PUT', route, { token, body: plantConfig() });
  });
  afterEach(async () => {
    await room?.close();
    room = null;
  });
  afterAll(() => gateway.close());

  const type = async (page: Page, host: string): Promise<void> => {
    await page.getByLabel('Host', { exact: true }).fill(host);
    await page.getByLabel('Name of the database').fill('plant');
    await page.getByLabel('User', { exact: true }).fill('reader');
    await page.getByLabel('Password', { exact: true }).fill(SOURCE_PASSWORD);
    await page.getByRole('button', { name: 'Test the connection' }).click();
  };
  const on = (page: Page, name: string): Promise<void> =>
    page.locator('.onboarding-foot').getByRole('button', { name }).click();
  const headingOf = (page: Page, step: string): Promise<void> =>
    page.locator('.onboarding-steps [aria-current="step"]').getByText(step).waitFor();
  const configOf = async (name: string) => {
    const { accessToken: token } = await gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password);
    const list = z.object({
      items: z.array(z.object({ id: z.string(), name: z.string(), enabled: z.boolean() })),
    });
    const { items } = await gateway.ok(list, 'GET', '/api/v1/organizations', { token });
    const found = items.find((each) => each.name === name);
    if (found === undefined) throw new Error(`there is no ${name}`);
    await gateway.enter(token, found.id);
    const path = `/api/v1/organizations/${found.id}/config`;
    return { ...(await gateway.ok(configViewSchema, 'GET', path, { token })), isEnabled: found.enabled };
  };

  testInBrowser('a super-admin connects a plant with nothing given, and it is saved in one act', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.signIn(SUPER_ADMIN);
    await page.getByRole('link', { name: 'New organization' }).click();
    await headingOf(page, 'Organization');
    expect(await room.accessibility()).toEqual([]);
    await page.getByLabel('Name', { exact: true }).fill('Lakeshore Hardening');
    expect(await page.getByLabel('Short name').inputValue()).toBe('lakeshore-hardening');
    await page.getByLabel('Template').selectOption({ label: 'Like Plant south' });
    await page.getByRole('button', { name: 'Create' }).click();

    await headingOf(page, 'Connection');
    await page.getByText('You act in Lakeshore Hardening.').first().waitFor();
    await type(page, 'nowhere.example');
    await page.getByText(WRONG_HOST).waitFor();
    expect(await page.locator('.onboarding-foot .primary').isDisabled()).toBe(true);
    await type(page, 'scada.example');
    await page.getByText('may change data', { exact: false }).waitFor();
    expect(await room.accessibility()).toEqual([]);

    await on(page, 'Tables');
    await page.getByRole('radio', { name: SOURCE_TABLE }).check();
    await page.getByText('The time stamps carry their offset', { exact: false }).waitFor();
    await page.getByLabel('Name of the asset').fill('Line 7');
    expect(await room.accessibility()).toEqual([]);

    await on(page, 'Mapping');
    await page.getByText('Decide 2 signals, or leave them out').waitFor();
    // Of 500 columns only those in view are drawn.
    expect(await page.locator('.onboarding-mapping-scroll tbody tr').count()).toBeLessThan(60);
    expect(await room.accessibility()).toEqual([]);
    await page.getByRole('button', { name: 'Leave 2 out' }).click();
    await page.getByLabel('Name of Harden_Z1_Act for people').fill('Hardening zone 1');
    await page.getByLabel('Unit of Harden_Z1_Act').fill('°C');

    await on(page, 'Dry run');
    await page.getByRole('button', { name: 'Try it', exact: true }).click();
    await page.getByText('All 40 rows that were read are good.').waitFor();
    expect(await room.accessibility()).toEqual([]);

    await on(page, 'Go live');
    await page.getByText('1 flag tells of failures', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Go live' }).last().click();
    await page.getByText('The organization is enabled.').waitFor();
    expect(await room.accessibility()).toEqual([]);
    room.problems.forget(NOT_THERE);
    room.problems.assertNone();

    const config = await configOf('Lakeshore Hardening');
    expect(config.isEnabled).toBe(true);
    expect(config.feed).toMatchObject({ host: 'scada.example', passwordSet: true });
    expect(config.assets).toEqual([expect.objectContaining({ assetId: 'line-7', name: 'Line 7' })]);
    expect(config.tags).toContainEqual(
      expect.objectContaining({
        ...{ tag: 'harden_z1_act', label: 'Hardening zone 1', unit: '°C', setValueTag: 'harden_z1_sp' },
      }),
    );
    expect(config.tags.map(({ tag }) => tag)).not.toContain('carbon_act_2');
    expect(config.settings.failures.tags.map(({ component }) => component)).toEqual(['harden-z1-heater']);
    expect(config.settings.scanPeriodMs).toBe(60_000);
  });

  testInBrowser('back, forward and a reload keep what was typed, but never the password', async () => {
    room = await openControlRoom({ url: gateway.url, theme: 'light' });
    const { page } = room;
    await room.go('/connect/mapping');
    await room.signIn(north.admin);
    // A deep link leads to what is missing, and says so.
    await page.getByText('Connection comes first. Mapping needs it.').waitFor();
    await type(page, 'scada.example');
    await page.getByText('The connection works.').waitFor();
    await on(page, 'Tables');
    await page.getByRole('radio', { name: SOURCE_TABLE }).check();
    await on(page, 'Mapping');
    await page.getByLabel('Unit of Carbon_Act', { exact: true }).fill('%C');

    await page.goBack();
    await page.getByLabel('Name of the asset').fill('Line 8');
    await page.goBack();
    expect(await page.getByLabel('Host', { exact: true }).inputValue()).toBe('scada.example');
    expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe(SOURCE_PASSWORD);
    await page.goForward();
    await page.goForward();
    expect(await page.getByLabel('Unit of Carbon_Act', { exact: true }).inputValue()).toBe('%C');

    await page.reload();
    await headingOf(page, 'Mapping');
    expect(await page.getByLabel('Unit of Carbon_Act', { exact: true }).inputValue()).toBe('%C');
    const kept: unknown = await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })');
    expect(kept).toContain('Line 8');
    expect(kept).not.toContain(SOURCE_PASSWORD);
    expect(await room.accessibility()).toEqual([]);
    await page.getByRole('button', { name: 'Leave 2 out' }).click();
    await on(page, 'Dry run');
    await page.getByLabel('Password of reader for plant').fill(SOURCE_PASSWORD);
    await page.getByRole('button', { name: 'Use it' }).click();
    await page.getByRole('button', { name: 'Try it', exact: true }).click();
    await page.getByText('time zone and clock are right', { exact: false }).waitFor();
    expect(await room.accessibility()).toEqual([]);
    room.problems.assertNone();
  });

  testInBrowser(
    'a mistake stands at its signal, arrow keys go from line to line, several change at once',
    async () => {
      room = await openControlRoom({ url: gateway.url });
      const { page } = room;
      await room.go('/connect/connection');
      await room.signIn(north.admin);
      await type(page, 'scada.example');
      await page.getByText('The connection works.').waitFor();
      await on(page, 'Tables');
      await page.getByRole('radio', { name: SOURCE_TABLE }).check();
      await on(page, 'Mapping');
      const tag = (source: string) => page.getByLabel(`Tag of ${source}`, { exact: true });
      await tag('Harden_Z1_SP').fill('two words');
      await page.getByText('A tag has 1 to 64 letters', { exact: false }).waitFor();
      expect(await tag('Harden_Z1_SP').getAttribute('aria-invalid')).toBe('true');
      await tag('Harden_Z1_SP').fill('zone_1_set');
      await page.keyboard.press('ArrowDown');
      await page.locator(':focus[aria-label="Tag of Harden_Z1_Act"]').waitFor();
      await page.getByLabel('Select Extra_1', { exact: true }).check();
      await page.getByLabel('Select Extra_2', { exact: true }).check();
      await page.getByText('2 selected').waitFor();
      await page.getByLabel('Take them as …').selectOption({ label: 'left out' });
      expect(await page.getByLabel('Role of Extra_2', { exact: true }).inputValue()).toBe('left-out');
      await page.getByRole('searchbox', { name: 'Find a signal' }).fill('extra_499');
      await page.getByLabel('Role of Extra_499', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Account' }).click();
      await page.getByRole('menuitemradio', { name: 'Dark' }).click();
      await page.keyboard.press('Escape');
      expect(await room.accessibility()).toEqual([]);
      room.problems.assertNone();
    },
  );

  testInBrowser(
    'a configuration that somebody changed meanwhile is not overwritten, and nothing is saved',
    async () => {
      const west = await gateway.tenant('west');
      room = await openControlRoom({ url: gateway.url });
      const { page } = room;
      await room.go('/connect/connection');
      await room.signIn(west.admin);
      await type(page, 'scada.example');
      await page.getByText('The connection works.').waitFor();
      await on(page, 'Tables');
      await page.getByRole('radio', { name: SOURCE_TABLE }).check();
      await on(page, 'Mapping');
      await page.getByRole('button', { name: 'Leave 2 out' }).click();
      await on(page, 'Dry run');
      await page.getByRole('button', { name: 'Try it', exact: true }).click();
      await page.getByText('All 40 rows that were read are good.').waitFor();
      await on(page, 'Go live');
      const { accessToken: token } = west.admin;
      const assets = { assets: [{ assetId: 'other', name: 'Other' }] };
      const route = `/api/v1/organizations/${west.id}/assets`;
      expect((await gateway.request('PUT', route, { token, body: assets })).status).toBe(200);
      await page.getByRole('button', { name: 'Go live' }).last().click();
      await page.getByText('Nothing was saved.').waitFor();
      expect(await configOf('Plant west')).toMatchObject({
        feed: null,
        tags: [],
        assets: [{ assetId: 'other' }],
      });
      // It was read again: the next try is about what stands there now.
      await page.getByRole('button', { name: 'Go live' }).last().click();
      await page.getByText('The configuration is saved.').waitFor();
      expect((await configOf('Plant west')).feed).toMatchObject({ host: 'scada.example' });
      room.problems.forget(/ 409 /);
      room.problems.forget(NOT_THERE);
      room.problems.assertNone();
    },
  );

  testInBrowser(
    'a plant that is connected is not connected again; a phone reads, an operator has no page',
    async () => {
      room = await openControlRoom({ url: gateway.url });
      const { page } = room;
      await room.go('/connect/connection');
      await room.signIn(south.admin);
      await page.getByText('This organization has a feed already.').waitFor();
      expect(await room.accessibility()).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      await page.getByText('Open this on a larger screen to change it.').waitFor();
      expect(await room.accessibility()).toEqual([]);
      room.problems.assertNone();
      await room.close();
      room = await openControlRoom({ url: gateway.url });
      await room.go('/connect/live');
      await room.signIn(north.operator);
      await room.page.getByRole('heading', { name: 'This page is for admins.' }).waitFor();
      room.problems.assertNone();
    },
  );
});
