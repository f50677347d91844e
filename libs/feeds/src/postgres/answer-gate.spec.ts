import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AnswerGate } from './answer-gate.js';
import {
  announcement,
  answer,
  complete,
  letIn,
  notice,
  ready,
  row,
  setting,
} from './hostile-server.fixture.js';

const gate = (): AnswerGate => new AnswerGate({ isVerifiedTls: false, now: () => 0 });

/**
 * Feeds a stream in pieces of the given lengths. @returns the error, null where the stream passes.
 */
function outcome(stream: Buffer, lengths: readonly number[]): string | null {
  const looking = gate();
  looking.expect(100);
  try {
    let at = 0;
    for (const length of [...lengths, stream.length]) {
      if (at < stream.length) looking.look(stream.subarray(at, at + length));
      at += length;
    }
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const cell = fc.option(fc.string({ maxLength: 40 }));
const honest = fc
  .array(fc.tuple(cell, cell, cell), { maxLength: 20 })
  .map((rows) =>
    Buffer.concat([
      letIn,
      setting('TimeZone', 'UTC'),
      ready,
      notice('so'),
      announcement('news'),
      answer(3, rows),
      setting('x', 'y'),
    ]),
  );
const pieces = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 40 });

describe('the gate between a server and the driver', () => {
  test('lets an honest answer through, in whatever pieces it comes', () => {
    fc.assert(fc.property(honest, pieces, (stream, lengths) => assert.equal(outcome(stream, lengths), null)));
  });

  test('judges any bytes the same in whatever pieces they come', () => {
    const spoilt = fc.tuple(
      honest,
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }),
    );
    fc.assert(
      fc.property(spoilt, pieces, ([stream, changes], lengths) => {
        for (const [at, byte] of changes) stream[at % stream.length] = byte;
        const whole = outcome(stream, []);
        const inPieces = outcome(stream, lengths);
        assert.equal(inPieces === null, whole === null, `${whole} but in pieces ${inPieces}`);
      }),
    );
  });

  test('counts the rows of each statement, also of one that is sent before the last was answered', () => {
    const looking = gate();
    looking.look(Buffer.concat([letIn, ready]));
    looking.expect(1);
    looking.expect(2);
    looking.look(answer(1, [['1']]));
    looking.look(answer(1, [['1'], ['2']]));
    looking.expect(1);
    assert.throws(() => looking.look(answer(1, [['1'], ['2']])), { code: 'FEED.SOURCE_MISBEHAVES' });
  });

  test('reports how many bytes of the answer came so far', () => {
    const looking = gate();
    looking.look(Buffer.concat([letIn, ready]));
    assert.equal(looking.answerBytes, 0);
    looking.expect(1);
    const whole = answer(1, [['x'.repeat(1_000)]]);
    looking.look(whole.subarray(0, 500));
    assert.equal(looking.answerBytes, 500);
    looking.look(whole.subarray(500));
    assert.equal(looking.answerBytes, 0);
  });

  test('refuses rows where no statement waits for an answer', () => {
    const looking = gate();
    looking.look(Buffer.concat([letIn, ready]));
    assert.throws(() => looking.look(row('1')), { code: 'FEED.SOURCE_MISBEHAVES' });
    const another = gate();
    another.look(Buffer.concat([letIn, ready]));
    assert.throws(() => another.look(complete), { code: 'FEED.SOURCE_MISBEHAVES' });
  });
});
