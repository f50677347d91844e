// Builds the control room into apps/web/dist/site, where the gateway serves it from. Skipped while
// nothing that it is made of has changed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './steps.mjs';

/** Everything that the bundler reads. */
const SOURCES = [
  'apps/web/src',
  'apps/web/build',
  'apps/web/public',
  'apps/web/service-worker',
  'apps/web/index.html',
  'apps/web/package.json',
  'apps/web/vite.config.mjs',
  'libs/contracts/src',
  'libs/alerts/src',
  'package-lock.json',
];

function filesOf(root, name) {
  const place = path.join(root, name);
  const entries = readdirSync(path.dirname(place), { withFileTypes: true });
  const isFolder = entries.find((entry) => entry.name === path.basename(place))?.isDirectory() ?? false;
  if (!isFolder) return [name];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

function digestOf(root) {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((source) => filesOf(root, source))) {
    hash.update(`${file}\0`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

export async function buildControlRoom(step, root) {
  const site = path.join(root, 'apps/web/dist/site');
  const marker = path.join(root, 'apps/web/dist/.site-digest');
  const digest = digestOf(root);
  const isCurrent = existsSync(path.join(site, 'index.html')) && existsSync(marker);
  if (isCurrent && readFileSync(marker, 'utf8') === digest) return step.ok('up to date');
  await run('npm', ['run', 'build', '--workspace', '@eagle/web'], { cwd: root, step });
  writeFileSync(marker, digest);
}
