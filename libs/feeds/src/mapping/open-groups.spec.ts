import assert from 'node:assert/strict';
import { assetIdSchema } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { OpenGroups } from './open-groups.js';
import { ScanGroup } from './scan-group.js';

const assetId = assetIdSchema.parse('pump-1');
const groupAt = (eventTimeMs: number): ScanGroup =>
  new ScanGroup(assetId, eventTimeMs, { readAtMs: 0, steadyMs: 0 }, 1);

test('holds the same as a Map by event time, in order, under any additions and removals', () => {
  const steps = fc.array(fc.record({ atMs: fc.nat(20), goes: fc.boolean() }), { maxLength: 60 });
  fc.assert(
    fc.property(steps, (taken) => {
      const open = new OpenGroups();
      const expected = new Map<number, ScanGroup>();
      for (const { atMs, goes } of taken) {
        const known = expected.get(atMs);
        assert.equal(open.of(atMs), known);
        if (known === undefined) {
          const group = groupAt(atMs);
          open.add(group);
          expected.set(atMs, group);
        } else if (goes) {
          open.remove(known);
          expected.delete(atMs);
        }
        const inOrder = [...expected.values()].sort((a, b) => a.eventTimeMs - b.eventTimeMs);
        assert.deepEqual(open.inOrder(), inOrder);
        assert.equal(open.oldest, inOrder[0]);
        assert.equal(open.size, inOrder.length);
      }
    }),
  );
});

test('lets a group go once only', () => {
  const open = new OpenGroups();
  const [first, other] = [groupAt(1), groupAt(1)];
  open.add(first);
  open.remove(first);
  open.add(other);
  open.remove(first);
  assert.equal(open.of(1), other);
});
