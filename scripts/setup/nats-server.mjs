import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './cache-folder.mjs';
import { Missing, run } from './steps.mjs';

export const NATS_SERVER_VERSION = '2.15.2';
const VERSION_MIN = [2, 14];
const DOWNLOAD_TIMEOUT_MS = 120_000;

const cached = () => path.join(cacheFolder(), `nats-server-${NATS_SERVER_VERSION}`);

async function isNewEnough(binary) {
  try {
    const match = /v(\d+)\.(\d+)/.exec(await run(binary, ['--version']));
    if (!match) return false;
    const [major, minor] = [Number(match[1]), Number(match[2])];
    return major > VERSION_MIN[0] || (major === VERSION_MIN[0] && minor >= VERSION_MIN[1]);
  } catch {
    return false; // Not there or not runnable: the next way is tried.
  }
}

async function download(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

/** The official release, checked against the release's own SHA256SUMS. */
async function fromRelease(target) {
  const platform = { linux: 'linux', darwin: 'darwin' }[process.platform];
  const arch = { x64: 'amd64', arm64: 'arm64' }[process.arch];
  if (!platform || !arch) throw new Error(`no release for ${process.platform} ${process.arch}`);
  const name = `nats-server-v${NATS_SERVER_VERSION}-${platform}-${arch}`;
  const base = `https://github.com/nats-io/nats-server/releases/download/v${NATS_SERVER_VERSION}`;
  const [sums, archive] = await Promise.all([
    download(`${base}/SHA256SUMS`),
    download(`${base}/${name}.tar.gz`),
  ]);
  const wanted = sums
    .toString()
    .split('\n')
    .find((line) => line.trim().endsWith(`${name}.tar.gz`))
    ?.split(/\s+/)[0];
  const found = createHash('sha256').update(archive).digest('hex');
  if (wanted !== found) throw new Error(`checksum of ${name} is ${found}, the release says ${wanted}`);
  const folder = mkdtempSync(path.join(cacheFolder(), 'download-'));
  try {
    writeFileSync(path.join(folder, 'release.tar.gz'), archive);
    await run('tar', ['-xzf', 'release.tar.gz', '--strip-components=1'], { cwd: folder });
    renameSync(path.join(folder, 'nats-server'), target);
    chmodSync(target, 0o755);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fromGo(target, step) {
  const folder = mkdtempSync(path.join(cacheFolder(), 'go-'));
  try {
    const module = `github.com/nats-io/nats-server/v2@v${NATS_SERVER_VERSION}`;
    await run('go', ['install', module], { env: { GOBIN: folder }, step });
    renameSync(path.join(folder, 'nats-server'), target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Finds a NATS server of 2.14 or newer, or gets one: path, cache, official release, Go; in that order. */
export async function ensureNatsServer(step) {
  const chosen = process.env.NATS_SERVER_BIN;
  if (chosen && (await isNewEnough(chosen))) return step.ok(chosen);
  if (await isNewEnough('nats-server')) return step.ok('the one on the path');
  const target = cached();
  if (existsSync(target) && (await isNewEnough(target))) return step.ok('cached');
  const failures = [];
  for (const [way, get] of [
    ['release', fromRelease],
    ['go install', fromGo],
  ]) {
    try {
      await get(target, step);
      if (await isNewEnough(target)) return step.ok(`by ${way}`);
      failures.push(`${way}: what came does not run`);
    } catch (error) {
      failures.push(`${way}: ${error.cause?.message ?? error.message.split('\n')[0]}`);
    }
  }
  throw new Missing(
    `No NATS server could be had (${failures.join('; ')}): install nats-server 2.14 or newer and put it on the path.`,
  );
}
