import { readFile } from 'node:fs/promises';
import { organizationIdSchema } from '@eagle/contracts/domain';
import { type ControlRoomBrowser, openControlRoom } from '@eagle/testing/browser';
import { testInBrowser } from '@eagle/testing/browser-test';
import { SITE } from '../fixtures/control-room.fixture.js';
import { everySecond, type FlowScan, RecordedHistory } from '../fixtures/recorded-history.fixture.js';
import { alertOf, storeAlert } from '../fixtures/seed.fixture.js';

const SECOND_MS = 1_000;
const BATCH = 500;
/** The past that the journey goes back to: ten minutes, in which the flow is the second, and a spike. */
const PAST_MS = Date.UTC(2026, 0, 5, 6, 0, 0);
const SPIKE_AT = 300;
const PAST = everySecond(
  PAST_MS,
  Array.from({ length: 600 }, (_, second) => (second === SPIKE_AT ? 5_000 : second)),
);
const atSecond = (second: number): string => new Date(PAST_MS + second * SECOND_MS).toISOString();

/** Half an hour up to now, with missing values and a pause. */
function recentScans(): FlowScan[] {
  const end = Date.now();
  const flows = Array.from({ length: 1_800 }, (_, at) =>
    at > 600 && at < 700 ? Number.NaN : 4 + Math.sin(at / 60) + (at === 1_200 ? 6 : 0),
  );
  return everySecond(end - 1_800 * SECOND_MS, flows).filter((_, at) => at < 1_300 || at > 1_450);
}

describe('an asset in a browser', () => {
  let history: RecordedHistory;
  let room: ControlRoomBrowser | null = null;
  beforeAll(async () => {
    history = await RecordedHistory.start({ CONTROL_ROOM_FILES: SITE });
    const scans = [...PAST, ...recentScans()];
    for (let first = 0; first < scans.length; first += BATCH) {
      await history.publish(history.north, first + 1, scans.slice(first, first + BATCH));
    }
    await history.flow(`from=${atSecond(0)}&to=${atSecond(600)}`, 600);
    const database = history.gateway.database.open();
    await database.forOrganization(organizationIdSchema.parse(history.north.id), (tx) =>
      tx.query(
        `INSERT INTO log_entries (organization_id, kind, asset_id, code, at, source, created_at)
         VALUES ($1, 'maintenance', 'pump-1', 'impeller', $2, 'api', now())`,
        [history.north.id, atSecond(200)],
      ),
    );
    await storeAlert(database, alertOf(history.north.id, { severity: 'high', assetId: 'pump-1' }));
  });
  afterEach(async () => {
    await room?.close();
    room = null;
  });
  afterAll(() => history.close());

  testInBrowser('an engineer opens an asset, goes back in time, zooms in and reads a value', async () => {
    room = await openControlRoom({ url: history.gateway.url });
    const { page } = room;
    await room.signIn(history.north.operator);
    await room.go('/assets');
    await page.getByRole('link', { name: /^Pump 1/ }).click();
    await page.getByRole('heading', { name: 'Pump 1' }).waitFor();
    await page.getByRole('img', { name: /^flow from/ }).waitFor();
    const strip = page.getByRole('group', { name: 'Pump 1 now' });
    await strip.getByRole('link', { name: /^flow/ }).waitFor();
    expect(await room.accessibility()).toEqual([]);

    await room.go(`/assets/pump-1?from=${atSecond(0)}&to=${atSecond(600)}`);
    // Of ten minutes every row is shown, the spike of one second with them.
    await page.getByRole('img', { name: /lowest 0\s*m³\/h, highest 5,000/ }).waitFor();
    await page.getByRole('region', { name: 'Log' }).getByText('Work: impeller').waitFor();
    await page.keyboard.press('+');
    await page.waitForURL(/from=2026-01-05T06%3A02%3A30/);

    const box = await page.locator('.crosshair').boundingBox();
    if (box === null) throw new Error('The lanes have no place on the page.');
    await page.mouse.move(box.x + box.width * 0.25, box.y + 40);
    // A quarter into 06:02:30 to 06:07:30 is second 225.
    await page
      .locator('.readouts')
      .getByText(/^22[3-7]/)
      .waitFor();

    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.75, box.y + 40, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/from=2026-01-05T06%3A03%3A4/);
    await room.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.keyboard.press('l');
    await page.getByRole('button', { name: /Following now/ }).waitFor();
    // The link holds the moment that is shown, also while the page follows the present.
    await page.getByRole('button', { name: 'Link to this' }).click();
    await page.getByRole('status').getByText('Copied').waitFor();
    const link = new URL(String(await page.evaluate('navigator.clipboard.readText()')));
    expect([link.pathname, link.searchParams.has('from'), link.searchParams.has('span')]).toEqual([
      '/assets/pump-1',
      true,
      false,
    ]);
    room.problems.assertNone();
  });

  testInBrowser(
    'a tag has a page: its values, how usual and how good they are, and what uses it',
    async () => {
      room = await openControlRoom({ url: history.gateway.url, theme: 'light' });
      const { page } = room;
      await room.go(`/assets/pump-1?from=${atSecond(0)}&to=${atSecond(600)}`);
      await room.signIn(history.north.admin);
      await page.getByRole('region', { name: 'flow' }).getByRole('link', { name: 'flow' }).click();
      await page.waitForURL(/\/assets\/pump-1\/tags\/flow\?from=2026-01-05/);
      await page.getByRole('img', { name: /lowest 0\s*m³\/h, highest 5,000/ }).waitFor();
      const facts = page.getByRole('complementary', { name: 'flow' });
      await facts.getByRole('img', { name: /^Values from 0\s*m³\/h to 5,000/ }).waitFor();
      await facts.getByRole('img', { name: /100\s*% of the values are good/ }).waitFor();
      await facts.getByText('Flow off its set value').waitFor();
      expect(await room.accessibility()).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await room.accessibility()).toEqual([]);
      await room.go('/assets/pump-1/tags/nothing');
      await page.getByText('There is no tag nothing.').waitFor();
      room.problems.assertNone();
    },
  );

  testInBrowser(
    'the points stand in a table, and are saved as the file that the interface gives',
    async () => {
      room = await openControlRoom({ url: history.gateway.url, theme: 'light' });
      const { page } = room;
      await room.go(`/assets/pump-1?from=${atSecond(0)}&to=${atSecond(600)}`);
      // An admin has the light theme, an operator the dark one.
      await room.signIn(history.north.admin);
      await page.getByRole('img', { name: /^flow from/ }).waitFor();
      expect(await page.locator('html').getAttribute('data-theme')).toBe('light');
      expect(await room.accessibility()).toEqual([]);
      await page.keyboard.press('Alt+t');
      const table = page.getByRole('table', { name: 'Values of Pump 1' });
      await table.getByRole('cell', { name: '599', exact: true }).waitFor();
      expect(await table.getAttribute('aria-rowcount')).toBe('601');
      expect(await room.accessibility()).toEqual([]);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export' }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/^pump-1 2026-01-05T0600.*\.csv$/);
      const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n');
      expect(lines).toHaveLength(601);
      expect(lines[1 + SPIKE_AT]?.split(',')).toEqual(expect.arrayContaining([atSecond(SPIKE_AT), '5000']));
      room.problems.assertNone();
    },
  );

  testInBrowser(
    'a year is shown at once, and rows are added as they come without another reading',
    async () => {
      room = await openControlRoom({ url: history.gateway.url });
      const { page } = room;
      await room.go('/assets/pump-1?span=1y');
      await room.signIn(history.north.operator);
      // The spike of one second is in a bucket of hours.
      await page.getByRole('img', { name: /^flow from .* highest 5,000/ }).waitFor();
      await page.getByRole('button', { name: '30 min' }).click();
      await page.getByText('min and max of every').waitFor();
      await page.getByRole('img', { name: /^flow from .* highest 1\d/ }).waitFor();
      // From here on only the socket can bring a value.
      await page.route(/\/api\/v1\/telemetry\?/, (request) => request.abort());
      await history.publish(history.north, 100_001, [{ timeMs: Date.now(), flow: 77 }]);
      await page
        .locator('.lane-head')
        .getByText(/^77\s*m³\/h/)
        .waitFor();
    },
  );

  testInBrowser('another organization’s operator sees none of the values at the same address', async () => {
    room = await openControlRoom({ url: history.gateway.url });
    const { page } = room;
    await room.go(`/assets/pump-1?from=${atSecond(0)}&to=${atSecond(600)}`);
    await room.signIn(history.south.operator);
    // Both plants have a pump-1; only the one in the north has recorded anything.
    await page.getByRole('img', { name: 'flow: no values in this range.' }).waitFor();
    expect(await page.locator('.lane-head').filter({ hasText: 'm³/h' }).count()).toBe(0);
    await room.go('/assets/pump-of-nobody');
    await page.getByText('There is no asset pump-of-nobody.').waitFor();
    room.problems.assertNone();
  });
});
