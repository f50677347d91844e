import { organizationIdSchema } from '@eagle/contracts/domain';
import { type ControlRoomBrowser, openControlRoom } from '@eagle/testing/browser';
import { testInBrowser } from '@eagle/testing/browser-test';
import { SITE } from '../fixtures/control-room.fixture.js';
import { ModelScene } from '../fixtures/model-scene.fixture.js';
import { RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';

describe('models in a browser', () => {
  let gateway: RunningGateway;
  let north: Tenant;
  let south: Tenant;
  let scene: ModelScene;
  let room: ControlRoomBrowser | null = null;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ CONTROL_ROOM_FILES: SITE, LOGINS_PER_MINUTE: '100' });
    [north, south] = [await gateway.tenant('north'), await gateway.tenant('south')];
    scene = await ModelScene.open(gateway, north);
    await ModelScene.configure(gateway, south);
  });
  afterEach(async () => {
    await room?.close();
    room = null;
  });
  afterAll(() => gateway.close());

  testInBrowser('an admin reads which version serves, its report, and compares it', async () => {
    room = await openControlRoom({ url: gateway.url, theme: 'light' });
    const { page } = room;
    await room.go('/models');
    await room.signIn(north.admin);
    await page.getByText(/^1\.4\.0 serves since/).waitFor();
    await page.getByText('The live version was trained more than 7 days ago: train again.').waitFor();
    const row = page.getByRole('row', { name: /1\.5\.0 In shadow/ });
    // The interval comes from the report of the version.
    await row.getByText('75–96').waitFor();
    expect(await room.accessibility()).toEqual([]);

    await row.getByRole('link', { name: '1.5.0' }).click();
    await page.getByRole('heading', { name: 'Model 1.5.0' }).waitFor();
    await page
      .getByText(
        /with 3 false alarms in 42 asset-days\. The champion warns 31, elapsed time alone 9, the rules 12\./,
      )
      .waitFor();
    await page.getByRole('img', { name: /^38 failures by component/ }).waitFor();
    await page.getByText('Carbon potential: unsteady over 5').waitFor();
    await page
      .getByText(/When it says 85\s*%, 84 of 100 fail/)
      .first()
      .waitFor();
    const compared = page.getByRole('table', { name: 'Beside the others' });
    await compared.getByRole('cell', { name: '1.4.0 chosen beside it' }).waitFor();
    await page
      .getByRole('img', { name: 'At the threshold in use, 0.81, it warned of 34 of 38 failures' })
      .waitFor();
    await page.getByText(/^At random moments, 6\s*% of alarms would be true\./).waitFor();
    await page.getByText(/^late, 3\s*min$/).waitFor();
    await page.keyboard.press('Alt+t');
    const curves = page.getByRole('table', { name: 'What another threshold would do' });
    await curves.getByRole('row', { name: /^1\.4\.0 0\.81 31 of 38 5 86/ }).waitFor();
    expect(await room.accessibility()).toEqual([]);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'What another threshold would do: save as CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('model 1.5.0 precision and recall.csv');
    await page.getByRole('button', { name: 'Table' }).click();
    await curves.waitFor({ state: 'detached' });
    const [card] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Model card' }).click(),
    ]);
    expect(card.suggestedFilename()).toBe('model 1.5.0.md');
    await page.getByLabel('Compare with').selectOption('1.3.1');
    await page.waitForURL(/against=1\.3\.1/);
    await compared.getByRole('cell', { name: '1.3.1 chosen beside it' }).waitFor();
    await page.getByRole('link', { name: '1.3.1 Retired' }).click();
    await page.getByText('It was judged before the figures of other thresholds were kept.').waitFor();
    await page.goBack();
    await compared.waitFor();
    expect(await room.accessibility()).toEqual([]);
    await page.evaluate("document.documentElement.dataset.theme = 'dark'");
    expect(await room.accessibility()).toEqual([]);
    room.problems.assertNone();
  });

  testInBrowser('a refused version is promoted with a reason, and rolled back', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.go('/models/1.3.2');
    await room.signIn(north.admin);
    await page.getByRole('button', { name: 'Promote 1.3.2 all the same' }).click();
    const dialog = page.getByRole('dialog', { name: 'Promote 1.3.2 all the same' });
    await dialog.getByText('1.4.0 is retired, and can be brought back').waitFor();
    await dialog.getByText('The rules alone warn as many failures').waitFor();
    await dialog.getByRole('button', { name: 'Promote 1.3.2 all the same' }).click();
    await dialog.getByText('Write a sentence.').waitFor();
    expect(await room.accessibility()).toEqual([]);
    await dialog.getByLabel('Reason').fill('The old one is blind to the new fan.');
    await dialog.getByRole('button', { name: 'Promote 1.3.2 all the same' }).click();
    await page.getByText('1.3.2 serves now.').waitFor();
    await page.getByText('Deployed against the gate:').waitFor();
    expect(scene.reasons.at(-1)).toBe('The old one is blind to the new fan.');

    await page.getByRole('button', { name: 'Roll back 1.3.2' }).click();
    const back = page.getByRole('dialog', { name: 'Roll back 1.3.2' });
    await back.getByLabel('Reason').fill('Too many false alarms.');
    await back.getByRole('button', { name: 'Roll back 1.3.2' }).click();
    await page.getByText('1.4.0 serves again.').waitFor();
    await room.go('/models');
    await page.getByText(/^1\.4\.0 serves since/).waitFor();
    room.problems.assertNone();
  });

  testInBrowser('a refusal of the platform is said in the dialog, and what was typed stays', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.go('/models');
    await room.signIn(north.admin);
    await page.getByRole('button', { name: 'Roll back 1.4.0' }).click();
    const dialog = page.getByRole('dialog', { name: 'Roll back 1.4.0' });
    await dialog.getByLabel('Reason').fill('It is blind to the new fan.');
    await dialog.getByRole('button', { name: 'Roll back 1.4.0' }).click();
    await dialog.getByText('No version before 1.4.0 has served well.').waitFor();
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('It is blind to the new fan.');
    expect(await room.accessibility()).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    room.problems.forget(/409/);
    room.problems.assertNone();
  });

  testInBrowser('a training is requested, and its progress comes by itself', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.go('/models');
    await room.signIn(north.admin);
    await page.getByRole('button', { name: 'Train now' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Train now' }).click();
    await page.getByRole('progressbar', { name: 'Progress of the training: Waiting' }).waitFor();
    await page.getByText('Every Sunday at 02:00').waitFor();
    await scene.train('evaluating', 0.62, 'Judging on 38 failures.');
    await page.getByRole('progressbar', { name: 'Progress of the training: Judging' }).waitFor();
    await page.getByText(/62\s*%, about 4\s*min/).waitFor();
    expect(await room.accessibility()).toEqual([]);
    await scene.train('done', 1, 'Model 1.6.0 is registered.');
    await page.getByText('Model 1.6.0 is registered.').waitFor();
    await page.getByRole('button', { name: 'Train now' }).waitFor();

    await page.getByText(/^Every Sunday at 02:00, next on /).waitFor();
    await page.getByRole('link', { name: 'Change' }).click();
    await page.getByRole('textbox', { name: 'Schedule' }).fill('30 14 * * 1-5');
    await page.getByText('Monday to Friday at 14:30').waitFor();
    room.problems.assertNone();
  });

  testInBrowser('on a phone and in German the report is for reading', async () => {
    room = await openControlRoom({ url: gateway.url, language: 'de-DE', width: 390, height: 844 });
    const { page } = room;
    await room.go('/models/1.5.0');
    await room.signIn(north.admin);
    await page
      .locator('.headline')
      .getByText(/^Warnt rechtzeitig vor 34 von 38 Ausfällen/)
      .waitFor();
    await page.getByText('Zum Ändern auf einem größeren Bildschirm öffnen.').waitFor();
    expect(await page.getByRole('button', { name: /in Dienst stellen/ }).count()).toBe(0);
    expect(await room.accessibility()).toEqual([]);
    room.problems.assertNone();
  });

  testInBrowser('another organization’s admin sees none of it at the same address', async () => {
    room = await openControlRoom({ url: gateway.url });
    const { page } = room;
    await room.go('/models/1.5.0');
    await room.signIn(south.admin);
    await page.getByText('There is no version 1.5.0.').waitFor();
    await room.go('/models');
    await page.getByText('There is no version yet.').waitFor();
    room.problems.forget(/404/);
    room.problems.assertNone();
  });

  testInBrowser('an admin reads what became of a training, and its log', async () => {
    const log = [{ at: '2026-01-01T02:00:05.000Z', stage: 'labelling', text: '38 failures were found.' }];
    const id = organizationIdSchema.parse(north.id);
    await gateway.database.open().forOrganization(id, (tx) =>
      tx.query(
        `INSERT INTO training_runs (id, organization_id, stage, progress, reason, trigger, started_at, finished_at, version, log)
         VALUES (gen_random_uuid(), $1, 'done', 1, 'Version 1.4.0 was registered.', 'schedule', '2026-01-01T02:00:00Z', '2026-01-01T02:12:00Z', '1.4.0', $2)`,
        [id, JSON.stringify(log)],
      ),
    );
    room = await openControlRoom({ url: gateway.url, theme: 'light' });
    const { page } = room;
    await room.go('/models');
    await room.signIn(north.admin);
    const trainings = page.getByRole('table', { name: 'Trainings' });
    await trainings.getByText('Version 1.4.0 was registered.').waitFor();
    await trainings.getByText('By schedule.').waitFor();
    await trainings.getByText(/^12.min$/).waitFor();
    await trainings.getByRole('button', { name: 'Log' }).click();
    await trainings.getByText('38 failures were found.').waitFor();
    expect(await room.accessibility()).toEqual([]);
    await page.evaluate("document.documentElement.dataset.theme = 'dark'");
    expect(await room.accessibility()).toEqual([]);
    room.problems.assertNone();
  });
});
