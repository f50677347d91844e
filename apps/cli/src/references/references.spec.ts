import { existsSync, globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ERROR_AREAS, ERRORS, type ErrorDeclaration } from '@eagle/contracts/domain';
import { configurationPage } from './configuration-page.fixture.js';
import { errorsPage } from './errors-page.fixture.js';
import { messagesPage } from './messages-page.fixture.js';
import { metricsPage } from './metrics-page.fixture.js';
import { PROJECT } from './page.fixture.js';

/** Every folder of `apps` with an environment, including the simulator. */
const services = readdirSync(new URL('apps', PROJECT))
  .toSorted()
  .filter((folder) => existsSync(new URL(`apps/${folder}/src/config.ts`, PROJECT)));

const pages: readonly (readonly [file: string, write: () => string | Promise<string>])[] = [
  ['configuration', () => configurationPage(services)],
  ['errors', errorsPage],
  ['messages', messagesPage],
  ['metrics', () => metricsPage(services)],
];

test.each(pages)('docs/reference/%s.md agrees with the declarations', async (name, write) => {
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

describe('the catalogue of error codes', () => {
  const areas = Object.values<Readonly<Record<string, ErrorDeclaration>>>(ERROR_AREAS);

  test('declares each code in one area', () => {
    const codes = areas.flatMap((errors) => Object.keys(errors));
    expect(codes.toSorted()).toEqual(Object.keys(ERRORS).toSorted());
  });

  test('holds sentences', () => {
    const texts = Object.values(ERRORS).flatMap(({ meaning, action }) => [meaning, action]);
    expect(texts.filter((text) => !/^[A-Z`].*\.$/.test(text))).toEqual([]);
  });

  test('declares no unused code', () => {
    const cwd = fileURLToPath(PROJECT);
    const sources = globSync('{apps,libs}/*/src/**/*.ts', { cwd })
      .filter((file) => !/domain\/errors\/|spec\.ts$|\.fixture\.ts$/.test(file))
      .map((file) => readFileSync(new URL(file, PROJECT), 'utf8'))
      .join('\n');
    expect(Object.keys(ERRORS).filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
  });
});
