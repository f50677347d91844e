import assert from 'node:assert/strict';
import { AppError, organizationIdSchema } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { z } from 'zod';
import { dispositionOf, ORDERED_CONSUMER_LIMITS, DURABLE_CONSUMER_LIMITS } from './acknowledgement.js';
import { codeOfKind, ERROR_KINDS } from './error-codes.fixture.js';
import { assertTenant, tenantOf } from './tenant.js';

const actionOf = (error: unknown, deliveries: number, limits = DURABLE_CONSUMER_LIMITS) =>
  dispositionOf(error, deliveries, limits, 0.5).action;

describe('the disposition of a message after its handler failed', () => {
  test('is the dead letters at once where a retry cannot help', () => {
    for (const kind of ['invalid', 'forbidden', 'unauthenticated'] as const) {
      assert.equal(actionOf(new AppError(codeOfKind(kind), ''), 1), 'dead-letter');
    }
    assert.equal(actionOf(z.string().safeParse(1).error, 1), 'dead-letter');
  });

  test('is a few retries for a possible bug, many for an unavailable dependency', () => {
    assert.equal(actionOf(new TypeError('x'), 2), 'retry');
    assert.equal(actionOf(new TypeError('x'), 3), 'dead-letter');
    assert.equal(actionOf(new AppError('BUS.NO_ANSWER', ''), 9), 'retry');
    assert.equal(actionOf(new AppError('BUS.NO_ANSWER', ''), 10), 'dead-letter');
    assert.equal(actionOf(new AppError('BUS.NO_ANSWER', ''), 1_000_000, ORDERED_CONSUMER_LIMITS), 'retry');
  });

  test('retries an error that is declared retryable, whatever its kind', () => {
    assert.equal(actionOf(new AppError('DATABASE.SERIALIZATION', ''), 5), 'retry');
  });

  test('never waits longer than five seconds, and ends for every kind of error', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ERROR_KINDS),
        fc.integer({ min: 1, max: 100 }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (kind, deliveries, random) => {
          const disposition = dispositionOf(
            new AppError(codeOfKind(kind), ''),
            deliveries,
            DURABLE_CONSUMER_LIMITS,
            random,
          );
          if (disposition.action === 'retry') {
            assert.ok(disposition.delayMs >= 50 && disposition.delayMs <= 5_000);
            assert.ok(deliveries < 10);
          } else {
            assert.equal(disposition.code, codeOfKind(kind));
          }
        },
      ),
    );
  });
});

describe('the tenant of a message', () => {
  const organizationId = organizationIdSchema.parse('6f0f2b0e-52a5-4d5b-9d0a-1f0c7b3f0a11');
  const message = { organizationId, subject: `scans.${organizationId}.line-1` };

  test('is the second token of its subject', () => {
    assert.equal(tenantOf(message.subject), organizationId);
    assert.throws(() => tenantOf('scans.acme.line-1'), { code: 'BUS.SUBJECT_INVALID' });
    assert.throws(() => tenantOf('scans'), { code: 'BUS.SUBJECT_INVALID' });
  });

  test('must be that of the payload', () => {
    assertTenant(message, organizationId);
    assert.throws(() => assertTenant(message, '6f0f2b0e-52a5-4d5b-9d0a-1f0c7b3f0a12'), {
      code: 'BUS.WRONG_TENANT',
      kind: 'forbidden',
    });
  });
});
