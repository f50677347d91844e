import { testInBrowser } from '@eagle/testing/browser-test';
import { ConfigurationRoom } from '../fixtures/configuration-room.fixture.js';
import { plantConfig } from '../fixtures/running-gateway.fixture.js';

describe('assets and tags in a browser', () => {
  let config: ConfigurationRoom;
  beforeAll(async () => {
    config = await ConfigurationRoom.start();
  });
  beforeEach(() => config.begin());
  afterEach(() => config.end());
  afterAll(() => config.close());

  testInBrowser(
    'tags are found, added and changed beside their table, and a removal names what refers to it',
    async () => {
      const room = await config.open('/settings/tags');
      const { page } = room;
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
      expect(await room.accessibility()).toEqual([]);

      await page.getByRole('button', { name: 'Remove', exact: true }).click();
      const removing = page.getByRole('dialog');
      await removing.getByText('Flow off its set value').waitFor();
      await removing.getByText('Mapping:').waitFor();
      expect(await room.accessibility()).toEqual([]);
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
      expect((await config.read()).tags.map(({ tag, label, unit }) => [tag, label, unit])).toEqual([
        ['flow', 'Flow <b>of water</b> 🌊', ''],
        ['flow-set', '', ''],
        ['tripped', '', ''],
        ['flow-2', '', 'l/min'],
      ]);
      room.problems.assertNone();
    },
  );

  testInBrowser(
    'an asset gets a property, and its removal that breaks the mapping is refused with the reason',
    async () => {
      const room = await config.open('/settings/assets?id=pump-1');
      const { page } = room;
      const form = page.getByRole('complementary', { name: 'Pump 1' });
      await form.getByLabel('Name', { exact: true }).fill('Pump one');
      const properties = page.getByRole('group', { name: 'Properties' });
      await properties.getByLabel('Properties, Name').fill('age');
      await properties.getByRole('button', { name: 'Add to Properties' }).click();
      await properties.getByLabel('Kind of age').selectOption('Number');
      await properties.getByLabel('Properties, age').fill('12');
      expect(await room.accessibility()).toEqual([]);
      await page.getByRole('button', { name: 'Review and save' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('Saved.').waitFor();
      expect((await config.read()).assets).toMatchObject([{ name: 'Pump one', attributes: { age: 12 } }]);

      await page.getByRole('button', { name: 'Remove', exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
      await page.getByRole('button', { name: 'Review and save' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('there is no asset pump-1').waitFor();
      expect(await room.accessibility()).toEqual([]);
      room.problems.forget(/422|400/);
      room.problems.assertNone();
    },
  );

  testInBrowser('on a phone and in German the settings are for reading', async () => {
    const room = await config.open('/settings?section=prediction', { width: 390, language: 'de-DE' });
    const { page } = room;
    await page.getByText('Zum Ändern auf einem größeren Bildschirm öffnen.').waitFor();
    expect(await page.getByLabel('Horizont', { exact: true }).isDisabled()).toBe(true);
    expect(await room.accessibility()).toEqual([]);
    await room.go('/settings/tags');
    await page.getByRole('link', { name: 'tripped' }).waitFor();
    expect(await page.getByRole('button', { name: 'Signal hinzufügen' }).count()).toBe(0);
    expect(await room.accessibility()).toEqual([]);
    room.problems.assertNone();
  });

  testInBrowser('a long list draws the rows that are seen, and finds any of them', async () => {
    const spares = Array.from({ length: 1_000 }, (_, index) => ({
      tag: `spare-${index}`,
      type: 'number',
      role: 'other',
    }));
    await config.put('config', plantConfig({ tags: [...plantConfig().tags, ...spares] }));
    const room = await config.open('/settings/tags');
    const { page } = room;
    await page.getByText('1,003 of 1,003').waitFor();
    const rows = page.locator('.entry-table tbody tr');
    expect(await rows.count()).toBeLessThan(60);
    await page.getByRole('group', { name: 'Tags of the plant' }).press('End');
    await page.getByRole('link', { name: 'spare-999', exact: true }).click();
    await page.getByRole('complementary', { name: 'spare-999' }).waitFor();
    expect(await room.accessibility()).toEqual([]);
    await page.getByRole('searchbox', { name: 'Search' }).fill('spare-77');
    await page.getByText('11 of 1,003').waitFor();
    expect(await rows.count()).toBe(11);
    room.problems.assertNone();
  });

  testInBrowser('an operator is told who may change it', async () => {
    const room = await config.visit();
    await room.go('/settings/tags');
    await room.signIn(config.plant.operator);
    await room.page.getByRole('heading', { name: 'This page is for admins of the organization.' }).waitFor();
    room.problems.assertNone();
  });
});
