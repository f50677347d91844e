import assert from 'node:assert/strict';
import { AppError } from '@eagle/contracts/domain';
import { problemSchema } from '@eagle/contracts/rest';
import { NotFoundException } from '@nestjs/common';
import { cutPage, decodeCursor, encodeCursor } from './page.js';
import { problemOf } from './problem.js';
import { jsonPointer } from './request-validation.js';
import { z } from 'zod';

describe('problemOf', () => {
  test('shows the text of an expected failure', () => {
    const error = new AppError('ALERT.NOT_FOUND', 'There is no such alert.', { secret: 1 });
    assert.deepEqual(problemOf(error, '/x'), {
      type: 'urn:eagle:problem:alert:not-found',
      title: 'Not Found',
      status: 404,
      detail: 'There is no such alert.',
      code: 'ALERT.NOT_FOUND',
      instance: '/x',
    });
  });

  test('shows nothing of an unexpected failure', () => {
    const leaks = [
      new Error('connect ECONNREFUSED 10.0.0.3:5432'),
      new AppError('DATABASE.FAILED', 'users_email_key at 10.0.0.3'),
      new AppError('DATABASE.VALUE_REFUSED', 'column users_email_key at 10.0.0.3'),
      new AppError('DATABASE.ROW_FORBIDDEN', 'users_email_key at 10.0.0.3'),
      Object.assign(new Error('10.0.0.3'), { statusCode: 500 }),
      'users_email_key',
      null,
      undefined,
    ];
    for (const error of leaks) {
      const reported = problemSchema.parse(problemOf(error, '/x'));
      assert.deepEqual([reported.status, reported.code], [500, 'INTERNAL.UNEXPECTED']);
      assert.doesNotMatch(JSON.stringify(reported), /10\.0\.0\.3|users_email_key/);
    }
  });

  test('shows that storage is unreachable', () => {
    assert.equal(problemOf(new AppError('DATABASE.UNAVAILABLE', 'away'), '/x').status, 503);
  });

  test('keeps the status of a refusal by the framework, but not its text', () => {
    const reported = problemOf(new NotFoundException('Cannot GET /secret'), '/x');
    assert.deepEqual([reported.status, reported.code], [404, 'HTTP.NOT_FOUND']);
    assert.doesNotMatch(reported.detail, /secret/);
    assert.equal(
      problemOf(Object.assign(new Error(), { statusCode: 413 }), '/x').code,
      'HTTP.PAYLOAD_TOO_LARGE',
    );
  });
});

describe('pages', () => {
  test('say where the next page begins, and nothing after the last', () => {
    const cut = (rows: number[]) => cutPage(rows, 2, String, (row) => [row]);
    assert.deepEqual(cut([1, 2, 3]), { items: ['1', '2'], nextCursor: encodeCursor([2]) });
    assert.deepEqual(cut([1, 2]), { items: ['1', '2'], nextCursor: null });
    assert.deepEqual(cut([]), { items: [], nextCursor: null });
  });

  test('accept only cursors of their own list', () => {
    const position = z.tuple([z.number()]);
    assert.deepEqual(decodeCursor(encodeCursor([7]), position), [7]);
    for (const cursor of ['', 'x', encodeCursor(['7']), encodeCursor([7, 8])]) {
      assert.throws(() => decodeCursor(cursor, position), { code: 'REQUEST.CURSOR_UNREADABLE' });
    }
  });
});

describe('jsonPointer', () => {
  test('writes a path as RFC 6901 does', () => {
    assert.equal(jsonPointer(['rules', 2, 'a/b~c']), '/rules/2/a~1b~0c');
    assert.equal(jsonPointer([]), '');
  });
});
