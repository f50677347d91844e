import { setTimeout as delay } from 'node:timers/promises';
import { endedWhenIdle } from './idle-reader.js';

async function* numbers(onReturn: () => void): AsyncGenerator<number> {
  try {
    for (let i = 0; ; i += 1) yield i;
  } finally {
    onReturn();
  }
}

test('a reader that takes too long loses its place, and learns of it when it asks again', async () => {
  const { promise: returned, resolve } = Promise.withResolvers<void>();
  const { promise: ended, resolve: onEnd } = Promise.withResolvers<void>();
  const reader = endedWhenIdle(numbers(resolve), 1, onEnd);
  expect(await reader.next()).toEqual({ value: 0, done: false });
  // Nothing is asked for: both happen without the reader.
  await returned;
  await ended;
  await expect(reader.next()).rejects.toMatchObject({ code: 'TELEMETRY.READER_TOO_SLOW', kind: 'timeout' });
});

test('a reader in time gets everything, and a reader that stops early ends what it reads', async () => {
  let returned = 0;
  let ended = 0;
  const read: number[] = [];
  const items = numbers(() => (returned += 1));
  for await (const item of endedWhenIdle(items, 60_000, () => (ended += 1))) {
    read.push(item);
    await delay(0);
    if (item === 3) break;
  }
  expect([read, returned, ended]).toEqual([[0, 1, 2, 3], 1, 1]);
});
