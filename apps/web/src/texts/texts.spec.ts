import { readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { de } from './de/index.js';
import { en } from './en/index.js';
import { argumentsOf, MessageWriter, parseMessage } from './message.js';
import { textsOf } from './texts-of.js';

const keys = Object.keys(en).filter((key): key is keyof typeof en => key in en);

describe('the catalogues', () => {
  test('hold only messages that can be read, with the same values in both languages', () => {
    for (const key of keys) {
      const [english, german] = [argumentsOf(en[key]), argumentsOf(de[key])];
      expect([key, [...german].sort()]).toEqual([key, [...english].sort()]);
    }
  });

  test('translate every text', () => {
    for (const key of keys) expect([key, de[key].trim().length > 0]).toEqual([key, true]);
  });

  test('list every file of texts', () => {
    for (const language of ['en', 'de']) {
      const folder = path.resolve(import.meta.dirname, language);
      const files = readdirSync(folder).filter((name) => name.endsWith('.js') && name !== 'index.js');
      for (const file of files) {
        const prefix = file.replace('.js', '');
        expect([file, keys.some((key) => key.startsWith(`${prefix}.`))]).toEqual([file, true]);
      }
    }
  });
});

describe('a message', () => {
  test('counts in the plural of its language', () => {
    const tries = 'sign-in.failed-tries';
    expect(textsOf('en', en).t(tries, { count: 1 })).toMatch(/^A wrong password was tried/);
    expect(textsOf('en', en).t(tries, { count: 1_200 })).toMatch(/^1,200 wrong passwords were tried/);
    expect(textsOf('de', de).t(tries, { count: 1_200 })).toMatch(/^1\.200 falsche Passwörter wurden/);
  });

  test('chooses by a word, and writes numbers as its language does', () => {
    const writer = new MessageWriter('de');
    const message =
      '{kind, select, a {A {n}} other {{n} und #}} {count, plural, =0 {keine} one {eins} other {#}}';
    expect(writer.write(message, { kind: 'a', n: 1_500, count: 0 })).toBe('A 1.500 keine');
    expect(writer.write(message, { kind: 'x', n: 2, count: 1 })).toBe('2 und # eins');
  });

  test('writes quoted braces, and any other text as it is', () => {
    const writer = new MessageWriter('en');
    expect(writer.write("'{'x'}' it's")).toBe("{x} it's");
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/[{}]/.test(text) && !text.includes("'"));
        expect(writer.write(text)).toBe(text);
      }),
    );
  });

  test('that is broken is refused with its place', () => {
    for (const broken of [
      '{',
      '}',
      '{count, plural, one {x}}',
      '{a, plural, other {x}',
      '{a, date}',
      '{a b}',
    ]) {
      expect(() => parseMessage(broken)).toThrow(SyntaxError);
    }
  });

  test('sets a name apart that is written from right to left, and leaves others as they are', () => {
    const { t } = textsOf('en', en);
    expect(t('frame.acting', { organization: 'مصنع' })).toBe('You act in \u2068مصنع\u2069.');
    expect(t('frame.acting', { organization: 'Plant 🏭' })).toBe('You act in Plant 🏭.');
  });

  test('holds what a person typed without reading it', () => {
    const typed = '{count, plural, other {#}} <script>';
    expect(textsOf('en', en).t('states.filtered-to-nothing', { filters: typed })).toBe(
      `Nothing matches ${typed}.`,
    );
  });
});
