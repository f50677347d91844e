import { readFileSync } from 'node:fs';
import { readManifests } from '@eagle/local-services/manifests';
import { databaseUsers, privilegesOn, type Privilege } from './grants.js';

const users = databaseUsers(await readManifests());

/** Seen from `dist`. */
const ROOT = new URL('../../../', import.meta.url);
const document = readFileSync(new URL('docs/data-model.md', ROOT), 'utf8');
const schema = readFileSync(new URL('prisma/schema.prisma', ROOT), 'utf8');

const MODEL = /^model (\w+) \{.*?@@map\("(\w+)"\)/gms;
const WORDS: Readonly<Record<Privilege, string>> = {
  SELECT: 'read',
  INSERT: 'add',
  UPDATE: 'change',
  DELETE: 'delete',
};

const models = [...schema.matchAll(MODEL)].map(([, model = '', table = '']) => ({ model, table }));

/** Cells of one chapter's table: its head, the line below it, its rows. */
function rowsOf(chapter: string): string[][] {
  const text = document.split(`## ${chapter}\n`)[1]?.split('\n## ')[0] ?? '';
  return text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim().replaceAll('`', '')));
}

test('the page has the models and tables of the schema, with what each service may do', () => {
  const expected = models.map(({ model, table }) => ({
    model,
    table,
    ...Object.fromEntries(
      users.map((user) => [
        user.name,
        privilegesOn(table, user)
          .map((privilege) => WORDS[privilege])
          .join(', '),
      ]),
    ),
  }));
  const [head = [], , ...rows] = rowsOf('What each service may do');
  const reported = rows.map((cells) => Object.fromEntries(cells.map((cell, at) => [head[at] ?? '', cell])));
  expect(new Set(reported)).toEqual(new Set(expected));
  expect(reported).toHaveLength(expected.length);
});

test('the page names the owner of every table and who sees a row', () => {
  const [, , ...rows] = rowsOf('Owners, and who sees a row');
  const reported = rows.map(([table]) => table);
  expect(reported.toSorted()).toEqual(models.map(({ table }) => table).toSorted());
});

test('the diagram has every model that belongs to another, and no other', () => {
  const diagram = /```mermaid\n(.*?)```\n\n(.*?)\n/s.exec(document);
  const [, drawn = '', besides = ''] = diagram ?? [];
  const named = [...drawn.matchAll(/^ {2}(\w+) \S+ (\w+) :/gm)].flatMap(([, one, other]) => [one, other]);
  const alone = besides.split(' belong to nobody')[0] ?? '';
  const all = [...named, ...[...alone.matchAll(/`(\w+)`/g)].map(([, model]) => model)];
  expect([...new Set(all)].toSorted()).toEqual(models.map(({ model }) => model).toSorted());
});
