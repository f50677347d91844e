import { quarantineMessageSchema, RPC, STREAMS } from '@eagle/contracts/bus';
import { organizationIdSchema } from '@eagle/contracts/domain';
import { configViewSchema } from '@eagle/contracts/rest';
import { type ControlRoomBrowser, openControlRoom } from '@eagle/testing/browser';
import { testInBrowser } from '@eagle/testing/browser-test';
import { z } from 'zod';
import { SITE } from '../fixtures/control-room.fixture.js';
import { reportFeed } from '../fixtures/feed-report.fixture.js';
import { servePlantSource } from '../fixtures/plant-source.fixture.js';
import { everySecond, RecordedHistory } from '../fixtures/recorded-history.fixture.js';

const REASON = 'Connected, but the newest row is 3 min behind the clock: check its clock.';
const LATE = 'Row 7 is an hour late.';
const ROWS = 400;
const MISSING = 100;
const DAY_MS = 86_400_000;
/** Noon of yesterday: no midnight divides the rows. */
const START_MS = Math.floor(Date.now() / DAY_MS) * DAY_MS - DAY_MS / 2;

describe('feeds in a browser', () => {
  let history: RecordedHistory;
  let room: ControlRoomBrowser | null = null;
  beforeAll(async () => {
    history = await RecordedHistory.start({ CONTROL_ROOM_FILES: SITE });
    const { gateway, north, south } = history;
    // A quarter of them is missing.
    const flows = Array.from({ length: ROWS }, (_, at) => (at < MISSING ? Number.NaN : at));
    await history.publish(north, 1, everySecond(START_MS, flows));
    const range = [START_MS, START_MS + ROWS * 1_000].map((at) => new Date(at).toISOString());
    await history.flow(`from=${range[0]}&to=${range[1]}`, ROWS);
    await reportFeed(gateway, north, {
      state: 'degraded',
      reason: REASON,
      lagMs: 180_000,
      rejected: { 'too-late': 12, 'value-not-a-number': 3 },
      rowsQuarantined: 12,
    });
    await reportFeed(gateway, south);
    await servePlantSource(gateway);
    const row = quarantineMessageSchema.parse({
      v: 1,
      organizationId: north.id,
      reason: 'too-late',
      detail: LATE,
      cells: { id: '7', f: '<b>12</b>', t: null },
      readAtMs: Date.now(),
    });
    await gateway.bus.bus.publish(
      STREAMS.deadLetters.subject(organizationIdSchema.parse(north.id), 'rows'),
      'row-7',
      new TextEncoder().encode(JSON.stringify(row)),
    );
    const { bus } = gateway.bus;
    await bus.publish(STREAMS.deadLetters.subject(north.id, 'scans'), 'letter', new Uint8Array([1]), {
      ...{ 'Eagle-Dead-Code': 'BUS.UNREADABLE', 'Eagle-Dead-Reason': 'It is no scan.' },
      ...{ 'Eagle-Dead-Subject': `scans.${north.id}.line`, 'Eagle-Dead-Stream': 'SCANS' },
      ...{ 'Eagle-Dead-Sequence': '1', 'Eagle-Dead-Consumer': 'alerting', 'Eagle-Dead-Deliveries': '1' },
    });
    await bus.serve(RPC.replayDataProcessorLetter, () => ({ isDuplicate: false }));
  });
  afterEach(async () => {
    await room?.close();
    room = null;
  });
  afterAll(() => history.close());

  testInBrowser('an admin sees the state of the feed, what was rejected, and why', async () => {
    room = await openControlRoom({ url: history.gateway.url });
    const { page } = room;
    await room.signIn(history.north.admin);
    await page.getByRole('link', { name: 'Feeds and quality' }).first().click();
    await page.locator('.feed-verdict').getByText(REASON).waitFor();
    await page
      .locator('.feed-figures')
      .getByText(/^3\smin$/)
      .waitFor();
    expect(await room.accessibility()).toEqual([]);

    await page.getByText('The newest row is 3 min behind the clock of the platform.').waitFor();
    await page.getByRole('link', { name: 'Rejected rows' }).click();
    await page.waitForURL(/feeds\/rejected/);
    await page.getByRole('row', { name: /^It came too late 12/ }).waitFor();
    await page.getByText(LATE).waitFor();
    // The text of a cell is a text: nothing of it is read as HTML.
    await page.getByText('<b>12</b>').waitFor();
    expect(await room.accessibility()).toEqual([]);
    await page.getByRole('button', { name: 'Show rows: A value is not a number' }).click();
    await page.getByText('Nothing matches reason = A value is not a number.').waitFor();
    expect(await room.accessibility()).toEqual([]);
    await page
      .getByRole('row', { name: /It is no scan/ })
      .getByRole('button', { name: 'Send again' })
      .click();
    await page.getByText('It was sent again.').waitFor();
    await page.getByText(/^Sent again \d/).waitFor();
    await page.getByRole('button', { name: 'Clear the filters' }).first().click();
    await page.getByText(LATE).waitFor();
    // A filter is undone like everything else: the former one is back.
    await page.getByRole('button', { name: 'Undo (Z)' }).waitFor();
    await page.keyboard.press('z');
    await page.getByText('Nothing matches reason = A value is not a number.').waitFor();
    expect(new URL(page.url()).search).toBe('?reason=value-not-a-number');
    room.problems.assertNone();
  });

  testInBrowser('quality by tag and day says in words what was not good, in the dark too', async () => {
    room = await openControlRoom({ url: history.gateway.url });
    const { page } = room;
    await room.go('/feeds?view=quality&asset=pump-1&days=14');
    await room.signIn(history.north.admin);
    const table = page.getByRole('table', { name: 'Quality by tag and day' });
    await table.getByText(/^25\s%\smissing$/).waitFor();
    // The worst tag comes first.
    expect(await table.locator('tbody th').first().innerText()).toBe('flow');
    await page.getByText(/The clock of the source is right/).waitFor();
    expect(await room.accessibility()).toEqual([]);
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await page.getByRole('searchbox', { name: 'Find a tag' }).fill('trip');
    await table.getByText('flow', { exact: true }).waitFor({ state: 'detached' });
    expect(await room.accessibility()).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await room.accessibility()).toEqual([]);
    room.problems.assertNone();
  });

  testInBrowser('an admin changes a feed that stands, and its mapping, in one act', async () => {
    const { gateway, north } = history;
    room = await openControlRoom({ url: gateway.url, theme: 'light' });
    const { page } = room;
    await room.go('/feeds/source');
    await room.signIn(north.admin);
    const look = page.getByLabel('Time between two looks', { exact: true });
    await look.fill('7');
    const password = page.getByLabel('Password', { exact: true });
    expect([await password.inputValue(), await password.getAttribute('placeholder')]).toEqual([
      '',
      'kept unless changed',
    ]);
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await page.getByText('The connection works.').waitFor();
    await page.getByRole('button', { name: 'Read the newest rows' }).click();
    await page.getByLabel('Role of Carbon_Act', { exact: true }).selectOption('present value');
    await page.getByLabel('Unit of Carbon_Act', { exact: true }).fill('%C');
    await page.getByRole('button', { name: 'Try it', exact: true }).click();
    await page.getByText('All 40 rows that were read are good.').waitFor();
    expect(await room.accessibility()).toEqual([]);

    // Somebody else saves the same field meanwhile: nothing is overwritten.
    const { accessToken: token } = north.admin;
    const read = () =>
      gateway.ok(configViewSchema, 'GET', `/api/v1/organizations/${north.id}/config`, { token });
    const { feed: former, tags } = await read();
    if (former === null) throw new Error('The plant has no feed.');
    const body = { ...former, passwordSet: undefined, pollIntervalMs: 9_000 };
    await gateway.ok(z.unknown(), 'PUT', `/api/v1/organizations/${north.id}/feed`, { token, body });
    await page.getByRole('button', { name: 'Review and save' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    const join = page.getByRole('dialog', { name: 'Somebody else changed the same' });
    await join.getByRole('radio', { name: /Mine: 7/ }).check();
    expect(await room.accessibility()).toEqual([]);
    await join.getByRole('button', { name: 'Go on with these' }).click();
    const dialog = page.getByRole('dialog', { name: /^Save \d changes\?$/ });
    await dialog.getByRole('row', { name: /Time between two looks 9\s*s 7\s*s/ }).waitFor();
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved.').waitFor();
    const saved = await read();
    expect(saved.feed).toMatchObject({ pollIntervalMs: 7_000, host: former.host, passwordSet: true });
    expect(saved.tags).toContainEqual(
      expect.objectContaining({ tag: 'carbon_act', unit: '%C', role: 'present-value' }),
    );
    expect(JSON.stringify(saved.mapping?.source)).toContain('{"column":"Carbon_Act","tag":"carbon_act"}');
    // Six seconds long it is undone by one key: as one more revision.
    await page.locator('h1').click();
    await page.keyboard.press('z');
    await page.getByText('Undone.').waitFor();
    expect(await read()).toMatchObject({ feed: { pollIntervalMs: 9_000 }, tags });

    // Another server needs the password: it says so at its field.
    await page.getByLabel('Host', { exact: true }).fill('other.example');
    await page.getByRole('button', { name: 'Review and save' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Give the password: the one that is kept belongs to another account.').waitFor();
    expect(await password.getAttribute('aria-invalid')).toBe('true');
    expect(await room.accessibility()).toEqual([]);
    room.problems.forget(/400|409/);
    room.problems.assertNone();
  });

  testInBrowser('another organization’s admin sees nothing of it, an operator no page at all', async () => {
    room = await openControlRoom({ url: history.gateway.url });
    const { page } = room;
    await room.go('/feeds?view=rejected');
    await room.signIn(history.south.admin);
    await page.getByText('No row is in quarantine.').waitFor();
    expect(await page.locator('body').innerText()).not.toContain(LATE);
    await room.go('/feeds/quality?asset=pump-1');
    await page.getByText('Nothing was recorded on these days.').waitFor();
    room.problems.assertNone();
    await room.close();
    room = await openControlRoom({ url: history.gateway.url });
    await room.go('/feeds');
    await room.signIn(history.north.operator);
    await room.page.getByRole('heading', { name: 'This page is for admins of the organization.' }).waitFor();
    room.problems.assertNone();
  });
});
