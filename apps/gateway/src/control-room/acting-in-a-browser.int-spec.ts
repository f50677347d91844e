import { STREAMS } from '@eagle/contracts/bus';
import { type ControlRoomBrowser, openControlRoom } from '@eagle/testing/browser';
import { testInBrowser } from '@eagle/testing/browser-test';
import { SITE } from '../fixtures/control-room.fixture.js';
import { RunningGateway, SUPER_ADMIN, type Tenant } from '../fixtures/running-gateway.fixture.js';
import { alertOf, storeAlert } from '../fixtures/seed.fixture.js';

/** A browser writes every refusal down. */
const REFUSED = /403 /;
/** No other service runs beside this gateway. */
const NOT_READY = /50[34] /;
const SHORT_VISIT_MS = 15_000;

describe('acting in an organization, in a browser', () => {
  let gateway: RunningGateway;
  let shortly: string;
  let north: Tenant;
  let room: ControlRoomBrowser | null = null;
  beforeAll(async () => {
    const environment = { CONTROL_ROOM_FILES: SITE, LOGINS_PER_MINUTE: '1000' };
    gateway = await RunningGateway.start(environment);
    north = await gateway.tenant('north');
    await storeAlert(gateway.database.open(), alertOf(north.id, { severity: 'high' }));
    const data = new TextEncoder().encode('"unreadable"');
    await gateway.bus.bus.publish(STREAMS.deadLetters.subject(north.id, 'scans'), 'a letter', data, {
      'Eagle-Dead-Subject': `scans.${north.id}.line`,
      'Eagle-Dead-Code': 'BUS.UNREADABLE',
      'Eagle-Dead-Reason': 'It is no scan.',
      'Eagle-Dead-Consumer': 'alerting',
    });
    shortly = await gateway.addReplica({ VISIT_MS: String(SHORT_VISIT_MS) });
  });
  afterEach(async () => {
    await room?.close();
    room = null;
  });
  afterAll(() => gateway.close());

  const enter = async ({ page }: ControlRoomBrowser, reason: string): Promise<void> => {
    await page.getByRole('button', { name: 'Plant north', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Act in Plant north' });
    await dialog.getByLabel('Reason').fill(reason);
    await dialog.getByRole('button', { name: 'Act in it' }).click();
    await page.waitForURL(/\/alarms/);
  };
  const banner = ({ page }: ControlRoomBrowser) =>
    page.getByRole('region', { name: 'You act in Plant north.' });

  for (const theme of ['dark', 'light'] as const) {
    testInBrowser(`is said by a banner on every page, also on a phone, in the ${theme}`, async () => {
      room = await openControlRoom({ url: gateway.url, theme });
      await room.signIn(SUPER_ADMIN);
      await enter(room, 'A look at the feed');
      await banner(room)
        .getByText(/Reason: A look at the feed\. (1.h|59.min)/)
        .waitFor();
      await room.page.getByRole('grid').getByRole('row', { selected: false }).first().waitFor();
      expect(await room.accessibility()).toEqual([]);
      for (const address of ['/assets', '/models', '/feeds', '/platform', '/platform/trainings']) {
        await room.go(address);
        await banner(room).waitFor();
      }
      await room.page.setViewportSize({ width: 390, height: 844 });
      await banner(room).getByRole('button', { name: 'Leave now' }).waitFor();
      expect(await room.accessibility()).toEqual([]);
      room.problems.forget(NOT_READY);
    });
  }

  testInBrowser('goes on after a reload, and ends in all tabs when it is left', async () => {
    room = await openControlRoom({ url: gateway.url });
    await room.signIn(SUPER_ADMIN);
    await enter(room, 'One look');
    await room.page.reload();
    await banner(room)
      .getByText(/Reason: One look/)
      .waitFor();
    const other = await room.openTab();
    await room.go('/alarms', other);
    await other.getByText(/Reason: One look/).waitFor();
    await banner(room).getByRole('button', { name: 'Leave now' }).click();
    await banner(room).waitFor({ state: 'detached' });
    await room.page.getByRole('heading', { name: 'Organizations' }).waitFor();
    await other.getByRole('dialog', { name: 'Your time in Plant north is over' }).waitFor();
    await other.getByRole('button', { name: 'Leave', exact: true }).click();
    await other.getByRole('heading', { name: 'Organizations' }).waitFor();
    room.problems.forget(REFUSED);
    room.problems.forget(NOT_READY);
    room.problems.assertNone();
  });

  testInBrowser('asks for a reason again when the time is over, and what was typed stays', async () => {
    room = await openControlRoom({ url: shortly, theme: 'light' });
    const { page } = room;
    await room.signIn(SUPER_ADMIN);
    await enter(room, 'A short look');
    await page.getByRole('row', { name: /Flow off its set value/ }).click();
    await page.keyboard.press('n');
    const note = page.getByRole('dialog').getByRole('textbox');
    await note.fill('Half a sentence');
    const over = page.getByRole('dialog', { name: 'Your time in Plant north is over' });
    await over.waitFor({ timeout: SHORT_VISIT_MS + 30_000 });
    expect(await room.accessibility()).toEqual([]);
    await over.getByRole('button', { name: 'Go on for an hour' }).click();
    await over.getByText('Write why you go on.').waitFor();
    await over.getByLabel('Reason').fill('I was not done');
    await over.getByRole('button', { name: 'Go on for an hour' }).click();
    await over.waitFor({ state: 'detached' });
    expect(await note.inputValue()).toBe('Half a sentence');
    // The note is still open over it.
    await page
      .locator('.banner.acting')
      .getByText(/Reason: I was not done/)
      .waitFor();
    room.problems.forget(REFUSED);
    room.problems.forget(NOT_READY);
    room.problems.assertNone();
  });

  testInBrowser('is what sending a dead letter again needs', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.signIn(SUPER_ADMIN);
    await room.go('/platform/dead-letters');
    const row = page.getByRole('row', { name: /It is no scan/ });
    await row.getByRole('button', { name: 'Act in it' }).click();
    const dialog = page.getByRole('dialog', { name: 'Act in Plant north' });
    await dialog.getByLabel('Reason').fill('The reader is repaired');
    await dialog.getByRole('button', { name: 'Act in it' }).click();
    await row.getByRole('button', { name: 'Send again' }).click();
    // Nobody answers here: what the platform says about it is shown.
    await page
      .getByText(/data-processor|answer/i)
      .first()
      .waitFor();
    expect(await room.accessibility()).toEqual([]);
    room.problems.forget(NOT_READY);
    room.problems.assertNone();
  });
});
