import { type ControlRoomBrowser, openControlRoom } from '@eagle/testing/browser';
import { testInBrowser } from '@eagle/testing/browser-test';
import { z } from 'zod';
import { SITE } from '../fixtures/control-room.fixture.js';
import { everySecond, RecordedHistory } from '../fixtures/recorded-history.fixture.js';
import type { Tenant } from '../fixtures/running-gateway.fixture.js';

const ROWS = 300;
const rulesSchema = z.object({
  rules: z.array(z.looseObject({ id: z.string(), title: z.string() })),
  revision: z.number(),
});

/** Violations of accessibility in the light and in the dark. */
async function inBothThemes(room: ControlRoomBrowser): Promise<string[]> {
  const found: string[] = [];
  for (const theme of ['light', 'dark']) {
    await room.page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
    found.push(...(await room.accessibility()));
  }
  return found;
}

describe('rules in a browser', () => {
  let history: RecordedHistory;
  let north: Tenant;
  let south: Tenant;
  let room: ControlRoomBrowser | null = null;
  beforeAll(async () => {
    history = await RecordedHistory.start({ CONTROL_ROOM_FILES: SITE });
    ({ north, south } = history);
    const startMs = Date.now() - ROWS * 1_000;
    // Between 20 and 29 m³/h.
    const flows = Array.from({ length: ROWS }, (_, at) => 20 + (at % 10));
    await history.publish(north, 1, everySecond(startMs, flows));
    const range = [startMs - 1_000, startMs + ROWS * 1_000].map((at) => new Date(at).toISOString());
    await history.flow(`from=${range[0]}&to=${range[1]}`, ROWS);
  });
  afterEach(async () => {
    await room?.close();
    room = null;
  });
  afterAll(() => history.close());

  const rulesOf = ({ id, admin }: Tenant) =>
    history.gateway.ok(rulesSchema, 'GET', `/api/v1/organizations/${id}/rules`, { token: admin.accessToken });

  testInBrowser('an admin writes a rule by keyboard, is shown its mistake, and it is in force', async () => {
    room = await openControlRoom({ url: history.gateway.url });
    const { page } = room;
    await room.go('/rules');
    await room.signIn(north.admin);
    await page.getByText('flow is off flow-set by 10').waitFor();
    expect(await inBothThemes(room)).toEqual([]);

    await page.getByRole('button', { name: 'New rule' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'New rule' });
    await dialog.getByLabel('Title').focus();
    await page.keyboard.type('Flow too low');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('flow');
    // Behind Cancel.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/rules\/flow-too-low/);
    await page.getByText('It is not complete yet.').waitFor();
    expect(await room.accessibility()).toEqual([]);

    // The limit was never given: saving shows it at its field.
    await page.getByRole('button', { name: 'Review and save' }).focus();
    await page.keyboard.press('Enter');
    const limit = page.locator('[data-pointer="/1/bands/0/from"]');
    await page.getByRole('alert').getByRole('button').first().waitFor();
    expect(await limit.getAttribute('aria-invalid')).toBe('true');
    expect(await room.accessibility()).toEqual([]);
    await limit.focus();
    await page.keyboard.type('12.5');
    await page.getByLabel('Component').fill('impeller');
    await page.getByLabel('Side').selectOption('low');
    await page.getByText(/^flow is at or below 12\.5\sm³\/h \(high\); clears at once\.$/).waitFor();
    await page.getByText(/^\d+(\.\d+)?\sm³\/h before high$/).waitFor();
    await page.getByRole('img', { name: /^flow was between 20\sm³\/h and 29\sm³\/h/ }).waitFor();
    expect(await inBothThemes(room)).toEqual([]);

    expect((await rulesOf(north)).rules).toHaveLength(1);
    await page.getByRole('button', { name: 'Review and save' }).click();
    const review = page.getByRole('dialog');
    await review.getByRole('table').getByText('flow-too-low').first().waitFor();
    expect(await room.accessibility()).toEqual([]);
    await review.getByRole('button', { name: 'Save' }).click();
    await review.waitFor({ state: 'detached' });
    const { rules } = await rulesOf(north);
    expect(rules[1]).toMatchObject({
      ...{ id: 'flow-too-low', title: 'Flow too low', type: 'limit', side: 'low', enabled: true },
      bands: [{ severity: 'high', from: 12.5 }],
    });

    // Only the gateway knows that the tag is gone. It is said in the list, and at the field of the rule.
    await page.getByLabel('Tag', { exact: true }).fill('gone');
    await page.getByRole('link', { name: 'All rules' }).click();
    await page.waitForURL(/\/rules$/);
    await page.getByRole('button', { name: 'Review and save' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    const summary = page.getByRole('alert').filter({ hasText: '1 mistake is in the way of saving' });
    const wrong = summary.getByRole('link', { name: 'Flow too low › Tag' });
    await wrong.waitFor();
    await page.waitForFunction("document.activeElement?.className === 'mistake-summary'");
    expect(await room.accessibility()).toEqual([]);
    await wrong.click();
    const tag = page.locator('[data-pointer="/1/tag"]');
    await page.waitForFunction("document.activeElement?.getAttribute('data-pointer') === '/1/tag'");
    await page.locator('.schema-field', { has: tag }).getByText('there is no tag gone').waitFor();
    expect(await tag.getAttribute('aria-invalid')).toBe('true');
    expect(await room.accessibility()).toEqual([]);
    // Another rule is in the way of saving this one.
    await page.getByRole('link', { name: 'All rules' }).click();
    await page.getByRole('row').getByRole('link', { name: 'Flow off its set value' }).click();
    await page.getByRole('heading', { name: 'Flow off its set value' }).waitFor();
    await page.getByRole('button', { name: 'Review and save' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await wrong.click();
    await page.waitForFunction("document.activeElement?.getAttribute('data-pointer') === '/1/tag'");
    await page.getByRole('button', { name: 'Review and save' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    // Tried again: the field that is on the page has the focus.
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.waitForFunction("document.activeElement?.getAttribute('data-pointer') === '/1/tag'");
    await tag.fill('flow');
    await summary.waitFor({ state: 'detached' });
    room.problems.forget(/400/);
    room.problems.assertNone();
  });

  testInBrowser(
    'the history says who changed what, and an earlier part comes back by saving it',
    async () => {
      const before = await rulesOf(north);
      const path = `/api/v1/organizations/${north.id}/rules`;
      const { accessToken: token } = north.admin;
      const renamed = before.rules.map((rule, at) => (at === 0 ? { ...rule, title: 'Flow is wrong' } : rule));
      await history.gateway.ok(rulesSchema, 'PUT', path, { token, body: { rules: renamed } });

      room = await openControlRoom({ url: history.gateway.url });
      const { page } = room;
      await room.go('/settings/history');
      await room.signIn(north.admin);
      const newest = page.getByRole('row', { name: /Rules: 1 changed \(Flow is wrong\)/ });
      await newest.getByText(north.admin.email).waitFor();
      expect(await room.accessibility()).toEqual([]);
      await newest.getByRole('link').click();
      const difference = page.getByRole('table', { name: 'Rules' });
      await difference.getByText('Flow off its set value').waitFor();
      await difference.getByText('Flow is wrong').waitFor();
      expect(await inBothThemes(room)).toEqual([]);

      await room.go(`/settings/history?revision=${before.revision}&against=now`);
      await page.getByRole('button', { name: `Bring Rules back as in revision ${before.revision}` }).click();
      await page.waitForURL(/\/rules$/);
      // A draft: nothing has changed yet.
      await page.getByRole('row', { name: /Flow off its set value\s*Changed/ }).waitFor();
      expect((await rulesOf(north)).rules[0]?.title).toBe('Flow is wrong');
      await page.getByRole('button', { name: 'Review and save' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect((await rulesOf(north)).rules).toEqual(before.rules);
      room.problems.assertNone();
    },
  );

  testInBrowser(
    'a rule is turned off, copied and deleted in the draft, and all of it is discarded',
    async () => {
      const before = await rulesOf(north);
      room = await openControlRoom({ url: history.gateway.url });
      const { page } = room;
      await room.go('/rules');
      await room.signIn(north.admin);
      const toggle = page.getByRole('switch', { name: 'Flow off its set value is on' });
      await toggle.click();
      expect(await toggle.getAttribute('aria-checked')).toBe('false');
      await page.getByRole('link', { name: 'Flow off its set value' }).click();
      await page.getByText('The rule is off: it raises no alert.').waitFor();
      await page.getByRole('button', { name: 'Duplicate' }).click();
      await page.getByRole('heading', { name: 'Flow off its set value (copy)' }).waitFor();
      await page.getByRole('button', { name: 'Delete' }).click();
      const dialog = page.getByRole('dialog', { name: 'Delete Flow off its set value (copy)' });
      await dialog.getByText('No alert stands on it now.').waitFor();
      expect(await room.accessibility()).toEqual([]);
      await dialog.getByRole('button', { name: 'Delete' }).click();
      await page.waitForURL(/\/rules$/);
      await page.getByRole('searchbox', { name: 'Find a rule' }).fill('nothing like it');
      await page.getByText('Nothing matches text = nothing like it.').waitFor();
      await page.getByRole('button', { name: 'Discard' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await rulesOf(north)).toEqual(before);
      room.problems.assertNone();
    },
  );

  testInBrowser(
    'two thousand rules are listed with few rows mounted, also on a phone and in German',
    async () => {
      const [rule] = (await rulesOf(south)).rules;
      const many = Array.from({ length: 2_000 }, (_, at) => ({
        ...rule,
        id: `rule-${at}`,
        title: `<img src=x onerror=alert(1)> ${at}`,
      }));
      await history.gateway.ok(rulesSchema, 'PUT', `/api/v1/organizations/${south.id}/rules`, {
        ...{ token: south.admin.accessToken, body: { rules: many } },
      });
      room = await openControlRoom({ url: history.gateway.url, language: 'de-DE', width: 390, height: 844 });
      const { page } = room;
      await room.go('/rules');
      await room.signIn(south.admin);
      await page.getByText('2.000 Regeln').waitFor();
      await page.getByRole('link', { name: '<img src=x onerror=alert(1)> 0' }).waitFor();
      expect(await page.locator('.rules-table tbody tr').count()).toBeLessThan(60);
      expect(await room.accessibility()).toEqual([]);
      await page.getByRole('searchbox', { name: 'Regel suchen' }).fill('rule-1999');
      await page.getByText('1 von 2.000').waitFor();
      room.problems.assertNone();
    },
  );

  testInBrowser(
    'another organization’s admin sees neither rule nor history, an operator no page',
    async () => {
      room = await openControlRoom({ url: history.gateway.url });
      const { page } = room;
      await room.go('/rules/flow-too-low');
      await room.signIn(south.admin);
      await page.getByText('There is no rule flow-too-low.').waitFor();
      await room.go('/settings/history');
      await page.getByText('That is all:').waitFor();
      expect(await page.locator('body').innerText()).not.toContain(north.admin.email);
      room.problems.assertNone();
      await room.close();
      room = await openControlRoom({ url: history.gateway.url });
      await room.go('/rules');
      await room.signIn(north.operator);
      await room.page
        .getByRole('heading', { name: 'This page is for admins of the organization.' })
        .waitFor();
      room.problems.assertNone();
    },
  );
});
