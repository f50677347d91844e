import { type ControlRoomBrowser, openControlRoom } from '@eagle/testing/browser';
import { testInBrowser } from '@eagle/testing/browser-test';
import { HOT_QUENCH_OIL, NO_HISTORIAN, startControlRoom } from '../fixtures/control-room.fixture.js';
import { AlarmScene, limitCause, prediction } from '../fixtures/alarm-scene.fixture.js';
import { reportFeed } from '../fixtures/feed-report.fixture.js';
import { ModelScene } from '../fixtures/model-scene.fixture.js';
import { type RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';

const mediaBoxes = (pdf: Buffer): string[] =>
  [...pdf.toString('latin1').matchAll(/\/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) =>
    Number(width) > Number(height) ? 'landscape' : 'portrait',
  );

/** Words of sentences that German does not have. */
const ENGLISH = /\b(the|and|of|is|are|with|not|this|that|which|from|when|what|has|no|for)\b/i;
/** Of the fixtures: names and titles that people would have typed. */
const TYPED = /\b(OPERATOR|ADMIN) of north\b|Quench oil is too hot/g;

describe('the control room on paper, and in German', () => {
  let gateway: RunningGateway;
  let tenant: Tenant;
  let scene: AlarmScene;
  let models: ModelScene;
  let room: ControlRoomBrowser | null = null;
  beforeAll(async () => {
    gateway = await startControlRoom();
    tenant = await gateway.tenant('north');
    scene = await AlarmScene.open(gateway, tenant);
    models = await ModelScene.open(gateway, tenant);
    await scene.standing(HOT_QUENCH_OIL);
  });
  afterEach(async () => {
    await room?.close();
    room = null;
  });
  afterAll(() => gateway.close());

  testInBrowser('an alert is printed by itself: black on white, with whose it is and when', async () => {
    const alert = await scene.standing({
      severity: 'high',
      ...prediction('atmosphere', 'Furnace line 1', [50, 80, 140]),
    });
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.go(`/alarms?alert=${alert.id}`);
    await room.signIn(tenant.operator);
    const drawer = page.getByRole('complementary');
    await drawer.getByText('Hold the charge').waitFor();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await page.emulateMedia({ media: 'print' });
    for (const gone of ['.topbar', '.nav', '.alarm-list', '.alert-drawer > footer', '.alert-drawer .btn']) {
      expect([gone, await page.locator(gone).first().isVisible()]).toEqual([gone, false]);
    }
    for (const text of ['Atmosphere is likely to fail', 'Hold the charge', 'Why', 'What happened']) {
      expect([text, await drawer.getByText(text).first().isVisible()]).toEqual([text, true]);
    }
    const foot = page.locator('.print-foot');
    expect(await foot.innerText()).toMatch(/Plant north[^]*UTC[^]*Printed 20\d\d-.*Z by OPERATOR of north/);
    expect(await foot.innerText()).toContain(`/alarms?alert=${alert.id}`);
    expect(await page.evaluate('getComputedStyle(document.body).fontSize')).toBe('13px');
    const colours = `[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.alert-drawer h2')).color]`;
    expect(await page.evaluate(colours)).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
    expect(new Set(mediaBoxes(await page.pdf({ preferCSSPageSize: true })))).toEqual(new Set(['portrait']));
    room.problems.forget(NO_HISTORIAN);
    room.problems.assertNone();
  });

  testInBrowser('the report of a model is printed whole, on A4 landscape', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.go('/models/1.5.0?against=1.3.1');
    await room.signIn(tenant.admin);
    await page.getByText(/^Warns 34 of 38 failures in time/).waitFor();
    await page.getByRole('cell', { name: '1.3.1 chosen beside it' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    for (const gone of ['.version-list', '.topbar', '.nav']) {
      expect([gone, await page.locator(gone).first().isVisible()]).toEqual([gone, false]);
    }
    expect(await page.locator('.print-foot').innerText()).toContain('/models/1.5.0?against=1.3.1');
    const pages = mediaBoxes(await page.pdf({ preferCSSPageSize: true }));
    expect(new Set(pages)).toEqual(new Set(['landscape']));
    // Nothing is cut off at the foot of the first page: the rest follows on the next.
    expect(pages.length).toBeGreaterThan(1);
    room.problems.forget(NO_HISTORIAN);
    room.problems.assertNone();
  });

  testInBrowser('what is printed without a connection says how old it is', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.signIn(tenant.operator);
    await page.getByRole('row', { name: /Quench oil is too hot/ }).waitFor();
    await room.context.setOffline(true);
    const banner = page.getByText(/^Not connected since/);
    await banner.waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await banner.isVisible()).toBe(true);
    room.problems.forget(/ERR_INTERNET_DISCONNECTED/);
  });

  testInBrowser('reduced motion, more contrast and forced colours keep badges and words', async () => {
    room = await openControlRoom({ url: gateway.url, reducedMotion: true });
    const { page } = room;
    await room.signIn(tenant.operator);
    const badge = page.locator('.alarm-rows .badge.blink').first();
    await badge.waitFor();
    const styleOf = (part: string, name: string): Promise<string> =>
      page.evaluate<string>(`getComputedStyle(document.querySelector('${part}')).${name}`);
    expect(await styleOf('.alarm-rows .badge.blink', 'animationName')).toBe('none');
    await page.emulateMedia({ contrast: 'more' });
    const [line, strong] = await page.evaluate<string[]>(
      `['--line-1', '--line-3'].map((name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim())`,
    );
    expect(line).toBe(strong);
    expect(await room.accessibility()).toEqual([]);
    await page.emulateMedia({ contrast: 'no-preference', forcedColors: 'active' });
    expect(await styleOf('.alarm-rows .badge.blink .shape', 'stroke')).not.toBe('none');
    expect(await badge.locator('text').textContent()).toMatch(/^[CHML]$/);
    // What is chosen is told without its background.
    expect(await styleOf('.main .seg button[aria-pressed="true"]', 'outlineStyle')).toBe('solid');
    room.problems.forget(NO_HISTORIAN);
    room.problems.assertNone();
  });

  testInBrowser('a German reader meets no English sentence of the platform', async () => {
    const asset = 'Ofenlinie 3';
    const hot = await scene.standing({
      ...{ severity: 'high', component: 'abschreckbad', recommendedAction: 'Charge anhalten.' },
      causes: [limitCause('Abschreckbad zu heiß', asset, 84.2, '°C', 80)],
    });
    const predicted = await scene.standing({
      ...{ severity: 'critical', ...prediction('brenner', asset, [50, 80, 140]) },
      recommendedAction: 'Gaszufuhr prüfen.',
    });
    await reportFeed(gateway, tenant, {
      ...{ state: 'degraded', remark: 'behind', lagMs: 7_200_000 },
      reason: 'Connected, but the newest row is 2 h behind the clock.',
    });
    await models.train('extracting', 0.1, 'Reading the history to find failures.');
    room = await openControlRoom({ url: gateway.url, language: 'de-DE' });
    const { page } = room;
    await room.go(`/alarms?alert=${predicted.id}`);
    await room.signIn(tenant.admin);
    const pages: readonly (readonly [path: string, shown: RegExp])[] = [
      [`/alarms?alert=${predicted.id}`, /Brenner fällt wahrscheinlich aus/],
      [`/alarms?alert=${hot.id}`, /84,2 °C, auf oder über dem Grenzwert von 80 °C/],
      ['/assets', /Brenner fällt wahrscheinlich aus/],
      ['/feeds', /die neueste Zeile liegt 2.h hinter der Uhr/],
      ['/models', /Die Historie wird gelesen/],
      ['/models/1.5.0', /^Warnt rechtzeitig vor 34 von 38 Ausfällen/],
      ['/models/1.3.1', /Modell 1\.3\.1/],
      ['/rules', /Regel/],
      ['/people', /Personen/],
      ['/audit', /Prüfprotokoll/],
    ];
    const english: string[] = [];
    for (const [path, shown] of pages) {
      await room.go(path);
      await page.locator('.main').getByText(shown).first().waitFor();
      for (const words of await page.locator('summary').all()) await words.click();
      const lines = (await page.locator('body').innerText()).replaceAll(TYPED, '').split('\n');
      english.push(...lines.filter((line) => ENGLISH.test(line)).map((line) => `${path}: ${line}`));
    }
    expect(english).toEqual([]);
    expect(await page.evaluate<number>(`performance.getEntriesByName('untranslated').length`)).toBe(0);
    room.problems.forget(NO_HISTORIAN);
    room.problems.assertNone();
  });
});
