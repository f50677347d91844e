import assert from 'node:assert/strict';
import type { BrokerHealth } from '@eagle/messaging';
import { StoreWatch } from './store-watch.js';

const GiB = 1024 ** 3;
const FULL: BrokerHealth = { ok: false, problem: 'store-full', reason: 'The disk is full.' };

function watched(bytes = 100 * GiB) {
  const world = {
    health: { ok: true } as BrokerHealth,
    freeBytes: 0,
    isDiskAway: false,
    nowMs: 0,
    restarts: 0,
    said: [] as string[],
  };
  const watch = new StoreWatch({
    health: async () => world.health,
    room: async () => {
      if (world.isDiskAway) throw new Error('stale file handle');
      return { freeBytes: world.freeBytes, bytes };
    },
    restart: () => (world.restarts += 1),
    say: (text) => world.said.push(text),
    nowMs: () => world.nowMs,
  });
  return { world, watch };
}

describe('the watch over the message store', () => {
  test('reports at once, and once, that the store is full, and restarts the broker as soon as there is room', async () => {
    const { world, watch } = watched();
    await watch.look();
    world.health = FULL;
    await watch.look();
    await watch.look();
    assert.deepEqual(world.said, ['The disk is full.']);
    assert.equal(world.restarts, 0, 'a start without room would fail again');
    world.freeBytes = GiB;
    await watch.look();
    assert.equal(world.restarts, 1);
    world.health = { ok: true };
    await watch.look();
    assert.equal(world.said.at(-1), 'the message server stores messages again');
  });

  test('waits longer after each restart that did not help', async () => {
    const { world, watch } = watched();
    [world.health, world.freeBytes] = [FULL, GiB];
    const restartsAt: number[] = [];
    for (world.nowMs = 0; world.nowMs <= 80_000; world.nowMs += 1_000) {
      const before = world.restarts;
      await watch.look();
      if (world.restarts > before) restartsAt.push(world.nowMs);
    }
    assert.deepEqual(restartsAt, [0, 5_000, 15_000, 35_000, 75_000]);
  });

  test('requires only a share of a small disk', async () => {
    const { world, watch } = watched(64 * 1024 ** 2);
    [world.health, world.freeBytes] = [FULL, 4 * 1024 ** 2];
    await watch.look();
    assert.equal(world.restarts, 1);
  });

  test('reports once that the disk gives no answer, and once that it answers again', async () => {
    const { world, watch } = watched();
    [world.health, world.isDiskAway] = [FULL, true];
    await watch.look();
    await watch.look();
    [world.isDiskAway, world.freeBytes] = [false, GiB];
    await watch.look();
    assert.equal(world.restarts, 1);
    assert.deepEqual(
      world.said.map((text) =>
        text.replace(/^.*(full|does not report|reports its free space again|has room|is room).*$/i, '$1'),
      ),
      ['full', 'does not report', 'reports its free space again', 'is room'],
    );
  });

  test('leaves an unresponsive broker to its supervisor', async () => {
    const { world, watch } = watched();
    [world.health, world.freeBytes] = [{ ok: false, problem: 'no-answer', reason: 'It is down.' }, GiB];
    await watch.look();
    assert.deepEqual([world.restarts, world.said], [0, []]);
  });
});
