import assert from 'node:assert/strict';
import { BAD_WORDS } from './bad-words.js';
import { NumberFormGuess, NumberReader, PLAIN_NUMBERS, type NumberForm } from './number-reader.js';

/** For a table with cells separated by semicolons. */
const formOf = (...texts: string[]) => formWhere(false, texts);

function formWhere(pointIsUsual: boolean, texts: readonly string[]) {
  const guess = new NumberFormGuess(pointIsUsual);
  texts.forEach((text, line) => guess.add(text, () => ({ line, column: 's1', text })));
  return guess.finish();
}

const european: NumberForm = { decimal: ',', thousands: '.', isSettled: true };

describe('how a table writes numbers', () => {
  test('is decided by cells that can be read in only one way', () => {
    assert.deepEqual(formOf('1', '2.5'), PLAIN_NUMBERS);
    assert.deepEqual(formWhere(true, ['10.421']), PLAIN_NUMBERS);
    assert.deepEqual(formOf('10.421', '0.500'), PLAIN_NUMBERS);
    assert.deepEqual(formOf('-0,500', '10,421'), { decimal: ',', thousands: null, isSettled: true });
    assert.deepEqual(formOf('3,14'), { decimal: ',', thousands: null, isSettled: true });
    assert.deepEqual(formOf('1.234,5'), european);
    assert.deepEqual(formOf('1.234.567', '3'), european);
    assert.deepEqual(formOf('1,234.5'), { decimal: '.', thousands: ',', isSettled: true });
    assert.deepEqual(formOf('1,234', '0.5'), { decimal: '.', thousands: ',', isSettled: true });
    assert.deepEqual(formOf('1,234,567'), { decimal: '.', thousands: ',', isSettled: true });
  });

  test('is required from the user where it is ambiguous', () => {
    assert.deepEqual(formOf('1,234'), { unclear: [{ line: 0, column: 's1', text: '1,234' }] });
    assert.deepEqual(formOf('1.234'), { unclear: [{ line: 0, column: 's1', text: '1.234' }] });
    const mixed = formOf('2.5', '3,14');
    assert.ok('unclear' in mixed && mixed.unclear.length === 2);
  });
});

describe('a number', () => {
  const plain = new NumberReader(PLAIN_NUMBERS, ['off']);
  test('is read only by the form of its table', () => {
    for (const text of ['1', '-1.5', '+2', '.5', '5.', '1e3', '-1.5E-3', '007'])
      assert.equal(plain.read(text), Number(text), text);
    assert.equal(plain.read('\u22125'), -5);
    assert.equal(plain.read('1 234.5'), 1234.5);
    assert.equal(plain.read("1'234.5"), 1234.5);
    for (const text of ['0x1F', '0b11', '1,5', '1_000', '12%', '1 2', 'e5', '1e999', '--5'])
      assert.equal(plain.read(text), undefined, text);
    const comma = new NumberReader(european, []);
    assert.equal(comma.read('1.234,5'), 1234.5);
    assert.equal(comma.read('3,14'), 3.14);
    assert.equal(comma.read('1.234'), 1234);
    assert.equal(comma.read('3.14'), undefined);
    assert.equal(
      new NumberReader({ decimal: ',', thousands: null, isSettled: true }, []).read('1.234'),
      undefined,
    );
  });

  test('that may be more than a thousand is not read before a cell has decided the form', () => {
    const open = formOf('1', '999');
    assert.ok(!('unclear' in open));
    const reader = new NumberReader(open, []);
    assert.equal(reader.read('1.234'), undefined);
    assert.equal(reader.read('1.25'), 1.25);
  });

  test('is missing where a word stands for it, and the words are counted', () => {
    const reader = new NumberReader(PLAIN_NUMBERS, ['Kaputt']);
    for (const word of ['', ...BAD_WORDS, '#N/A', 'Bad', 'inf', 'I/O Timeout', 'No Data', 'NULL', 'kaputt'])
      assert.ok(Number.isNaN(reader.read(word)), word);
    assert.equal(reader.wordsMet.get('Bad'), 1);
    assert.equal(reader.wordsMet.has(''), false);
    assert.equal(reader.read('unheard of'), undefined);
  });
});
