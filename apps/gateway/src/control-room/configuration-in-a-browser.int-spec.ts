import path from 'node:path';
import { organizationSettingsSchema } from '@eagle/contracts/domain';
import { configViewSchema } from '@eagle/contracts/rest';
import { chromiumPath, type ControlRoomBrowser, openControlRoom } from '@eagle/testing/browser';
import { plantConfig, RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';

const SITE = path.resolve(import.meta.dirname, '../../../web/dist/site');
const testInBrowser = chromiumPath(process.env) === null ? test.skip : test;

describe('the configuration in a browser', () => {
  let gateway: RunningGateway;
  let north: Tenant;
  let room: ControlRoomBrowser | null = null;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ CONTROL_ROOM_FILES: SITE, LOGINS_PER_MINUTE: '1000' });
    north = await gateway.tenant('north');
  });
  beforeEach(() => put('config', plantConfig()));
  afterEach(async () => {
    await room?.close();
    room = null;
  });
  afterAll(() => gateway.close());

  const at = (part: string): string => `/api/v1/organizations/${north.id}/${part}`;
  const put = async (part: string, body: unknown): Promise<void> => {
    const answer = await gateway.request('PUT', at(part), { token: north.admin.accessToken, body });
    expect([answer.status, answer.text]).toEqual([200, expect.anything()]);
  };
  const read = () => gateway.ok(configViewSchema, 'GET', at('config'), { token: north.admin.accessToken });
  /** Somebody else saves a change of the settings. */
  const otherAdmin = async (change: Record<string, unknown>): Promise<void> => {
    const { settings } = await read();
    await put('settings', organizationSettingsSchema.parse({ ...settings, ...change }));
  };
  const open = async (address: string, options: { width?: number; language?: 'de-DE' } = {}) => {
    room = await openControlRoom({ url: gateway.url, theme: 'light', ...options });
    await room.go(address);
    await room.signIn(north.admin);
    return room;
  };

  testInBrowser(
    'a setting shows its default, its effect and its unit, and is saved after its difference',
    async () => {
      const { page } = await open('/settings?section=prediction');
      const horizon = page.getByLabel('Horizon', { exact: true });
      expect(await horizon.inputValue()).toBe('10');
      await page.getByText('How far ahead a failure is predicted.').waitFor();
      await page
        .getByText(/Default: 10\s*min/)
        .first()
        .waitFor();
      expect(await room?.accessibility()).toEqual([]);

      await horizon.fill('20');
      await page.getByText('1 change is not saved').waitFor();
      await page.getByRole('button', { name: 'Review and save' }).click();
      const dialog = page.getByRole('dialog', { name: 'Save 1 change?' });
      await dialog.getByRole('row', { name: /Prediction › Horizon 10\s*min 20\s*min/ }).waitFor();
      expect(await room?.accessibility()).toEqual([]);
      await page.evaluate("document.documentElement.dataset.theme = 'dark'");
      expect(await room?.accessibility()).toEqual([]);
      await dialog.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('Saved.').waitFor();
      await page.getByText('1 change is not saved').waitFor({ state: 'detached' });
      expect((await read()).settings.prediction.horizonMs).toBe(1_200_000);
      room?.problems.assertNone();
    },
  );

  testInBrowser(
    'a mistake stands at its field and in a list that leads to it, whoever found it',
    async () => {
      const { page } = await open('/settings?section=prediction');
      const horizon = page.getByLabel('Horizon', { exact: true });
      await horizon.fill('soon');
      await page.getByLabel('Least confidence').fill('170');
      await page.getByRole('link', { name: /^General/ }).click();
      await page.getByRole('button', { name: 'Review and save' }).click();
      const summary = page.getByRole('alert').filter({ hasText: '2 mistakes are in the way of saving' });
      await summary.waitFor();
      expect(await room?.accessibility()).toEqual([]);
      // The field is in another section: the list opens it.
      await summary.getByRole('button', { name: 'Prediction › Horizon' }).click();
      await page.waitForURL(/section=prediction/);
      expect(await horizon.getAttribute('aria-invalid')).toBe('true');
      await page.waitForFunction(
        "document.activeElement?.getAttribute('data-pointer') === '/prediction/horizonMs'",
      );
      await page.locator('.schema-field', { has: horizon }).getByText('A number is needed.').waitFor();
      expect(await room?.accessibility()).toEqual([]);

      await horizon.fill('4');
      await page.getByLabel('Least confidence').fill('70');
      await page.getByRole('button', { name: 'Review and save' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
      // Only the gateway knows how the parts fit together.
      const least = page.getByLabel('Least lead', { exact: true });
      const lead = page.locator('.schema-field', { has: least });
      await lead.getByText('the least lead must be shorter than the horizon').waitFor();
      expect(await room?.accessibility()).toEqual([]);
      await least.fill('2');
      await lead.getByText('the least lead must be shorter than the horizon').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Review and save' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('Saved.').waitFor();
      expect((await read()).settings.prediction).toMatchObject({ horizonMs: 240_000, leadMsMin: 120_000 });
      room?.problems.forget(/422|400/);
      room?.problems.assertNone();
    },
  );

  testInBrowser('what is typed survives a reload and the way back, and leaving asks', async () => {
    const { page } = await open('/settings?section=alerts');
    page.on('dialog', (dialog) => void dialog.accept());
    await page.getByLabel('Returns that are announced').fill('7');
    await page.reload();
    const repeats = page.getByLabel('Returns that are announced');
    await repeats.waitFor();
    expect(await repeats.inputValue()).toBe('7');

    await page.getByRole('link', { name: 'Tags', exact: true }).click();
    const leave = page.getByRole('dialog', { name: 'Leave with 1 change not saved?' });
    await leave.waitFor();
    expect(await room?.accessibility()).toEqual([]);
    await leave.getByRole('button', { name: 'Stay' }).click();
    await leave.waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toBe('/settings');
    await page.getByRole('link', { name: 'Tags', exact: true }).click();
    await leave.getByRole('button', { name: 'Leave', exact: true }).click();
    await page.getByRole('heading', { name: 'Tags of the plant' }).waitFor();
    await page.goBack();
    await repeats.waitFor();
    expect(await repeats.inputValue()).toBe('7');

    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await page.getByText('1 change is not saved').waitFor({ state: 'detached' });
    expect(await repeats.inputValue()).toBe('3');
    await page.reload();
    await repeats.waitFor();
    expect(await repeats.inputValue()).toBe('3');
    room?.problems.assertNone();
  });

  testInBrowser(
    'two admins who change the same choose what stands, and the rest of both is saved',
    async () => {
      const { page } = await open('/settings?section=general');
      await page.getByLabel('Rows a second at most').fill('500');
      await page.getByLabel('Time zone').fill('Asia/Kolkata');
      await otherAdmin({ quotaRowsPerSecond: 900, predictInStates: ['unknown'] });
      await page.getByRole('button', { name: 'Review and save' }).click();
      await page
        .getByRole('dialog', { name: 'Save 2 changes?' })
        .getByRole('button', { name: 'Save', exact: true })
        .click();

      const join = page.getByRole('dialog', { name: 'Somebody else changed the same' });
      const row = join.getByRole('row', { name: /Rows a second at most/ });
      for (const figure of [/2,000\s*rows\/s/, /900\s*rows\/s/, /500\s*rows\/s/])
        await row.getByText(figure).waitFor();
      await join.getByText('1 other change of theirs stay').waitFor();
      expect(await room?.accessibility()).toEqual([]);
      const goOn = join.getByRole('button', { name: 'Go on with these' });
      expect(await goOn.isDisabled()).toBe(true);
      await row.getByRole('radio', { name: /Theirs/ }).check();
      await goOn.click();
      const review = page.getByRole('dialog', { name: 'Save 1 change?' });
      await review.getByRole('row', { name: /Time zone UTC Asia\/Kolkata/ }).waitFor();
      await review.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('Saved.').waitFor();
      expect((await read()).settings).toMatchObject({
        timeZone: 'Asia/Kolkata',
        quotaRowsPerSecond: 900,
        predictInStates: ['unknown'],
      });
      room?.problems.forget(/409/);
      room?.problems.assertNone();
    },
  );

  testInBrowser('a sign-in that ends in the middle of the form loses nothing that was typed', async () => {
    const limits = { ACCESS_TOKEN_MS: '4000', REFRESHES_PER_MINUTE: '1000' };
    room = await openControlRoom({ url: await gateway.addReplica(limits) });
    const { page } = room;
    await room.go('/settings?section=history');
    await room.signIn(north.admin);
    await page.getByLabel('Rows as they came').fill('100');
    // The cookie is gone for good: an answer under way may bring it once more.
    const { context } = room;
    const forget = (): void => void context.clearCookies();
    page.on('response', forget);
    forget();
    const again = page.getByRole('dialog', { name: 'Sign in again' });
    await again.waitFor();
    page.off('response', forget);
    await again.getByLabel('Password').fill(north.admin.password);
    await again.getByRole('button', { name: 'Sign in' }).click();
    await again.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Rows as they came').inputValue()).toBe('100');
    await page.getByRole('button', { name: 'Review and save' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved.').waitFor();
    expect((await read()).settings.history.rawDays).toBe(100);
    room.problems.forget(/401/);
    room.problems.assertNone();
  });

  testInBrowser('a browser that keeps nothing says so', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.context.addInitScript(
      "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
    );
    await room.go('/settings?section=alerts');
    await room.signIn(north.admin);
    await page.getByLabel('Returns that are announced').fill('9');
    await page.getByText('This browser keeps nothing here: a reload loses it.').waitFor();
    expect(await room.accessibility()).toEqual([]);
    room.problems.assertNone();
  });

  testInBrowser(
    'tags are found, added and changed beside their table, and a removal names what refers to it',
    async () => {
      const { page } = await open('/settings/tags');
      const table = page.getByRole('table', { name: 'Tags of the plant' });
      await table.getByRole('link', { name: 'tripped' }).waitFor();
      await page.getByRole('searchbox', { name: 'Search' }).fill('flow');
      await page.getByText('2 of 3').waitFor();
      expect(new URL(page.url()).searchParams.get('q')).toBe('flow');
      await table.getByRole('link', { name: 'flow', exact: true }).click();
      await page.getByRole('complementary', { name: 'flow', exact: true }).waitFor();
      // Its name is the label, which changes now.
      const form = page.getByRole('complementary');
      await form.getByLabel('Label', { exact: true }).fill('Flow <b>of water</b> 🌊');
      expect(await form.getByLabel('Tag', { exact: true }).getAttribute('readonly')).not.toBeNull();
      await table
        .getByRole('row', { name: /^flow Flow/ })
        .getByText('Edited')
        .waitFor();
      expect(await room?.accessibility()).toEqual([]);

      await page.getByRole('button', { name: 'Remove', exact: true }).click();
      const removing = page.getByRole('dialog');
      await removing.getByText('Flow off its set value').waitFor();
      await removing.getByText('Mapping:').waitFor();
      expect(await room?.accessibility()).toEqual([]);
      await removing.getByRole('button', { name: 'Cancel' }).click();

      await page.getByRole('button', { name: 'Add a tag' }).click();
      const adding = page.getByRole('dialog', { name: 'Add a tag' });
      await adding.getByLabel('Tag').fill('no spaces');
      await adding.getByRole('button', { name: 'Add', exact: true }).click();
      await adding.getByText('letters, digits, "-" and "_" only').waitFor();
      await adding.getByLabel('Tag').fill('flow');
      await adding.getByRole('button', { name: 'Add', exact: true }).click();
      await adding.getByText('Another one has this id.').waitFor();
      await adding.getByLabel('Tag').fill('flow-2');
      await adding.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByRole('complementary', { name: 'flow-2' }).getByLabel('Unit').fill('l/min');
      await page.getByRole('button', { name: 'Review and save' }).click();
      const review = page.getByRole('dialog', { name: 'Save 2 changes?' });
      await review.getByText('Flow <b>of water</b> 🌊').waitFor();
      await review.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('Saved.').waitFor();
      expect((await read()).tags.map(({ tag, label, unit }) => [tag, label, unit])).toEqual([
        ['flow', 'Flow <b>of water</b> 🌊', ''],
        ['flow-set', '', ''],
        ['tripped', '', ''],
        ['flow-2', '', 'l/min'],
      ]);
      room?.problems.assertNone();
    },
  );

  testInBrowser(
    'an asset gets a property, and its removal that breaks the mapping is refused with the reason',
    async () => {
      const { page } = await open('/settings/assets?id=pump-1');
      const form = page.getByRole('complementary', { name: 'Pump 1' });
      await form.getByLabel('Name', { exact: true }).fill('Pump one');
      const properties = page.getByRole('group', { name: 'Properties' });
      await properties.getByLabel('Properties, Name').fill('age');
      await properties.getByRole('button', { name: 'Add to Properties' }).click();
      await properties.getByLabel('Kind of age').selectOption('Number');
      await properties.getByLabel('Properties, age').fill('12');
      expect(await room?.accessibility()).toEqual([]);
      await page.getByRole('button', { name: 'Review and save' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('Saved.').waitFor();
      expect((await read()).assets).toMatchObject([{ name: 'Pump one', attributes: { age: 12 } }]);

      await page.getByRole('button', { name: 'Remove', exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
      await page.getByRole('button', { name: 'Review and save' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('there is no asset pump-1').waitFor();
      expect(await room?.accessibility()).toEqual([]);
      room?.problems.forget(/422|400/);
      room?.problems.assertNone();
    },
  );

  testInBrowser('operating states have conditions and an order', async () => {
    const { page } = await open('/settings?section=states');
    for (const [index, name] of ['running', 'idle'].entries()) {
      await page.getByRole('button', { name: 'Add a state' }).click();
      const card = page.getByRole('listitem').filter({ hasText: `${index + 1}. ` });
      await card.getByLabel('State', { exact: true }).fill(name);
      await card.getByLabel('Tag', { exact: true }).fill('flow');
      await card.getByLabel('Comparison').selectOption(name === 'running' ? '>' : '<=');
      await card.getByLabel('Value', { exact: true }).fill('2,5');
    }
    await page.getByRole('button', { name: 'Move idle up' }).click();
    expect(await room?.accessibility()).toEqual([]);
    await page.getByRole('button', { name: 'Review and save' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved.').waitFor();
    expect((await read()).settings.operatingStates).toMatchObject([
      { state: 'idle', all: [{ tag: 'flow', op: '<=', value: 2.5 }] },
      { state: 'running', all: [{ tag: 'flow', op: '>', value: 2.5 }] },
    ]);
    room?.problems.assertNone();
  });

  testInBrowser('on a phone and in German the settings are for reading', async () => {
    const { page } = await open('/settings?section=prediction', { width: 390, language: 'de-DE' });
    await page.getByText('Zum Ändern auf einem größeren Bildschirm öffnen.').waitFor();
    expect(await page.getByLabel('Horizont', { exact: true }).isDisabled()).toBe(true);
    expect(await room?.accessibility()).toEqual([]);
    await room?.go('/settings/tags');
    await page.getByRole('link', { name: 'tripped' }).waitFor();
    expect(await page.getByRole('button', { name: 'Tag hinzufügen' }).count()).toBe(0);
    expect(await room?.accessibility()).toEqual([]);
    room?.problems.assertNone();
  });

  testInBrowser('a long list draws the rows that are seen, and finds any of them', async () => {
    const spares = Array.from({ length: 1_000 }, (_, index) => ({
      tag: `spare-${index}`,
      type: 'number',
      role: 'other',
    }));
    await put('config', plantConfig({ tags: [...plantConfig().tags, ...spares] }));
    const { page } = await open('/settings/tags');
    await page.getByText('1,003 of 1,003').waitFor();
    const rows = page.locator('.entry-table tbody tr');
    expect(await rows.count()).toBeLessThan(60);
    await page.getByRole('group', { name: 'Tags of the plant' }).press('End');
    await page.getByRole('link', { name: 'spare-999', exact: true }).click();
    await page.getByRole('complementary', { name: 'spare-999' }).waitFor();
    expect(await room?.accessibility()).toEqual([]);
    await page.getByRole('searchbox', { name: 'Search' }).fill('spare-77');
    await page.getByText('11 of 1,003').waitFor();
    expect(await rows.count()).toBe(11);
    room?.problems.assertNone();
  });

  testInBrowser(
    'text of twice the size leaves a narrow window, in which everything can be changed',
    async () => {
      const { page } = await open('/settings?section=states', { width: 720 });
      await page.getByRole('button', { name: 'Add a state' }).click();
      await page.getByLabel('State', { exact: true }).fill('running');
      expect(await room?.accessibility()).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      room?.problems.assertNone();
    },
  );

  testInBrowser('an operator is told who may change it', async () => {
    room = await openControlRoom({ url: gateway.url });
    await room.go('/settings/tags');
    await room.signIn(north.operator);
    await room.page.getByRole('heading', { name: 'This page is for admins of the organization.' }).waitFor();
    room.problems.assertNone();
  });
});
