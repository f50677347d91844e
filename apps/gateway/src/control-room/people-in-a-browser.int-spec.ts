import { readFile } from 'node:fs/promises';
import { type ControlRoomBrowser, openControlRoom, PageProblems } from '@eagle/testing/browser';
import { testInBrowser } from '@eagle/testing/browser-test';
import { startControlRoom } from '../fixtures/control-room.fixture.js';
import { type RunningGateway, SUPER_ADMIN, type Tenant } from '../fixtures/running-gateway.fixture.js';

const GOOD_PASSWORD = 'seven kettles orbit';
/** A refusal of the platform is written down by the console of a browser. */
const REFUSED = /the server responded with a status of (400|403|404|409)/;
/** No other service runs here, and no feed: the first page of a super-admin says so. */
const NOTHING_RUNS = /503 .*\/api\/v1\/health\/|404 .*\/feed\/status/;

describe('people in a browser', () => {
  let gateway: RunningGateway;
  let north: Tenant;
  let south: Tenant;
  let room: ControlRoomBrowser | null = null;
  beforeAll(async () => {
    gateway = await startControlRoom();
    [north, south] = await Promise.all([gateway.tenant('north'), gateway.tenant('south')]);
  });
  afterEach(async () => {
    await room?.close();
    room = null;
  });
  afterAll(() => gateway.close());

  const rowOf = ({ page }: ControlRoomBrowser, name: string) =>
    page.getByRole('table', { name: 'People' }).getByRole('row').filter({ hasText: name });

  /** Opens a dialog from the menu of a person. */
  const step = async ({ page }: ControlRoomBrowser, name: string, item: string): Promise<void> => {
    await page.getByRole('button', { name: `Actions for ${name}` }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };

  /** An admin has the light theme at first. */
  const goDark = async ({ page }: ControlRoomBrowser): Promise<void> => {
    await page.evaluate("localStorage.setItem('eagle.theme', 'dark')");
    await page.reload();
  };

  const invite = async ({ page }: ControlRoomBrowser, email: string, name: string): Promise<string> => {
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Invite a person' });
    await dialog.getByLabel('E-mail').fill(email);
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
    const shown = page.getByRole('dialog', { name: `${email} is invited` });
    const link = await shown.getByLabel('Link of the invitation').inputValue();
    await shown.getByText('Close', { exact: true }).click();
    return link;
  };

  testInBrowser('an invited person joins by the link, and is out at once when disabled', async () => {
    room = await openControlRoom({ url: gateway.url });
    await room.signIn(north.admin);
    await room.go('/people');
    await room.page.getByText('That is all: 2 people.').waitFor();
    await room.page.getByText('No invitation is open.').waitFor();
    expect(await room.accessibility()).toEqual([]);
    await goDark(room);
    const link = await invite(room, 'nia@north.example', 'Nia');
    await room.page.getByRole('table', { name: 'Open invitations' }).getByText('Nia').waitFor();
    expect(await room.page.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await room.accessibility()).toEqual([]);

    const theirs = await room.context.browser()?.newContext({ locale: 'en-GB' });
    if (theirs === undefined) throw new Error('The browser gives no second context.');
    const problems = new PageProblems(theirs);
    const page = await theirs.newPage();
    await page.goto(link);
    await page.getByRole('heading', { name: 'Join your organization' }).waitFor();
    expect(await room.accessibility(page)).toEqual([]);
    const password = page.getByLabel('Password', { exact: true });
    await password.fill('short');
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('alert').getByText('at least 15 characters').waitFor();
    await password.fill('passwordpassword');
    await page.getByRole('button', { name: 'Join' }).click();
    await page
      .getByRole('alert')
      .getByText(/too easy to guess/)
      .waitFor();
    await password.fill(GOOD_PASSWORD);
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByText('You have joined. Sign in as nia@north.example.').waitFor();
    await room.signIn({ email: 'nia@north.example', password: GOOD_PASSWORD }, page);
    await page.getByRole('heading', { name: 'Alarms' }).waitFor();
    expect(page.url()).not.toContain('#');

    await room.page.reload();
    await rowOf(room, 'Nia').getByText('Operator').waitFor();
    await rowOf(room, 'Nia').getByText(/ago$/).waitFor();
    await step(room, 'Nia', 'Disable…');
    const dialog = room.page.getByRole('dialog', { name: 'Disable Nia?' });
    await dialog.getByText(/loses access at once/).waitFor();
    await dialog.getByRole('button', { name: 'Disable', exact: true }).click();
    await rowOf(room, 'Nia').getByText('Disabled').waitFor();
    await page.getByText('Your access was withdrawn.').waitFor();
    expect(await page.locator('.shell').count()).toBe(0);
    await room.page.getByRole('button', { name: 'Enable again' }).click();
    await rowOf(room, 'Nia').getByText('Has access').waitFor();
    problems.forget(REFUSED);
    problems.assertNone();
    room.problems.assertNone();
  });

  testInBrowser('a refusal of the platform is shown in its dialog', async () => {
    room = await openControlRoom({ url: gateway.url, theme: 'light' });
    const { page } = room;
    await room.signIn(south.admin);
    await room.go('/people');
    await step(room, 'ADMIN of south', 'Disable…');
    const own = page.getByRole('dialog', { name: 'Disable ADMIN of south?' });
    await own.getByRole('button', { name: 'Disable', exact: true }).click();
    await own.getByRole('alert').getByText('Nobody can disable themselves').waitFor();
    expect(await room.accessibility()).toEqual([]);
    await own.getByRole('button', { name: 'Cancel' }).click();

    await step(room, 'OPERATOR of south', 'Set a new password…');
    const weak = page.getByRole('dialog', { name: 'Set a new password for OPERATOR of south' });
    await weak.getByLabel('New password').fill('passwordpassword');
    await weak.getByRole('button', { name: 'Set the password' }).click();
    await weak
      .getByRole('alert')
      .getByText(/too easy to guess/)
      .waitFor();
    await weak.getByLabel('New password').fill(GOOD_PASSWORD);
    await weak.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('OPERATOR of south has a new password.').waitFor();
    await gateway.signIn(south.operator.email, GOOD_PASSWORD);

    await step(room, 'OPERATOR of south', 'Make an admin…');
    await page.getByRole('dialog').getByRole('button', { name: 'Make an admin', exact: true }).click();
    await rowOf(room, 'OPERATOR of south').getByText('Admin', { exact: true }).waitFor();
    await page.getByRole('searchbox', { name: 'Search by name or address' }).fill('nobody');
    await page.getByText('Nothing matches person = nobody.').waitFor();
    expect(new URL(page.url()).searchParams.get('find')).toBe('nobody');
    room.problems.forget(REFUSED);
    room.problems.assertNone();
  });

  testInBrowser('a withdrawn invitation is accepted by nobody', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.signIn(north.admin);
    await room.go('/people');
    const link = await invite(room, 'late@north.example', 'Late');
    await page.getByRole('button', { name: 'Withdraw the invitation of Late' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw', exact: true }).click();
    await page.getByText('The invitation of Late is withdrawn.').waitFor();
    await page.goto(link);
    await page.getByText('This browser is signed in as admin@north.example.').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Password', { exact: true }).fill(GOOD_PASSWORD);
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByText(/This invitation cannot be accepted/).waitFor();
    room.problems.forget(REFUSED);
    room.problems.assertNone();
  });

  testInBrowser('super-admins are seen by super-admins alone', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.signIn(SUPER_ADMIN);
    await room.go('/platform/people');
    await page.getByText('That is all: 1 person.').waitFor();
    await page.getByRole('button', { name: 'New super-admin' }).click();
    const dialog = page.getByRole('dialog', { name: 'New super-admin' });
    await dialog.getByLabel('E-mail').fill('second@eagle.example');
    await dialog.getByLabel('New password').fill('short');
    await dialog.getByRole('button', { name: 'Create the account' }).click();
    await dialog.getByRole('alert').getByText('at least 15 characters').waitFor();
    await dialog.getByLabel('New password').fill(GOOD_PASSWORD);
    await dialog.getByRole('button', { name: 'Create the account' }).click();
    await page.getByText('That is all: 2 people.').waitFor();
    expect(await room.accessibility()).toEqual([]);
    room.problems.forget(REFUSED);
    room.problems.forget(NOTHING_RUNS);
    room.problems.assertNone();
    await room.close();

    room = await openControlRoom({ url: gateway.url });
    await room.signIn(north.admin);
    await room.go('/platform/people');
    await room.page
      .getByRole('heading', { name: 'This page is for super-admins of the platform.' })
      .waitFor();
    expect(await room.page.locator('body').innerText()).not.toContain(SUPER_ADMIN.email);
    room.problems.assertNone();
  });

  testInBrowser('a super-admin who acts in an organization sees its people and its log', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.signIn(SUPER_ADMIN);
    await page.getByRole('button', { name: 'Plant south', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Act in Plant south' });
    await dialog.getByLabel('Reason').fill('Somebody cannot sign in');
    await dialog.getByRole('button', { name: 'Act in it' }).click();
    await page.getByRole('link', { name: 'People', exact: true }).click();
    await rowOf(room, 'operator@south.example').waitFor();
    expect(await page.locator('main').innerText()).not.toContain('north.example');
    await page.getByRole('link', { name: 'Audit', exact: true }).click();
    await page.getByRole('table', { name: 'Audit' }).getByText('A super-admin entered it').first().waitFor();
    room.problems.forget(NOTHING_RUNS);
    room.problems.assertNone();
  });

  testInBrowser('the own account: choices hold at once, other sign-ins end', async () => {
    const elsewhere = await gateway.signIn(north.operator.email, north.operator.password);
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.signIn(north.operator);
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'My account' }).click();
    await page.getByRole('heading', { name: 'Me', exact: true }).waitFor();
    const html = page.locator('html');
    await page
      .getByRole('group', { name: 'Height of rows' })
      .getByRole('button', { name: 'Compact' })
      .click();
    expect(await html.getAttribute('data-density')).toBe('compact');
    await page.getByRole('switch', { name: 'Sound of alerts' }).click();
    await page.getByRole('button', { name: 'Sound off' }).waitFor();
    await page.getByRole('switch', { name: 'Single letters are keys' }).click();
    await page.locator('#page').focus();
    await page.keyboard.press('?');
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(new URL(page.url()).pathname).toBe('/me');
    expect(await room.accessibility()).toEqual([]);

    await page.getByRole('button', { name: 'Sign out all others' }).click();
    await page.getByText('That is all: 1 open sign-in.').waitFor();
    const alerts = await gateway.request('GET', '/api/v1/alerts', { token: elsewhere.accessToken });
    expect(alerts.status).toBe(401);

    await page.getByLabel('Current password').fill('not this one');
    await page.getByLabel('New password').fill(GOOD_PASSWORD);
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('The current password is wrong.').waitFor();
    await page.getByRole('group', { name: 'Theme' }).getByRole('button', { name: 'Light' }).click();
    expect(await html.getAttribute('data-theme')).toBe('light');
    expect(await room.accessibility()).toEqual([]);
    await page.getByRole('group', { name: 'Language' }).getByRole('button', { name: 'Deutsch' }).click();
    await page.getByRole('heading', { name: 'Mein Konto', exact: true }).waitFor();
    room.problems.forget(REFUSED);
    room.problems.assertNone();
  });

  testInBrowser('a phone reaches every page by the foot', async () => {
    room = await openControlRoom({ url: gateway.url, width: 390, height: 844 });
    const { page } = room;
    await room.signIn(north.admin);
    await page.locator('.phone-nav').getByText('Me', { exact: true }).click();
    await page.getByRole('navigation', { name: 'All pages' }).getByText('People').click();
    await page.getByText(/That is all: \d people/).waitFor();
    const width: unknown = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(390);
    expect(await room.accessibility()).toEqual([]);
    await page.locator('.phone-nav').getByText('Me', { exact: true }).click();
    await page.getByRole('navigation', { name: 'All pages' }).getByText('Audit').click();
    await page.getByText(/The log is whole|Not checked yet/).waitFor();
    expect(await room.accessibility()).toEqual([]);
    room.problems.assertNone();
  });

  testInBrowser('the audit log is narrowed by its address, opened, and saved as CSV', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.signIn(north.admin);
    await room.go('/people');
    await invite(room, 'seen@north.example', 'Seen');
    await room.go(`/audit?action=USER.INVITED&who=${north.admin.userId}`);
    const table = page.getByRole('table', { name: 'Audit' });
    await table.getByText('ADMIN of north').first().waitFor();
    await table.getByRole('button', { name: 'Invited a person' }).first().click();
    const drawer = page.getByRole('complementary', { name: /^Entry \d+/ });
    await drawer.getByText('USER.INVITED').waitFor();
    await drawer.getByText('OPERATOR', { exact: true }).waitFor();
    expect(await room.accessibility()).toEqual([]);
    await goDark(room);
    await drawer.getByText('USER.INVITED').waitFor();
    expect(await room.accessibility()).toEqual([]);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export' }).click(),
    ]);
    const csv = await readFile(await download.path(), 'utf8');
    const lines = csv.trim().split('\r\n');
    expect(lines[0]).toBe('id,at,actorId,actorEmail,action,actionText,target,correlationId,details');
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.slice(1).every((line) => line.includes(',USER.INVITED,Invited a person,'))).toBe(true);
    await page.getByLabel('To', { exact: true }).fill('2020-01-01');
    await page.getByText(/^Nothing matches who = .*, to 2020-01-01\./).waitFor();
    expect(new URL(page.url()).searchParams.get('to')).toBe('2020-01-01');
    room.problems.assertNone();
  });

  testInBrowser('the log of the platform is for super-admins', async () => {
    room = await openControlRoom({ url: gateway.url, theme: 'light' });
    await room.signIn(SUPER_ADMIN);
    await room.page.getByRole('link', { name: 'Platform audit' }).click();
    await room.page.getByRole('table', { name: 'Platform audit' }).getByText('Signed in').first().waitFor();
    expect(await room.accessibility()).toEqual([]);
    room.problems.forget(NOTHING_RUNS);
    room.problems.assertNone();
    await room.close();
    room = await openControlRoom({ url: gateway.url });
    await room.signIn(north.operator);
    await room.go('/audit');
    await room.page.getByRole('heading', { name: 'This page is for admins of the organization.' }).waitFor();
    room.problems.assertNone();
  });
});
