// Runs `eagle bench` in a process with settings that keep its own pauses out of the measurement.
import { spawn } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
// The load generator shares the cores with the platform. With the collector's defaults it stood still for 40 ms every few seconds, and every
// row that was due meanwhile counted as late.
// Its frames lie outside of the JavaScript heap, and without the last option it went over all that lives every few hundred of them.
const collector = [
  '--max-semi-space-size=8',
  '--heap-growing-percent=400',
  '--v8-pool-size=1',
  '--external-memory-accounted-in-global-limit',
];
const malloc = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_TRIM_THRESHOLD_: '16777216',
  MALLOC_MMAP_THRESHOLD_: '262144',
};

const bench = spawn(
  path.join(root, 'node_modules', '.bin', 'node'),
  [...collector, path.join(root, 'apps', 'cli', 'dist', 'main.js'), 'bench', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, ...malloc } },
);
// A terminal sends Ctrl-C to both; the bench stops what it started and ends by itself.
process.on('SIGINT', () => {
  if (!process.stdin.isTTY) bench.kill('SIGINT');
});
process.on('SIGTERM', () => bench.kill('SIGTERM'));
bench.on('exit', (code, signal) => {
  process.exitCode = signal === null ? (code ?? 1) : 1;
});
