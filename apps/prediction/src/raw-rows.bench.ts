import { performance } from 'node:perf_hooks';
import { mulberry32, treeOnnx } from '@eagle/models/fixtures';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/**
 * Time of raw onnxruntime for a row of a batch of 64 on one thread, 100 trees x 183 features: the
 * reference of the bench. The fastest of a few rounds counts, so that a single preemption does not
 * show. Prints JSON.
 */
const [TREES, FEATURES, ROWS] = [100, 183, 64];
const [ROUNDS, BATCHES_OF_ROUND] = [8, 1_500];

const session = await InferenceSession.create(
  treeOnnx({ trees: TREES, features: FEATURES, depth: 5, components: 5, seed: 1 }),
  { intraOpNumThreads: 1, interOpNumThreads: 1, enableCpuMemArena: false, enableMemPattern: false },
);
const matrix = Float32Array.from({ length: ROWS * FEATURES }, mulberry32(ROWS));
const run = async (batches: number): Promise<void> => {
  for (let i = 0; i < batches; i += 1) {
    await session.run({ features: new Tensor('float32', matrix, [ROWS, FEATURES]) });
  }
};

await run(BATCHES_OF_ROUND);
const rounds: { usPerRow: number; cpuUsPerRow: number }[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const [startedMs, cpu] = [performance.now(), process.cpuUsage()];
  await run(BATCHES_OF_ROUND);
  const { user, system } = process.cpuUsage(cpu);
  const rows = BATCHES_OF_ROUND * ROWS;
  rounds.push({
    usPerRow: ((performance.now() - startedMs) * 1_000) / rows,
    cpuUsPerRow: (user + system) / rows,
  });
}
await session.release();
const least = (of: (round: (typeof rounds)[number]) => number): number => Math.min(...rounds.map(of));
console.log(
  JSON.stringify({
    trees: TREES,
    features: FEATURES,
    rows: ROWS,
    usPerRow: least(({ usPerRow }) => usPerRow),
    cpuUsPerRow: least(({ cpuUsPerRow }) => cpuUsPerRow),
  }),
);
