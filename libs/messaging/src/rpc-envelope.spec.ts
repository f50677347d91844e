import assert from 'node:assert/strict';
import type { RpcContract } from '@eagle/contracts/bus';
import { AppError, ERRORS, isErrorCode } from '@eagle/contracts/domain';
import { z } from 'zod';
import { decodeReply, errorEnvelope } from './rpc-envelope.js';

const contract: RpcContract = {
  service: 'training',
  name: 'train',
  request: z.object({}),
  reply: z.object({}),
  audience: 'one',
  timeoutMs: 1_000,
  askedBy: [],
};
const messageOf = (text: string) => ({ json: (): unknown => JSON.parse(text) });
const read = (text: string): unknown => decodeReply(contract, messageOf(text));

describe('an error in a reply', () => {
  test('arrives as it was thrown, whatever its code, and its code alone says of which kind it is', () => {
    for (const code of Object.keys(ERRORS).filter(isErrorCode)) {
      const thrown = new AppError(code, `It is ${code}.`, { n: 1 });
      const text = errorEnvelope(thrown);
      assert.throws(() => read(text), {
        code,
        message: thrown.message,
        details: { n: 1 },
        kind: thrown.kind,
        retryable: thrown.retryable,
      });
      assert.doesNotMatch(text, /"(kind|retryable)"/);
    }
  });

  test('of a code that this service does not know may be tried again, and names the code', () => {
    const text = JSON.stringify({ error: { code: 'NEWER.CODE', message: 'It is new.', details: { n: 1 } } });
    assert.throws(() => read(text), {
      code: 'RPC.UNKNOWN_ERROR',
      kind: 'unavailable',
      retryable: true,
      message: 'It is new.',
      details: { n: 1, code: 'NEWER.CODE' },
    });
  });

  test('of a service that still sends a kind is of the kind of its code', () => {
    const error = {
      code: 'TRAINING.RUNNING',
      message: 'One runs.',
      details: {},
      kind: 'bug',
      retryable: true,
    };
    assert.throws(() => read(JSON.stringify({ error })), {
      code: 'TRAINING.RUNNING',
      kind: 'conflict',
      retryable: false,
    });
  });
});
