import { GarbageAccount } from './garbage-account.js';

const MIB = 1024 * 1024;

test('the collector runs by the bytes that are let go, all garbage less often than the young', () => {
  const runs: string[] = [];
  const garbage = new GarbageAccount(64 * MIB, ({ type }) => runs.push(type));
  for (let i = 0; i < 64; i += 1) garbage.add(MIB);
  expect(runs).toEqual([...Array.from({ length: 7 }, () => 'minor'), 'major']);
});

test('the collector of this process can be called', () => {
  const garbage = new GarbageAccount(64 * MIB);
  expect(() => garbage.add(100 * MIB)).not.toThrow();
});
