import assert from 'node:assert/strict';
import { viewOf } from '@eagle/alerts/render';
import { organizationIdSchema } from '@eagle/contracts/domain';
import type { AlertPush } from '@eagle/contracts/socket';
import fc from 'fast-check';
import { alertOf } from '../fixtures/seed.fixture.js';
import { AlertPages, PAGE_EVENTS_MAX, type AlertPage } from './alert-pages.js';

const organizationId = organizationIdSchema.parse('00000000-0000-4000-8000-000000000001');
const otherId = organizationIdSchema.parse('00000000-0000-4000-8000-000000000002');
const alert = viewOf(alertOf(organizationId));

/** A stream with an event at every third sequence, and a count of its reads. */
class Stream {
  reads = 0;

  constructor(readonly newest: number) {}

  readonly read = async (
    id: typeof organizationId,
    { afterSequence, upToSequence }: { afterSequence: number; upToSequence: number },
  ): Promise<AlertPage> => {
    this.reads += 1;
    await new Promise((resolve) => setImmediate(resolve));
    const pushes = this.events(id, afterSequence, upToSequence).slice(0, PAGE_EVENTS_MAX);
    const last = pushes.at(-1)?.cursor;
    return {
      afterSequence,
      lastSequence: pushes.length < PAGE_EVENTS_MAX || last === undefined ? upToSequence : last,
      pushes,
      missingUpTo: 0,
    };
  };

  events(id: typeof organizationId, afterSequence: number, upToSequence: number): AlertPush[] {
    const pushes: AlertPush[] = [];
    for (let cursor = 3; cursor <= Math.min(upToSequence, this.newest); cursor += 3) {
      if (cursor > afterSequence) pushes.push({ cursor, organizationId: id, change: 'raised', alert });
    }
    return pushes;
  }
}

async function replayed(
  pages: AlertPages,
  id: typeof organizationId,
  from: number,
  to: number,
): Promise<number[]> {
  const got: number[] = [];
  let reached = from;
  while (reached < to) {
    const page = await pages.page(id, { afterSequence: reached, upToSequence: to });
    got.push(...page.pushes.map(({ cursor }) => cursor).filter((cursor) => cursor > reached && cursor <= to));
    reached = page.lastSequence;
  }
  return got;
}

describe('pages of the alert stream', () => {
  test('give every client the events of the stream, for any range and order of reads', async () => {
    const request = fc.record({
      id: fc.constantFrom(organizationId, otherId),
      from: fc.nat(9_000),
      length: fc.integer({ min: 1, max: 4_000 }),
      waits: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(request, { maxLength: 12 }), async (requests) => {
        const stream = new Stream(9_000);
        const pages = new AlertPages(stream.read);
        const running: Promise<void>[] = [];
        for (const { id, from, length, waits } of requests) {
          const one = replayed(pages, id, from, from + length).then((got) => {
            const expected = stream.events(id, from, from + length).map(({ cursor }) => cursor);
            assert.deepEqual(got, expected);
          });
          running.push(one);
          if (waits) await one;
        }
        await Promise.all(running);
      }),
      { numRuns: 60 },
    );
  });

  test('are read once for hundreds of clients that missed nearly the same events', async () => {
    const stream = new Stream(3_000);
    const pages = new AlertPages(stream.read);
    await Promise.all(
      Array.from({ length: 300 }, (_, i) => replayed(pages, organizationId, 1_500 + (i % 2), 3_000)),
    );
    assert.ok(stream.reads <= 5, `${stream.reads} reads`);
  });

  test('are read again after a failure', async () => {
    let isBroken = true;
    const stream = new Stream(30);
    const pages = new AlertPages(async (id, range) => {
      if (isBroken) throw new Error('the bus is gone');
      return stream.read(id, range);
    });
    await assert.rejects(replayed(pages, organizationId, 0, 30), /the bus is gone/);
    isBroken = false;
    assert.equal((await replayed(pages, organizationId, 0, 30)).length, 10);
  });
});
