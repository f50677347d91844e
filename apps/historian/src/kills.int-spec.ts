import { killRun, VICTIMS } from './fixtures/kill-run.js';

test('historian, message server and database are killed under load, and every row is stored once', async () => {
  // `npm run historian:kills` kills fifty times. This seed kills each of the three.
  const { kills, scans, missing, doubled } = await killRun({ kills: 6, seed: 3, say: () => undefined });
  expect(VICTIMS.map((victim) => kills[victim] > 0)).toEqual([true, true, true]);
  expect({ missing, doubled }).toEqual({ missing: 0, doubled: 0 });
  expect(scans).toBeGreaterThan(100);
});
