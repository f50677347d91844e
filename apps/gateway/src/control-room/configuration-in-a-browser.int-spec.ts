import { testInBrowser } from '@eagle/testing/browser-test';
import { ConfigurationRoom } from '../fixtures/configuration-room.fixture.js';

describe('the settings in a browser', () => {
  let config: ConfigurationRoom;
  beforeAll(async () => {
    config = await ConfigurationRoom.start();
  });
  beforeEach(() => config.begin());
  afterEach(() => config.end());
  afterAll(() => config.close());

  testInBrowser(
    'a setting shows its default, its effect and its unit, and is saved after its difference',
    async () => {
      const room = await config.open('/settings?section=prediction');
      const { page } = room;
      const horizon = page.getByLabel('Horizon', { exact: true });
      expect(await horizon.inputValue()).toBe('10');
      await page.getByText('How far ahead a failure is predicted.').waitFor();
      await page
        .getByText(/Default: 10\s*min/)
        .first()
        .waitFor();
      expect(await room.accessibility()).toEqual([]);

      await horizon.fill('20');
      await page.getByText('1 change is not saved').waitFor();
      await page.getByRole('button', { name: 'Review and save' }).click();
      const dialog = page.getByRole('dialog', { name: 'Save 1 change?' });
      await dialog.getByRole('row', { name: /Prediction › Horizon 10\s*min 20\s*min/ }).waitFor();
      expect(await room.accessibility()).toEqual([]);
      await page.evaluate("document.documentElement.dataset.theme = 'dark'");
      expect(await room.accessibility()).toEqual([]);
      await dialog.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('Saved.').waitFor();
      await page.getByText('1 change is not saved').waitFor({ state: 'detached' });
      expect((await config.read()).settings.prediction.horizonMs).toBe(1_200_000);
      await page.getByRole('button', { name: 'Undo (Z)' }).click();
      await page.getByText('Undone.').waitFor();
      expect(await horizon.inputValue()).toBe('10');
      expect((await config.read()).settings.prediction.horizonMs).toBe(600_000);
      room.problems.assertNone();
    },
  );

  testInBrowser(
    'a mistake stands at its field and in a list that leads to it, whoever found it',
    async () => {
      const room = await config.open('/settings?section=prediction');
      const { page } = room;
      const horizon = page.getByLabel('Horizon', { exact: true });
      await horizon.fill('soon');
      await page.getByLabel('Least confidence').fill('170');
      await page.getByRole('link', { name: /^General/ }).click();
      await page.getByRole('button', { name: 'Review and save' }).click();
      const summary = page.getByRole('alert').filter({ hasText: '2 mistakes are in the way of saving' });
      await summary.waitFor();
      expect(await room.accessibility()).toEqual([]);
      // The field is in another section: the list opens it.
      await summary.getByRole('button', { name: 'Prediction › Horizon' }).click();
      await page.waitForURL(/section=prediction/);
      expect(await horizon.getAttribute('aria-invalid')).toBe('true');
      await page.waitForFunction(
        "document.activeElement?.getAttribute('data-pointer') === '/prediction/horizonMs'",
      );
      await page.locator('.schema-field', { has: horizon }).getByText('A number is needed.').waitFor();
      expect(await room.accessibility()).toEqual([]);

      await horizon.fill('4');
      await page.getByLabel('Least confidence').fill('70');
      await page.getByRole('button', { name: 'Review and save' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
      // Only the gateway knows how the parts fit together.
      const least = page.getByLabel('Least lead', { exact: true });
      const lead = page.locator('.schema-field', { has: least });
      await lead.getByText('the least lead must be shorter than the horizon').waitFor();
      expect(await room.accessibility()).toEqual([]);
      await least.fill('2');
      await lead.getByText('the least lead must be shorter than the horizon').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Review and save' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('Saved.').waitFor();
      expect((await config.read()).settings.prediction).toMatchObject({
        horizonMs: 240_000,
        leadMsMin: 120_000,
      });
      room.problems.forget(/422|400/);
      room.problems.assertNone();
    },
  );

  testInBrowser('what is typed survives a reload and the way back, and leaving asks', async () => {
    const room = await config.open('/settings?section=alerts');
    const { page } = room;
    page.on('dialog', (dialog) => void dialog.accept());
    await page.getByLabel('Returns that are announced').fill('7');
    await page.reload();
    const repeats = page.getByLabel('Returns that are announced');
    await repeats.waitFor();
    expect(await repeats.inputValue()).toBe('7');

    await page.getByRole('link', { name: 'Tags', exact: true }).click();
    const leave = page.getByRole('dialog', { name: 'Leave with 1 change not saved?' });
    await leave.waitFor();
    expect(await room.accessibility()).toEqual([]);
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
    room.problems.assertNone();
  });

  testInBrowser(
    'two admins who change the same choose what stands, and the rest of both is saved',
    async () => {
      const room = await config.open('/settings?section=general');
      const { page } = room;
      await page.getByLabel('Rows a second at most').fill('500');
      await page.getByLabel('Time zone').fill('Asia/Kolkata');
      await config.otherAdmin({ quotaRowsPerSecond: 900, predictInStates: ['unknown'] });
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
      expect(await room.accessibility()).toEqual([]);
      const goOn = join.getByRole('button', { name: 'Go on with these' });
      expect(await goOn.isDisabled()).toBe(true);
      await row.getByRole('radio', { name: /Theirs/ }).check();
      await goOn.click();
      const review = page.getByRole('dialog', { name: 'Save 1 change?' });
      await review.getByRole('row', { name: /Time zone UTC Asia\/Kolkata/ }).waitFor();
      await review.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('Saved.').waitFor();
      expect((await config.read()).settings).toMatchObject({
        timeZone: 'Asia/Kolkata',
        quotaRowsPerSecond: 900,
        predictInStates: ['unknown'],
      });
      room.problems.forget(/409/);
      room.problems.assertNone();
    },
  );

  testInBrowser('a sign-in that ends in the middle of the form loses nothing that was typed', async () => {
    const limits = { ACCESS_TOKEN_MS: '4000', REFRESHES_PER_MINUTE: '1000' };
    const room = await config.visit({ url: await config.gateway.addReplica(limits) });
    const { page } = room;
    await room.go('/settings?section=history');
    await room.signIn(config.plant.admin);
    await page.getByLabel('Rows as they came').fill('100');
    // The cookie is gone for good: an answer under way may bring it once more.
    const { context } = room;
    const forget = (): void => void context.clearCookies();
    page.on('response', forget);
    forget();
    const again = page.getByRole('dialog', { name: 'Sign in again' });
    await again.waitFor();
    page.off('response', forget);
    await again.getByLabel('Password').fill(config.plant.admin.password);
    await again.getByRole('button', { name: 'Sign in' }).click();
    await again.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Rows as they came').inputValue()).toBe('100');
    await page.getByRole('button', { name: 'Review and save' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved.').waitFor();
    expect((await config.read()).settings.history.rawDays).toBe(100);
    room.problems.forget(/401/);
    room.problems.assertNone();
  });

  testInBrowser('a browser that keeps nothing says so', async () => {
    const room = await config.visit();
    const { page } = room;
    await room.context.addInitScript(
      "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
    );
    await room.go('/settings?section=alerts');
    await room.signIn(config.plant.admin);
    await page.getByLabel('Returns that are announced').fill('9');
    await page.getByText('This browser keeps nothing here: a reload loses it.').waitFor();
    expect(await room.accessibility()).toEqual([]);
    room.problems.assertNone();
  });

  testInBrowser('operating states have conditions and an order', async () => {
    const room = await config.open('/settings?section=states');
    const { page } = room;
    for (const [index, name] of ['running', 'idle'].entries()) {
      await page.getByRole('button', { name: 'Add a state' }).click();
      const card = page.getByRole('listitem').filter({ hasText: `${index + 1}. ` });
      await card.getByLabel('State', { exact: true }).fill(name);
      await card.getByLabel('Tag', { exact: true }).fill('flow');
      await card.getByLabel('Comparison').selectOption(name === 'running' ? '>' : '<=');
      await card.getByLabel('Value', { exact: true }).fill('2,5');
    }
    await page.getByRole('button', { name: 'Move idle up' }).click();
    expect(await room.accessibility()).toEqual([]);
    await page.getByRole('button', { name: 'Review and save' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved.').waitFor();
    expect((await config.read()).settings.operatingStates).toMatchObject([
      { state: 'idle', all: [{ tag: 'flow', op: '<=', value: 2.5 }] },
      { state: 'running', all: [{ tag: 'flow', op: '>', value: 2.5 }] },
    ]);
    room.problems.assertNone();
  });

  testInBrowser(
    'text of twice the size leaves a narrow window, in which everything can be changed',
    async () => {
      const room = await config.open('/settings?section=states', { width: 720 });
      const { page } = room;
      await page.getByRole('button', { name: 'Add a state' }).click();
      await page.getByLabel('State', { exact: true }).fill('running');
      expect(await room.accessibility()).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      room.problems.assertNone();
    },
  );
});
