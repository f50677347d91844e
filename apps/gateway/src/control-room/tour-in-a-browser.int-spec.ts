import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ControlRoomBrowser, openControlRoom } from '@eagle/testing/browser';
import { testInBrowser } from '@eagle/testing/browser-test';
import { startControlRoom } from '../fixtures/control-room.fixture.js';
import { type RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';
import { alertOf, storeAlert } from '../fixtures/seed.fixture.js';

const STEPS = [
  'What is active',
  'What to look at',
  'What is about to fail',
  'Say that you look after it',
  'How old it is',
  'Anywhere by two keys',
];

describe('the tour in a browser', () => {
  let gateway: RunningGateway;
  let tenant: Tenant;
  let folder: string;
  let demonstration: string;
  let room: ControlRoomBrowser | null = null;
  beforeAll(async () => {
    gateway = await startControlRoom();
    tenant = await gateway.tenant('north');
    await storeAlert(gateway.database.open(), alertOf(tenant.id, { severity: 'high' }));
    folder = await mkdtemp(path.join(tmpdir(), 'eagle-run-'));
    const runFile = path.join(folder, 'run.json');
    const { email, password } = tenant.operator;
    await writeFile(
      runFile,
      JSON.stringify({
        ...{ gatewayUrl: 'http://127.0.0.1:1', apiDocsUrl: 'http://127.0.0.1:1/api/docs' },
        ...{ natsUrl: '', databaseUrl: '', processes: [], startedAt: '2026-01-01T00:00:00Z', readyAt: null },
        organizations: [{ id: tenant.id, slug: 'north', name: 'Plant north', scadaUrl: '' }],
        users: [{ email, password, role: 'OPERATOR', organizationId: tenant.id }],
      }),
    );
    demonstration = await gateway.addReplica({ DEMONSTRATION_RUN_FILE: runFile });
  });
  afterEach(async () => {
    await room?.close();
    room = null;
  });
  afterAll(async () => {
    await gateway.close();
    await rm(folder, { recursive: true });
  });

  testInBrowser('a newcomer walks through it by keys, once', async () => {
    room = await openControlRoom({ url: demonstration, isNewcomer: true, reducedMotion: true });
    const { page } = room;
    await room.signIn(tenant.operator);
    for (const [at, title] of STEPS.entries()) {
      await page
        .getByRole('dialog', { name: title })
        .getByText(`${at + 1} of ${STEPS.length}`)
        .waitFor();
      // Each step has its place on the page.
      const ring = page.locator('.tour-ring');
      expect([title, await ring.count()]).toEqual([title, 1]);
      const moves = `getComputedStyle(document.querySelector('.tour-ring')).transitionDuration`;
      expect(await page.evaluate(moves)).toBe('0s');
      if (at === 0) expect(await room.accessibility()).toEqual([]);
      if (at === 1) {
        await page.keyboard.press('ArrowLeft');
        await page.getByRole('dialog', { name: 'What is active' }).waitFor();
        await page.keyboard.press('ArrowRight');
      }
      await page.keyboard.press(at % 2 === 0 ? 'ArrowRight' : 'Enter');
    }
    await page.locator('.tour').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('grid').waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.locator('.tour').count()).toBe(0);
    room.problems.assertNone();
  });

  testInBrowser('is left at any moment, and the page beside it goes on', async () => {
    room = await openControlRoom({ url: demonstration, isNewcomer: true, width: 390, height: 844 });
    const { page } = room;
    await room.signIn(tenant.operator);
    await page.getByRole('dialog', { name: 'What is active' }).waitFor();
    expect(await room.accessibility()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.tour').waitFor({ state: 'detached' });
    await page.locator('.phone-nav').getByText('Assets').click();
    await page.getByRole('heading', { name: 'Assets' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Alarms' }).waitFor();
    expect(await page.locator('.tour').count()).toBe(0);
    room.problems.assertNone();
  });

  testInBrowser('is of the demonstration alone', async () => {
    room = await openControlRoom({ url: gateway.url, isNewcomer: true });
    const { page } = room;
    await room.signIn(tenant.operator);
    await page.getByRole('grid').waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.locator('.tour').count()).toBe(0);
    expect(await page.evaluate('localStorage.getItem("eagle.tour")')).toBeNull();
    room.problems.assertNone();
  });
});
