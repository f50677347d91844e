import { type ControlRoomBrowser, openControlRoom } from '@eagle/testing/browser';
import { testInBrowser } from '@eagle/testing/browser-test';
import { z } from 'zod';
import { startControlRoom } from '../fixtures/control-room.fixture.js';
import { AlarmScene, limitCause } from '../fixtures/alarm-scene.fixture.js';
import {
  plantConfig,
  type RunningGateway,
  SUPER_ADMIN,
  type Tenant,
} from '../fixtures/running-gateway.fixture.js';

/** No historian and no feed run here, which pages say. */
const NOTHING_RUNS = /503 .*\/api\/v1\/(health|telemetry|predictions)|404 .*\/feed\/status/;

describe('commands in a browser', () => {
  let gateway: RunningGateway;
  let tenant: Tenant;
  let room: ControlRoomBrowser | null = null;
  beforeAll(async () => {
    gateway = await startControlRoom();
    tenant = await gateway.tenant('north');
    await gateway.ok(z.unknown(), 'PUT', `/api/v1/organizations/${tenant.id}/config`, {
      token: tenant.admin.accessToken,
      body: plantConfig(),
    });
    const scene = await AlarmScene.open(gateway, tenant);
    const causes = [limitCause('Flow is too low', 'Pump 1', 4, 'm³/h', 10)];
    await scene.standing({ severity: 'high', component: 'impeller', causes }, 3);
  });
  afterEach(async () => {
    await room?.close();
    room = null;
  });
  afterAll(() => gateway.close());

  /** Opens the palette and types. @returns the line that Enter takes. */
  const find = async ({ page }: ControlRoomBrowser, words: string) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search and commands' }).fill(words);
    return page.locator('[role="option"][aria-selected="true"]');
  };

  testInBrowser('everything is gone to by a few letters, and what was used last comes first', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.signIn(tenant.admin);
    await (await find(room, 'pump 1 flow-set')).getByText('flow-set').waitFor();
    expect(await room.accessibility()).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/assets\/pump-1\/tags\/flow-set/);

    await (await find(room, 'OPÉRATOR north')).getByText('OPERATOR of north').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/people\?find=operator%40north\.example/);

    await (await find(room, 'high low flow')).waitFor({ state: 'detached' });
    await page.getByText('Nothing matches “high low flow”.').waitFor();
    await page.keyboard.press('Escape');

    await (await find(room, '')).getByText('OPERATOR of north').waitFor();
    const used = page.getByRole('group', { name: 'Used last' }).getByRole('option');
    expect(await used.count()).toBe(2);
    await page.keyboard.press('ArrowDown');
    await page.locator('[role="option"][aria-selected="true"]').getByText('flow-set').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    // Round at its upper end: the last line is a page.
    await page.getByRole('group', { name: 'Pages' }).locator('[aria-selected="true"]').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    room.problems.forget(NOTHING_RUNS);
    room.problems.assertNone();
  });

  testInBrowser('a command of the page is done, and its key is shown beside it', async () => {
    room = await openControlRoom({ url: gateway.url, theme: 'light' });
    const { page } = room;
    await room.signIn(tenant.operator);
    const row = page.getByRole('row', { name: /Flow is too low/ });
    await row.waitFor();
    await page.keyboard.press('j');
    // The second key after G is a page, whatever it does alone: nothing is acknowledged.
    for (const key of ['[', '[', 'g', 'a']) await page.keyboard.press(key);
    for (const key of [']', ']']) await page.keyboard.press(key);
    await row.getByText('New').waitFor();
    const line = await find(room, 'acknowledge');
    await line.getByText('A', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await row.getByText('By you').waitFor();

    // A dialog that a command opens gets the focus.
    await find(room, 'note');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: /note/i });
    await dialog.getByRole('textbox').waitFor();
    await page.keyboard.type('Looked at it');
    expect(await dialog.getByRole('textbox').inputValue()).toBe('Looked at it');
    room.problems.assertNone();
  });

  testInBrowser('all keys of a page are listed, those of the page first', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.signIn(tenant.operator);
    await page.getByRole('heading', { name: 'Alarms' }).waitFor();
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'All keys of this page' });
    await dialog.getByText('Acknowledge the selection').waitFor();
    await dialog.getByText('Silence the sound for 60 s').waitFor();
    expect(await dialog.locator('h3').allInnerTexts()).toEqual(['On this page', 'Everywhere']);
    expect(await room.accessibility()).toEqual([]);
    await dialog.getByRole('checkbox', { name: 'Single letters are keys' }).click();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search and commands' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(1);
    room.problems.assertNone();
  });

  testInBrowser('nobody finds what is not theirs', async () => {
    const other = await gateway.tenant('south');
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.signIn(other.operator);
    await (await find(room, 'alarms')).waitFor();
    // An operator has the dark theme.
    expect(await room.accessibility()).toEqual([]);
    await page.keyboard.press('Escape');
    for (const words of ['Pump 1', 'admin@north.example', 'OPERATOR of south', 'Organizations', 'People']) {
      await find(room, words);
      await page.getByText(`Nothing matches “${words}”.`).waitFor();
      await page.keyboard.press('Escape');
    }
    await room.close();
    room = await openControlRoom({ url: gateway.url });
    await room.signIn(SUPER_ADMIN);
    await (await find(room, 'plant nor')).getByText('Plant north').waitFor();
    await room.page.keyboard.press('Enter');
    await room.page.waitForURL(/\/platform\?find=Plant/);
    room.problems.forget(NOTHING_RUNS);
    room.problems.assertNone();
  });
});
