import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkPage, type StoredLink } from './check-chain.js';
import { Sealer, type SealedContent } from './seal.js';

const sealer = new Sealer('a1'.repeat(32));
const CHAIN = '00000000-0000-4000-8000-000000000001';

const contentOf = (id: number, change: Partial<SealedContent> = {}): SealedContent => ({
  ...{
    id,
    atMs: 1_000 * id,
    actorId: null,
    correlationId: null,
    action: 'A.B',
    target: `x/${id}`,
    details: '{}',
  },
  ...change,
});

/** Sealed entries with the ids 1 to n. */
function sealed(n: number, by = sealer): StoredLink[] {
  let seal = by.first(CHAIN);
  return Array.from({ length: n }, (_, index) => {
    const content = contentOf(index + 1);
    seal = by.seal(seal, content);
    return { content, seal };
  });
}

const check = (links: readonly StoredLink[], headId: number) =>
  checkPage(sealer, { id: 0, seal: sealer.first(CHAIN) }, links, headId);

describe('a sealed chain', () => {
  test('is followed to its end, and new entries are sealed as if they had been there', () => {
    const links = sealed(10);
    assert.deepEqual(check(links, 10).found, null);
    const unsealed = links.map((link, index) => (index < 6 ? link : { ...link, seal: null }));
    const checked = check(unsealed, 6);
    assert.equal(checked.found, null);
    assert.deepEqual(
      checked.unsealed.map(({ seal }) => seal),
      links.slice(6).map(({ seal }) => seal),
    );
    assert.deepEqual(checked.upTo, { id: 10, seal: links[9]?.seal });
  });

  test('shows every change of any part of any entry, a missing one, one put in and two that changed places', () => {
    const length = 12;
    const change = fc.oneof(
      fc.record({ action: fc.string() }),
      fc.record({ target: fc.string() }),
      fc.record({ details: fc.json() }),
      fc.record({ atMs: fc.integer() }),
      fc.record({ actorId: fc.uuid() }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: length - 1 }), change, (at, changed) => {
        const links = sealed(length);
        const [one] = links.slice(at, at + 1);
        assert.ok(one !== undefined);
        const content = { ...one.content, ...changed };
        const isSame = JSON.stringify(content) === JSON.stringify(one.content);
        const tampered = links.with(at, { content, seal: one.seal });
        assert.deepEqual(check(tampered, length).found, isSame ? null : { reason: 'changed', id: at + 1 });
        if (at < length - 1) {
          const without = links.toSpliced(at, 1);
          assert.deepEqual(check(without, length).found, { reason: 'changed', id: at + 2 });
        }
        const put = links.toSpliced(at, 0, { content: contentOf(at + 0.5), seal: null });
        assert.deepEqual(check(put, length).found, { reason: 'unsealed', id: at + 0.5 });
      }),
    );
  });

  test('cannot be sealed anew by somebody without the key', () => {
    const forged = sealed(5, new Sealer('b2'.repeat(32)));
    assert.deepEqual(check(forged, 5).found, { reason: 'changed', id: 1 });
  });

  test('has seals that are invalid in another chain', () => {
    const elsewhere = checkPage(sealer, { id: 0, seal: sealer.first('platform') }, sealed(3), 3);
    assert.deepEqual(elsewhere.found, { reason: 'changed', id: 1 });
  });

  test('has heads that only the holder of the key can make', () => {
    const head = sealer.head(CHAIN, 7, sealer.first(CHAIN));
    assert.ok(sealer.isOurs(head));
    for (const change of [
      { id: 8 },
      { chain: 'platform' },
      { seal: '0'.repeat(64) },
      { mac: '0'.repeat(64) },
    ]) {
      assert.ok(!sealer.isOurs({ ...head, ...change }));
    }
  });
});
