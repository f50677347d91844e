import assert from 'node:assert/strict';
import { feedStatusSchema, type FeedStatus } from '@eagle/contracts/domain';
import { heardFeed, isOld, judgedFeed } from './feed-freshness.js';

const status = (updatedAt: string, overrides: Partial<FeedStatus> = {}): FeedStatus => ({
  ...feedStatusSchema.parse({
    v: 1,
    organizationId: '6f9619ff-8b86-4011-b42d-00c04fc964ff',
    state: 'ok',
    problem: 'none',
    reason: 'Connected; rows come in.',
    rowsRead: 1,
    scansPublished: 1,
    rowsQuarantined: 0,
    rejected: {},
    newestEventAt: null,
    lastReadAt: null,
    lagMs: null,
    watermark: null,
    updatedAt,
    goodForMs: 15_000,
  }),
  ...overrides,
});
const first = status('2025-01-01T00:00:00.000Z');

describe('the status of a feed', () => {
  test('is shown as received while it is valid, and no longer', () => {
    const heard = heardFeed(undefined, first, 1_000);
    assert.equal(judgedFeed(heard, 16_000), first);
    const old = judgedFeed(heard, 41_000);
    assert.deepEqual([old.state, old.problem], ['down', 'not-reported']);
    assert.match(
      old.reason,
      /for 40 seconds: see whether data-processor .* Before, it was: Connected; rows come in\.$/,
    );
  });

  test('is down for all while the message server stores nothing, whatever status the reader reports', () => {
    const heard = heardFeed(undefined, first, 1_000);
    const shown = judgedFeed(heard, 2_000, 'The disk of the message server is full.');
    assert.deepEqual([shown.state, shown.problem], ['down', 'message-store']);
    assert.equal(shown.reason, 'The disk of the message server is full.');
    assert.equal(judgedFeed(heard, 2_000, null), first);
  });

  test('is fresh again with the next status, not with a repetition of the same', () => {
    const heard = heardFeed(undefined, first, 1_000);
    assert.equal(heardFeed(heard, { ...first }, 30_000), heard);
    const next = heardFeed(heard, status('2025-01-01T00:00:30.000Z'), 30_000);
    assert.equal(isOld(next, 45_000), false);
  });

  test('is not judged by its age where the feed is not read', () => {
    const disabled = status('2025-01-01T00:00:00.000Z', {
      goodForMs: null,
      state: 'down',
      problem: 'disabled',
    });
    assert.equal(judgedFeed(heardFeed(undefined, disabled, 0), 1e9), disabled);
  });
});
