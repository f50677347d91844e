import { existsSync, globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { configurationPage } from './configuration-page.fixture.js';
import { messagesPage } from './messages-page.fixture.js';
import { metricsPage } from './metrics-page.fixture.js';
import { PROJECT } from './page.fixture.js';

/** Every folder of `apps` that takes an environment, the simulator among them. */
const services = readdirSync(new URL('apps', PROJECT))
  .toSorted()
  .filter((folder) => existsSync(new URL(`apps/${folder}/src/config.ts`, PROJECT)));

const pages: readonly (readonly [file: string, write: () => string | Promise<string>])[] = [
  ['configuration', () => configurationPage(services)],
  ['messages', messagesPage],
  ['metrics', () => metricsPage(services)],
];

test.each(pages)('docs/reference/%s.md is what the declarations say', async (name, write) => {
  const file = new URL(`docs/reference/${name}.md`, PROJECT);
  const written = await write();
  if (process.env['EAGLE_UPDATE_REFERENCES'] === '1') writeFileSync(file, written);
  // Where it differs: `npm run docs:references` writes the page anew.
  expect(readFileSync(file, 'utf8')).toBe(written);
});

test('metrics are declared where the page finds them', () => {
  const cwd = fileURLToPath(PROJECT);
  const elsewhere = globSync('{apps,libs}/*/src/**/*.ts', { cwd }).filter(
    (file) =>
      !/declared-metrics\.ts$|spec\.ts$/.test(file) &&
      /\b(counter|gauge|histogram)\(\s*'eagle_/.test(readFileSync(new URL(file, PROJECT), 'utf8')),
  );
  expect(elsewhere).toEqual([]);
});
