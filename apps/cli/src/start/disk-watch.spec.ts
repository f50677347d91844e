import assert from 'node:assert/strict';
import { DiskWatch, lackOfRoom } from './disk-watch.js';

const MiB = 1024 ** 2;
const GiB = 1024 * MiB;

describe('the watch over the disk of the state folder', () => {
  test('reports once that it is nearly full, and once that there is room again', async () => {
    const said: string[] = [];
    let freeBytes = 10 * GiB;
    const watch = new DiskWatch(
      '/state',
      async () => ({ freeBytes, bytes: 100 * GiB }),
      (text) => said.push(text),
    );
    await watch.look();
    freeBytes = 100 * MiB;
    await watch.look();
    freeBytes = 0;
    await watch.look();
    freeBytes = 10 * GiB;
    await watch.look();
    watch.stop();
    assert.equal(said.length, 2);
    assert.match(said[0] ?? '', /\/state is nearly full \(100 MiB are left\).*free space/);
    assert.match(said[1] ?? '', /has room again/);
  });

  test('reports once that it gives no answer, and once that there is room again', async () => {
    const said: string[] = [];
    let isAway = false;
    const watch = new DiskWatch(
      '/state',
      async () => {
        if (isAway) throw new Error('stale file handle');
        return { freeBytes: 10 * GiB, bytes: 100 * GiB };
      },
      (text) => said.push(text),
    );
    for (const away of [false, true, true, false, false]) {
      isAway = away;
      await watch.look();
    }
    watch.stop();
    assert.equal(said.length, 2);
    assert.match(said[0] ?? '', /\/state does not report its free space \(stale file handle\)/);
    assert.match(said[1] ?? '', /has room again/);
  });

  test('requires only a share of a small disk', () => {
    assert.equal(lackOfRoom('/state', { freeBytes: 10 * MiB, bytes: 200 * MiB }), null);
    assert.match(lackOfRoom('/state', { freeBytes: 0, bytes: 200 * MiB }) ?? '', /is full/);
  });
});
