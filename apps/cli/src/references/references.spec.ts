import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { configurationPage } from './configuration-page.fixture.js';
import { messagesPage } from './messages-page.fixture.js';
import { PROJECT } from './page.fixture.js';

/** Every folder of `apps` that takes an environment, the simulator among them. */
const services = readdirSync(new URL('apps', PROJECT))
  .toSorted()
  .filter((folder) => existsSync(new URL(`apps/${folder}/src/config.ts`, PROJECT)));

const pages: readonly (readonly [file: string, write: () => string | Promise<string>])[] = [
  ['configuration', () => configurationPage(services)],
  ['messages', messagesPage],
];

test.each(pages)('docs/reference/%s.md is what the declarations say', async (name, write) => {
  const file = new URL(`docs/reference/${name}.md`, PROJECT);
  const written = await write();
  if (process.env['EAGLE_UPDATE_REFERENCES'] === '1') writeFileSync(file, written);
  // Where it differs: `npm run docs:references` writes the page anew.
  expect(readFileSync(file, 'utf8')).toBe(written);
});
