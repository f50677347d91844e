import { chromiumPath, type ControlRoomBrowser, openControlRoom } from '@eagle/testing/browser';
import { RunningEagle } from './running-eagle.fixture.js';

const testInBrowser = chromiumPath(process.env) === null ? test.skip : test;
const READY_MS = 180_000;

describe('the control room of a platform that runs', () => {
  let eagle: RunningEagle;
  let room: ControlRoomBrowser | null = null;
  beforeAll(async () => {
    eagle = RunningEagle.start(['--plants', 'none']);
    await eagle.ready(READY_MS);
  });
  afterAll(async () => {
    await room?.close();
    await eagle.close();
  });

  testInBrowser('stands at the address that the launcher prints first; a super-admin signs in', async () => {
    const [, printed = ''] = /control room: (\S+)/.exec(eagle.terminal) ?? [];
    const { gatewayUrl, users } = eagle.run ?? { gatewayUrl: null, users: [] };
    expect(printed).toBe(gatewayUrl);
    const superAdmin = users.find(({ role }) => role === 'SUPER_ADMIN');
    if (superAdmin === undefined) throw new Error('the run file names no super-admin');
    room = await openControlRoom({ url: printed });
    await room.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    // Without plants nothing is demonstrated, so no password is shown.
    expect(await room.page.locator('.demonstration').count()).toBe(0);
    await room.signIn(superAdmin);
    await room.page.getByRole('navigation', { name: 'Main' }).first().waitFor();
    expect(new URL(room.page.url()).pathname).toBe('/platform');
    expect(await room.accessibility()).toEqual([]);
    room.problems.assertNone();
  });
});
