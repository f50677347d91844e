import assert from 'node:assert/strict';
import { AppError } from '@eagle/contracts/domain';
import pg from 'pg';
import { databaseError } from './database-error.js';

function withState(code: string): pg.DatabaseError {
  const error = new pg.DatabaseError('it went wrong', 0, 'error');
  error.code = code;
  return error;
}

test('every SQL state has a kind, and only those that a retry can mend are retryable', () => {
  const expected: readonly (readonly [string, string, boolean])[] = [
    ['08006', 'unavailable', true],
    ['57P01', 'unavailable', true],
    ['53100', 'unavailable', true],
    ['53200', 'unavailable', true],
    ['58030', 'unavailable', true],
    ['53300', 'exhausted', true],
    ['57014', 'timeout', true],
    ['55P03', 'timeout', true],
    ['40001', 'conflict', true],
    ['40P01', 'conflict', true],
    ['23505', 'conflict', false],
    ['23503', 'conflict', false],
    ['42501', 'forbidden', false],
    ['23514', 'invalid', false],
    ['22P02', 'invalid', false],
    ['42P01', 'bug', false],
  ];
  for (const [state, kind, retryable] of expected) {
    const mapped = databaseError(withState(state));
    assert.ok(mapped instanceof AppError);
    assert.deepEqual([mapped.kind, mapped.retryable], [kind, retryable], state);
  }
});

test('a lost connection is unavailable however it shows', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  for (const error of [
    refused,
    new AggregateError([refused]),
    new Error('Connection terminated unexpectedly'),
  ]) {
    const mapped = databaseError(error);
    assert.ok(mapped instanceof AppError);
    assert.equal(mapped.code, 'DATABASE.UNAVAILABLE');
    assert.equal(mapped.cause, error);
  }
});

test('what did not come from the database stays as it is', () => {
  for (const error of [new RangeError('x'), new AppError('ALERT.NOT_FOUND', 'x'), 'text', undefined]) {
    assert.equal(databaseError(error), error);
  }
});
