import { type ControlRoomBrowser, LAN_STAND_IN, openControlRoom } from '@eagle/testing/browser';
import { ROUTES } from '@eagle/contracts/rest';
import { testInBrowser } from '@eagle/testing/browser-test';
import { RunningEagle } from './running-eagle.fixture.js';
import { ThirdPlant } from './third-plant.fixture.js';

const READY_MS = 180_000;

describe('the control room of a platform that runs', () => {
  let eagle: RunningEagle;
  let room: ControlRoomBrowser | null = null;
  let plant: ThirdPlant | null = null;
  beforeAll(async () => {
    eagle = RunningEagle.start(['--plants', 'none', '--lan', LAN_STAND_IN.address]);
    await eagle.ready(READY_MS);
  });
  afterAll(async () => {
    await room?.close();
    await plant?.stop();
    await eagle.close();
  });

  testInBrowser('stands at the address that the launcher prints first; a super-admin signs in', async () => {
    const [, printed = ''] = /control room: (\S+)/.exec(eagle.terminal) ?? [];
    const { gatewayUrl, users } = eagle.run ?? { gatewayUrl: null, users: [] };
    expect(printed).toBe(gatewayUrl);
    expect(new URL(printed).hostname).toBe(LAN_STAND_IN.address);
    expect(eagle.terminal).toContain(`for a phone on the same network: ${printed}\n`);
    const superAdmin = users.find(({ role }) => role === 'SUPER_ADMIN');
    if (superAdmin === undefined) throw new Error('the run file names no super-admin');
    room = await openControlRoom({ url: printed });
    await room.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    // Others reach it, so no password is shown.
    expect(await room.page.locator('.demonstration').count()).toBe(0);
    await room.signIn(superAdmin);
    await room.page.getByRole('navigation', { name: 'Main' }).first().waitFor();
    expect(new URL(room.page.url()).pathname).toBe('/platform');
    expect(await room.accessibility()).toEqual([]);
    room.problems.assertNone();
  });

  testInBrowser(
    'a super-admin brings the third plant on board from another machine, with nothing given but its database',
    async () => {
      plant = await ThirdPlant.start(eagle);
      const { host, port, database, readerUser, readerPassword } = plant.source;
      const { gatewayUrl = '', users = [] } = eagle.run ?? {};
      const superAdmin = users.find(({ role }) => role === 'SUPER_ADMIN');
      if (superAdmin === undefined) throw new Error('the run file names no super-admin');
      await room?.close();
      room = await openControlRoom({ url: gatewayUrl.replace(LAN_STAND_IN.address, LAN_STAND_IN.name) });
      const { page } = room;
      expect(await page.evaluate('isSecureContext')).toBe(false);
      await room.signIn(superAdmin);
      await page.getByRole('link', { name: 'New organization' }).click();
      await page.getByLabel('Name', { exact: true }).fill('Rhein Waterworks');
      await page.getByRole('button', { name: 'Create' }).click();
      await page.getByLabel('Host', { exact: true }).fill(host);
      await page.getByLabel('Port', { exact: true }).fill(String(port));
      await page.getByLabel('Name of the database').fill(database);
      await page.getByLabel('User', { exact: true }).fill(readerUser);
      await page.getByLabel('Password', { exact: true }).fill(readerPassword);
      await page.getByLabel('Look for new rows every', { exact: false }).fill('2');
      await page.getByRole('button', { name: 'Test the connection' }).click();
      await page.getByText('may only read').waitFor();

      const on = (name: string) => page.locator('.onboarding-foot').getByRole('button', { name }).click();
      await on('Tables');
      await page.getByRole('radio', { name: 'measurements' }).check();
      await page.getByText('6 assets in the newest rows', { exact: false }).waitFor();
      await on('Mapping');
      await page.getByText('4 flags tell of failures', { exact: false }).waitFor();
      await on('Dry run');
      await page.getByRole('button', { name: 'Try it', exact: true }).click();
      await page.getByText('time zone and clock are right', { exact: false }).waitFor();
      await on('Go live');
      await page.getByRole('button', { name: 'Go live' }).last().click();
      await page.getByText('The organization is enabled.').waitFor();
      // Rows of the plant arrive, and the platform calls its feed good.
      await page.getByText(/[1-9][\d,]* rows read/).waitFor();
      // Without TLS a browser has no clipboard, and says so.
      await page.getByRole('link', { name: 'Assets' }).first().click();
      await page.locator('a.asset-card').first().click();
      await page.getByRole('button', { name: 'Link to this' }).click();
      await page.getByText('The browser does not allow copying here.').waitFor();
      // A browser notes that it ignores a header that needs TLS.
      room.problems.forget(/Cross-Origin-Opener-Policy/);
      room.problems.assertNone();

      const client = eagle.client('SUPER_ADMIN', null);
      const { items } = await client.ask(ROUTES.organizations.list, { query: {} });
      const organizationId = items.find(({ name }) => name === 'Rhein Waterworks')?.id;
      if (organizationId === undefined) throw new Error('the organization was not created');
      const { tags } = await client.ask(ROUTES.configuration.tags, { params: { organizationId } });
      expect(tags.map(({ tag }) => tag).toSorted()).toEqual([
        ...['brg_t', 'brg_trip', 'cav_trip', 'disch_p', 'flow', 'mtr_i', 'mtr_trip', 'seal_leak'],
        ...['suct_p', 'vib', 'wdg_t'],
      ]);
    },
  );
});
