import { quarantineMessageSchema, STREAMS } from '@eagle/contracts/bus';
import { organizationIdSchema } from '@eagle/contracts/domain';
import { type ControlRoomBrowser, openControlRoom } from '@eagle/testing/browser';
import { testInBrowser } from '@eagle/testing/browser-test';
import { SITE } from '../fixtures/control-room.fixture.js';
import { reportFeed } from '../fixtures/feed-report.fixture.js';
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

    await page.getByRole('button', { name: 'Rejected rows' }).click();
    await page.waitForURL(/view=rejected/);
    await page.getByRole('row', { name: /^It came too late 12/ }).waitFor();
    await page.getByText(LATE).waitFor();
    // The text of a cell is a text: nothing of it is read as HTML.
    await page.getByText('<b>12</b>').waitFor();
    expect(await room.accessibility()).toEqual([]);
    await page.getByRole('button', { name: 'Show rows: A value is not a number' }).click();
    await page.getByText('Nothing matches reason = A value is not a number.').waitFor();
    expect(await room.accessibility()).toEqual([]);
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

  testInBrowser('another organization’s admin sees nothing of it, an operator no page at all', async () => {
    room = await openControlRoom({ url: history.gateway.url });
    const { page } = room;
    await room.go('/feeds?view=rejected');
    await room.signIn(history.south.admin);
    await page.getByText('No row is in quarantine.').waitFor();
    expect(await page.locator('body').innerText()).not.toContain(LATE);
    await room.go('/feeds?view=quality&asset=pump-1');
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
