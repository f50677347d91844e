import { GarbageAccount } from './garbage-account.js';

test('the collector runs by the bytes that are let go, all garbage less often than the young', () => {
  const runs: string[] = [];
  const garbage = new GarbageAccount(({ type }) => runs.push(type));
  for (let i = 0; i < 64; i += 1) garbage.add(1024 * 1024);
  expect(runs).toEqual([...Array.from({ length: 7 }, () => 'minor'), 'major']);
});

test('the collector of this process can be called', () => {
  const garbage = new GarbageAccount();
  expect(() => garbage.add(100 * 1024 * 1024)).not.toThrow();
});
