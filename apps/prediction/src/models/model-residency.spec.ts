import assert from 'node:assert/strict';
import { organizationIdSchema, type OrganizationId } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { nextVictim, type Resident } from './model-residency.js';

const organization = (n: number): OrganizationId =>
  organizationIdSchema.parse(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
const resident = (n: number, bytes: number, lastUsedAtMs: number, isSpare = false): Resident => ({
  organizationId: organization(n),
  bytes,
  isSpare,
  lastUsedAtMs,
});
const floor = { floorBytes: 100, floorMs: 1_000 };

describe('the model that is evicted', () => {
  test('is the least recently used of another organization', () => {
    const residents = [resident(1, 200, 10), resident(2, 200, 5), resident(3, 200, 20)];
    assert.equal(nextVictim(residents, organization(9), 100, floor), residents[1]);
    assert.equal(nextVictim(residents, organization(2), 100, floor), residents[0]);
    assert.equal(nextVictim([residents[1] ?? resident(2, 1, 1)], organization(2), 100, floor), null);
  });

  test('is never a small one in use while there is a larger or an idle one', () => {
    const small = resident(1, 100, 500);
    const large = resident(2, 101, 900);
    assert.equal(nextVictim([small, large], organization(9), 1_000, floor), large);
    assert.equal(
      nextVictim([small, large], organization(9), 1_500, floor),
      small,
      'idle for as long as the floor holds',
    );
    assert.equal(nextVictim([small], organization(9), 1_000, floor), small);
  });

  test('is one in shadow before any live one, even of the requesting organization', () => {
    const serving = resident(1, 200, 5);
    const shadow = resident(9, 50, 900, true);
    assert.equal(nextVictim([serving, shadow], organization(9), 1_000, floor), shadow);
    assert.equal(nextVictim([serving, shadow], organization(1), 1_000, floor), shadow);
  });

  test('is the first of all sorted by priority', () => {
    const residents = fc.array(
      fc.record({
        n: fc.integer({ min: 0, max: 5 }),
        bytes: fc.integer({ min: 50, max: 150 }),
        at: fc.nat(2_000),
        isSpare: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(residents, (entries) => {
        const all = entries.map(({ n, bytes, at, isSpare }) => resident(n, bytes, at, isSpare));
        const protection = ({ bytes, lastUsedAtMs, isSpare }: Resident): number => {
          if (isSpare) return -1;
          return bytes <= floor.floorBytes && 2_000 - lastUsedAtMs < floor.floorMs ? 1 : 0;
        };
        const [expected] = all
          .filter(({ organizationId, isSpare }) => isSpare || organizationId !== organization(0))
          .sort((a, b) => protection(a) - protection(b) || a.lastUsedAtMs - b.lastUsedAtMs);
        assert.equal(nextVictim(all, organization(0), 2_000, floor), expected ?? null);
      }),
    );
  });
});
