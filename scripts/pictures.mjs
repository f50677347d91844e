// Takes the pictures of the control room in docs/pictures from the demonstration that runs
// (`npm start` in another terminal): `npm run pictures [-- ADDRESS]`. It needs a predictive alert of
// the first plant, which comes within two minutes of the set-up, and waits for it.
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openControlRoom } from '../libs/testing/dist/browser/index.js';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, 'docs', 'pictures');
const ALERT_MS_MAX = 300_000;

const alerts = (page) => page.locator('[role="grid"] [role="row"][aria-selected]');

/** Who looks at what, in which theme, and what has to be there. */
const PICTURES = [
  {
    name: 'alarms-dark',
    role: 'OPERATOR',
    theme: 'dark',
    address: '/alarms',
    async ready(page) {
      await alerts(page).first().waitFor({ timeout: ALERT_MS_MAX });
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.getByRole('complementary').getByText('Do now').waitFor();
    },
  },
  {
    name: 'phone-dark',
    role: 'OPERATOR',
    theme: 'dark',
    address: '/alarms',
    width: 390,
    height: 844,
    ready: (page) => alerts(page).first().waitFor({ timeout: ALERT_MS_MAX }),
  },
  {
    name: 'fleet-dark',
    role: 'OPERATOR',
    theme: 'dark',
    address: '/assets',
    ready: (page) => page.getByRole('main').getByRole('link').first().waitFor(),
  },
  {
    name: 'asset-light',
    role: 'OPERATOR',
    theme: 'light',
    address: '/assets',
    async ready(page) {
      await page.getByRole('main').getByRole('link').first().click();
      await page.locator('canvas').first().waitFor();
    },
  },
  {
    name: 'models-light',
    role: 'ADMIN',
    theme: 'light',
    address: '/models',
    ready: (page) => page.getByRole('table').first().waitFor({ timeout: ALERT_MS_MAX }),
  },
  {
    name: 'model-light',
    role: 'ADMIN',
    theme: 'light',
    address: '/models',
    async ready(page) {
      await page.getByRole('table').first().getByRole('link').first().click({ timeout: ALERT_MS_MAX });
      await page.getByRole('heading', { name: /^Model \d/ }).waitFor();
    },
  },
  {
    name: 'feeds-light',
    role: 'ADMIN',
    theme: 'light',
    address: '/feeds',
    ready: (page) => page.getByRole('main').getByRole('heading').first().waitFor(),
  },
  {
    name: 'rules-light',
    role: 'ADMIN',
    theme: 'light',
    address: '/rules',
    ready: (page) => page.getByRole('table').first().waitFor(),
  },
  {
    name: 'rule-dark',
    role: 'ADMIN',
    theme: 'dark',
    address: '/rules',
    async ready(page) {
      await page.getByRole('table').first().getByRole('link').first().click();
      await page.locator('canvas').first().waitFor();
    },
  },
  {
    name: 'organizations-dark',
    role: 'SUPER_ADMIN',
    theme: 'dark',
    address: '/platform',
    ready: (page) => page.getByRole('table').first().waitFor(),
  },
];

/** Pages draw once more after their data came: charts, and the age of what is shown. */
const drawn = (page) =>
  page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 1500)))');

function addressOf() {
  const [given] = process.argv.slice(2);
  if (given !== undefined) return given;
  try {
    return JSON.parse(readFileSync(path.join(root, '.eagle', 'run.json'), 'utf8')).gatewayUrl;
  } catch {
    console.error('No platform runs here: start it by `npm start` in another terminal, or name its address.');
    process.exit(1);
  }
}

async function take({ name, role, theme, address, width, height, ready }, url, accounts) {
  const account = accounts.find((each) => each.role === role);
  const room = await openControlRoom({ url, theme, width, height });
  try {
    // A person's choice wins over the theme of the role.
    await room.page.addInitScript(`localStorage.setItem('eagle.theme', ${JSON.stringify(theme)})`);
    await room.signIn(account);
    await room.go(address);
    await ready(room.page);
    await drawn(room.page);
    await room.page.screenshot({ path: path.join(folder, `${name}.png`) });
    room.problems.assertNone();
    console.log(`docs/pictures/${name}.png`);
  } finally {
    await room.close();
  }
}

const url = addressOf();
const answer = await fetch(`${url}/api/v1/auth/demonstration`);
const { accounts } = await answer.json();
if (accounts.length === 0) {
  console.error(`The platform at ${url} is no demonstration: it offers no accounts.`);
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
for (const picture of PICTURES) await take(picture, url, accounts);
