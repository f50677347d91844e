import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as z from 'zod';
import * as bus from './bus/index.js';
import { cutText, logCodeOf, instantSchema, platformText, text } from './domain/index.js';
import * as domain from './domain/index.js';
import * as rest from './rest/index.js';
import * as socket from './socket/index.js';
import { looseTexts } from './loose-texts.js';

const contracts = { ...domain, ...bus, ...rest, ...socket };
/** What a problem quotes of a request stands in it as it was sent; it goes to no database. */
const QUOTING = ['mistakeSchema', 'problemSchema'];
const UNSTORABLE = ['\0', 'x\0y', '\ud800', 'x\udc00y', '\ude00\ud83d'];

test('text is well-formed, without NUL, and no longer than its bound', () => {
  for (const refused of UNSTORABLE) {
    assert.equal(text(10).safeParse(refused).success, false, JSON.stringify(refused));
    assert.equal(platformText.safeParse(refused).success, false, JSON.stringify(refused));
  }
  for (const taken of ['', 'Ofen 7 zu heiß', '炉', '🔥'.repeat(5), 'line\nfeed\ttab', '\ufffe']) {
    assert.equal(text(30).safeParse(taken).success, true, taken);
  }
  assert.equal(text(3).safeParse('four').success, false);
});

test('any text is taken just when UTF-8 can carry it and it holds no NUL', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (some, halved) => {
      const given = halved ? some.slice(1) : some;
      const isStorable = given.isWellFormed() && !given.includes('\0');
      return text(1_000).safeParse(given).success === isStorable;
    }),
  );
});

test('a cut text is a beginning of it, within the bound, and never ends in half of a character', () => {
  assert.equal(cutText('ab🔥', 3), 'ab');
  assert.equal(cutText('ab🔥', 4), 'ab🔥');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (whole, charactersMax) => {
      const cut = cutText(whole, charactersMax);
      return whole.startsWith(cut) && cut.length <= charactersMax && cut.isWellFormed();
    }),
  );
});

test('an instant lies in the years 1 to 9999, in UTC, and no finer than nanoseconds', () => {
  for (const taken of [
    '0001-01-01T00:00:00Z',
    '2026-01-01T08:30:00Z',
    '2026-01-01T08:30:00.123456789Z',
    '2024-02-29T23:59:59.999999999Z',
    '9999-12-31T23:59:59.999Z',
  ]) {
    assert.equal(instantSchema.safeParse(taken).success, true, taken);
  }
  for (const refused of [
    '0000-12-31T23:59:59Z',
    '-000001-01-01T00:00:00Z',
    '+012026-01-01T00:00:00Z',
    '10000-01-01T00:00:00Z',
    '9999-12-31T23:59:59.9995Z',
    `2026-01-01T08:30:00.${'0'.repeat(500)}Z`,
    '2026-02-30T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T08:30:00+02:00',
    '2026-01-01T08:30:00Z\0',
  ]) {
    assert.equal(instantSchema.safeParse(refused).success, false, refused);
  }
});

test('every text of every contract is closed to what the database refuses', () => {
  const schemas = schemasOfContracts();
  assert.ok(schemas.length > 80, `only ${schemas.length} found`);
  assert.deepEqual(
    schemas.flatMap(([name, schema]) => looseTexts(schema, name).map(({ pointer }) => pointer)),
    [],
  );
});

test('every text that comes from outside is bounded', () => {
  const names = Object.keys(contracts).filter((name) =>
    /Input|Action|socket(Auth|Resume|Subscribe)/.test(name),
  );
  const inputs = [
    ...schemasOfContracts().filter(([name]) => names.includes(name)),
    ...[
      'testFeed',
      'discoverFeed',
      'dryRunFeed',
      'predict',
      'train',
      'cancelTraining',
      'deployModel',
      'tagModel',
      'actOnAlert',
    ].map((name) => [name, requestOf(name)] as const),
  ];
  const sent = rest.ALL_ROUTES.flatMap(({ method, path, query, body }) =>
    [query, body].flatMap((schema) => (schema === undefined ? [] : [[`${method} ${path}`, schema] as const])),
  );
  assert.ok(inputs.length > 10 && sent.length > 30);
  const unbounded = [...inputs, ...sent].flatMap(([name, schema]) =>
    looseTexts(schema, name, { isBounded: true }),
  );
  assert.deepEqual(
    unbounded.map(({ pointer }) => pointer),
    [],
  );
});

test('the walk finds what is left open', () => {
  const open = z.object({
    a: z.string(),
    b: z.array(z.record(z.string(), z.number())),
    c: z.uuid(),
    d: platformText,
  });
  assert.deepEqual(
    looseTexts(open, '', { isBounded: true }).map(({ pointer }) => pointer),
    ['/a', '/b/*/(names)', '/d'],
  );
});

test('a code made of any text is a code', () => {
  assert.equal(logCodeOf('x\0y\ud800'), 'x_y_');
});

function schemasOfContracts(): (readonly [string, z.ZodType])[] {
  const exported = Object.entries(contracts).flatMap(([name, value]): [string, z.ZodType][] =>
    value instanceof z.ZodType && !QUOTING.includes(name) ? [[name, value]] : [],
  );
  const asked = Object.entries(contracts.RPC).flatMap(([name, { request, reply }]): [string, z.ZodType][] => [
    [`${name} request`, request],
    [`${name} reply`, reply],
  ]);
  return [...exported, ...asked];
}

function requestOf(name: string): z.ZodType {
  const found = Object.entries(contracts.RPC).find(([each]) => each === name);
  if (found === undefined) throw new Error(`no question ${name}`);
  return found[1].request;
}
