// Which lines the unit and integration tests reach, in the tests' own processes and in the services
// that they start: reported, not enforced.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { runJest } from './setup/run-jest.mjs';
import { run } from './setup/steps.mjs';
import { withTestServers } from './setup/test-servers.mjs';

const root = path.resolve(import.meta.dirname, '..');
const recorded = path.join(root, 'coverage', 'recorded');
const chosen = process.argv.slice(2);

rmSync(path.dirname(recorded), { recursive: true, force: true });
const { failed } = await withTestServers(root, (env) =>
  runJest(root, chosen.length > 0 ? chosen : ['--selectProjects', 'unit', 'int'], {
    ...env,
    // Each Node process writes down by itself what it ran; Jest has no part in it.
    NODE_V8_COVERAGE: recorded,
  }),
);
const report = await run(
  path.join(root, 'node_modules/.bin/c8'),
  [
    'report',
    `--temp-directory=${recorded}`,
    '--reporter=text-summary',
    '--reporter=html',
    '--include=apps/*/src/**',
    '--include=libs/*/src/**',
    '--exclude=**/*.{spec,int-spec,e2e-spec,fixture,bench}.ts',
    '--exclude=**/fixtures/**',
    '--exclude-after-remap',
  ],
  { cwd: root },
);
console.log(report.trim());
console.log('File by file: coverage/index.html');
process.exit(failed > 0 ? 1 : 0);
