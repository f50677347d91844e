import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const DOCUMENTS = globSync(['*.md', 'docs/**/*.md', 'apps/*/README.md', 'libs/*/README.md'], { cwd: ROOT });

const LINK = /\]\(([^)#\s]+)(?:#[^)]*)?\)/g;
/** A link to a file of tests, and behind it the names of those that are meant, in italics. */
const NAMED_TESTS = /\]\(([^)\s]+spec\.ts)\)((?::|;)\s\*[^*]+\*(?:; \*[^*]+\*)*)?/g;
const MADE_OF_SEVERAL = /\$\{[^}]*\}/g;
const TEST_NAME = /\*([^*]+)\*/g;

const NAMED_COMMAND = /\bnpm run ([\w:-]+)([^`\n]*)/g;
const OF_A_WORKSPACE = /(^|\s)(-w|--workspace)\b/;
const scriptsSchema = z.object({ scripts: z.record(z.string(), z.string()) });

const textOf = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const isOfThisProject = (link: string): boolean => !/^[a-z]+:/.test(link);

test('every link of a document leads somewhere', () => {
  const dead = DOCUMENTS.flatMap((file) =>
    [...textOf(file).matchAll(LINK)]
      .map(([, link = '']) => link)
      .filter(
        (link) =>
          isOfThisProject(link) && !existsSync(path.resolve(ROOT, path.dirname(file), decodeURI(link))),
      )
      .map((link) => `${file}: ${link}`),
  );
  assert.deepEqual(dead, []);
});

test('every test that a document names is there', () => {
  let named = 0;
  const missing = DOCUMENTS.flatMap((file) =>
    [...textOf(file).matchAll(NAMED_TESTS)].flatMap(([, link = '', names = '']) => {
      const spec = path.join(path.dirname(file), link);
      const source = textOf(spec).replaceAll("\\'", "'").replace(MADE_OF_SEVERAL, '…');
      const sought = [...names.matchAll(TEST_NAME)].map(([, name = '']) => name);
      named += sought.length;
      return sought.filter((name) => !isNamed(source, name)).map((name) => `${file}: ${spec}: ${name}`);
    }),
  );
  assert.deepEqual(missing, []);
  assert.ok(named > 0);
});

test('every command that a document names is there', () => {
  const { scripts } = scriptsSchema.parse(JSON.parse(textOf('package.json')));
  const missing = DOCUMENTS.flatMap((file) =>
    [...textOf(file).matchAll(NAMED_COMMAND)]
      .filter(([, name = '', rest = '']) => !OF_A_WORKSPACE.test(rest) && !(name in scripts))
      .map(([command]) => `${file}: ${command}`),
  );
  assert.deepEqual(missing, []);
});

test('every decision is in the index of decisions', () => {
  const index = textOf('docs/adr/README.md');
  const decisions = globSync('docs/adr/0*.md', { cwd: ROOT }).map((file) => path.basename(file));
  assert.deepEqual(
    decisions.filter((file) => !index.includes(`](${file})`)),
    [],
  );
});

/** A document writes `…` where the name is made of several: `${service}: it is back` is "…: it is back". */
function isNamed(source: string, name: string): boolean {
  return ["'", '"', '`'].some((quote) => source.includes(`${quote}${name}${quote}`));
}
