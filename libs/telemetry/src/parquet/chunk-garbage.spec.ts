import { ChunkGarbage } from './chunk-garbage.js';

test('the collector runs by the bytes that were read, all garbage less often than the young', () => {
  const runs: string[] = [];
  const garbage = new ChunkGarbage(({ type }) => runs.push(type));
  for (let i = 0; i < 64; i += 1) garbage.add(1024 * 1024);
  expect(runs).toEqual([...Array.from({ length: 7 }, () => 'minor'), 'major']);
});

test('the collector of this process can be called', () => {
  const garbage = new ChunkGarbage();
  expect(() => garbage.add(100 * 1024 * 1024)).not.toThrow();
});
