import { randomUUID } from 'node:crypto';
import { type Account, type ControlRoomBrowser, openControlRoom, type Page } from '@eagle/testing/browser';
import { testInBrowser } from '@eagle/testing/browser-test';
import { z } from 'zod';
import { AlarmScene, limitCause } from '../fixtures/alarm-scene.fixture.js';
import { startControlRoom } from '../fixtures/control-room.fixture.js';
import { ModelScene } from '../fixtures/model-scene.fixture.js';
import { type RunningGateway, SUPER_ADMIN, type Tenant } from '../fixtures/running-gateway.fixture.js';

/** Somewhere to type. */
interface Form {
  readonly name: string;
  readonly address: string;
  /** Opens it, where its address alone does not. */
  readonly open?: (page: Page) => Promise<void>;
  readonly label: string;
  readonly typed: string;
}

const press =
  (...names: readonly string[]) =>
  async (page: Page): Promise<void> => {
    for (const name of names) await page.getByRole('button', { name, exact: true }).first().click();
  };
const key =
  (name: string) =>
  async (page: Page): Promise<void> => {
    await page.locator('.alert-drawer').getByRole('heading').first().waitFor();
    await page.keyboard.press(name);
  };
const chosen =
  (menu: RegExp, item: string | RegExp) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: menu }).first().click();
    await page.getByRole('menuitem', { name: item }).click();
  };

const SENTENCE = 'חנה said: <b>"bearing"</b> 🔥';
const RULE = {
  ...{ id: 'carbon-high', type: 'limit', title: 'Carbon is high', component: 'atmosphere', kind: 'limit' },
  ...{ tag: 'cppv', side: 'high', bands: [{ severity: 'high', from: 1.2 }] },
};

/** Every form of an admin. @param alertId  An alert that stands. */
const formsOfAdmin = (alertId: string): readonly Form[] => [
  { name: 'settings', address: '/settings?section=history', label: 'Rows as they came', typed: '101' },
  {
    ...{ name: 'operating states', address: '/settings?section=states', label: 'State', typed: 'running' },
    open: async (page) => {
      await page.getByRole('button', { name: 'Add a state' }).waitFor();
      if ((await page.getByLabel('State', { exact: true }).count()) === 0) await press('Add a state')(page);
    },
  },
  { name: 'an asset', address: '/settings/assets?id=pump-1', label: 'Name', typed: SENTENCE },
  { name: 'a tag', address: '/settings/tags?id=cppv', label: 'Label', typed: SENTENCE },
  { name: 'a rule', address: '/rules/carbon-high', label: 'Title', typed: SENTENCE },
  {
    name: 'a new asset',
    address: '/settings/assets',
    open: press('Add an asset'),
    label: 'Id',
    typed: 'pump-2',
  },
  { name: 'a new tag', address: '/settings/tags', open: press('Add a tag'), label: 'Tag', typed: 'oil' },
  { name: 'a new rule', address: '/rules', open: press('New rule'), label: 'Title', typed: SENTENCE },
  {
    name: 'an invitation',
    address: '/people',
    open: press('Invite'),
    label: 'E-mail',
    typed: 'new@north.example',
  },
  {
    ...{ name: 'another name', address: '/people', label: 'Name', typed: SENTENCE },
    open: chosen(/^Actions for OPERATOR/, /^Rename/),
  },
  { name: 'a note', address: `/alarms?alert=${alertId}`, open: key('n'), label: 'Note', typed: SENTENCE },
  {
    ...{ name: 'how it was resolved', address: `/alarms?alert=${alertId}`, open: key('r') },
    ...{ label: 'What was done', typed: SENTENCE },
  },
  {
    ...{ name: 'why a gate is overridden', address: '/models/1.3.2', label: 'Reason', typed: SENTENCE },
    open: press('Promote 1.3.2 all the same'),
  },
  {
    ...{ name: 'why it is trained now', address: '/models', open: press('Train now') },
    ...{ label: 'Reason, if there is one', typed: SENTENCE },
  },
  { name: 'a connection', address: '/connect/connection', label: 'Host', typed: 'scada.example' },
];

const FORMS_OF_SUPER_ADMIN: readonly Form[] = [
  {
    ...{ name: 'why somebody acts in it', address: '/platform', label: 'Reason', typed: SENTENCE },
    open: chosen(/^Actions of Plant north/, 'Act in it: alarms'),
  },
  { name: 'a new organization', address: '/connect/organization', label: 'Name', typed: SENTENCE },
  {
    ...{
      name: 'a new super-admin',
      address: '/platform/people',
      label: 'E-mail',
      typed: 'new@eagle.example',
    },
    open: press('New super-admin'),
  },
];

describe('a sign-in that ends while somebody types', () => {
  let gateway: RunningGateway;
  let north: Tenant;
  let room: ControlRoomBrowser | null = null;
  let forms: readonly Form[];
  beforeAll(async () => {
    // Each form is a new page, which renews its sign-in.
    gateway = await startControlRoom({ REFRESHES_PER_MINUTE: '1000' });
    north = await gateway.tenant('north');
    const scene = await AlarmScene.open(gateway, north);
    await ModelScene.open(gateway, north);
    const { accessToken: token } = north.admin;
    await gateway.ok(z.unknown(), 'PUT', `/api/v1/organizations/${north.id}/rules`, {
      ...{ token, body: { rules: [RULE] } },
    });
    const alert = await scene.standing({
      ...{ severity: 'medium', causes: [limitCause('Belt slips', 'Pump 1', 84, '°C', 80)] },
    });
    forms = formsOfAdmin(alert.id);
  });
  afterEach(async () => {
    await room?.close();
    room = null;
  });
  afterAll(() => gateway.close());

  /** The field of a form, once it is on the page. */
  async function fieldOf(form: Form): Promise<ReturnType<Page['getByLabel']>> {
    if (room === null) throw new Error('no browser is open');
    await room.go(form.address);
    await form.open?.(room.page);
    const field = room.page.getByLabel(form.label, { exact: true }).first();
    await field.waitFor();
    return field;
  }

  async function valuesOf(list: readonly Form[]): Promise<Record<string, string>> {
    const values: Record<string, string> = {};
    for (const form of list) values[form.name] = await (await fieldOf(form)).inputValue();
    return values;
  }

  /** The sign-in is gone, and with it the page: the next address leads to the sign-in. */
  async function comeBack(browser: ControlRoomBrowser, account: Account): Promise<void> {
    await browser.context.clearCookies();
    await browser.go('/');
    await browser.signIn(account);
  }

  async function typeIn(list: readonly Form[], account: Account): Promise<ControlRoomBrowser> {
    room = await openControlRoom({ url: gateway.url });
    // A page with changes asks before it is left.
    room.page.on('dialog', (dialog) => void dialog.accept());
    await room.signIn(account);
    for (const form of list) await (await fieldOf(form)).fill(form.typed);
    return room;
  }

  const typedIn = (list: readonly Form[]): Record<string, string> =>
    Object.fromEntries(list.map(({ name, typed }) => [name, typed]));

  testInBrowser('loses nothing in any form of an admin, and shows nothing of it to another one', async () => {
    const browser = await typeIn(forms, north.admin);
    await comeBack(browser, north.admin);
    expect(await valuesOf(forms)).toEqual(typedIn(forms));

    const other = { email: 'second@north.example', password: `pw-${randomUUID()}`, role: 'ADMIN' };
    await gateway.join(north.admin.accessToken, north.id, other);
    await comeBack(browser, other);
    const seen = await valuesOf(forms);
    expect(forms.filter(({ name, typed }) => seen[name] === typed).map(({ name }) => name)).toEqual([]);
  });

  testInBrowser(
    'loses nothing in any form of a super-admin, and shows nothing of it to another',
    async () => {
      const browser = await typeIn(FORMS_OF_SUPER_ADMIN, SUPER_ADMIN);
      await comeBack(browser, SUPER_ADMIN);
      expect(await valuesOf(FORMS_OF_SUPER_ADMIN)).toEqual(typedIn(FORMS_OF_SUPER_ADMIN));

      const { accessToken: token } = await gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password);
      const other = { email: 'second@eagle.example', password: `pw-${randomUUID()}`, name: 'Second' };
      await gateway.ok(z.unknown(), 'POST', '/api/v1/super-admins', { token, body: other });
      await comeBack(browser, other);
      const seen = await valuesOf(FORMS_OF_SUPER_ADMIN);
      expect(Object.values(seen)).toEqual(['', '', '']);
    },
  );
});
