import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LocalServiceError } from '../local-service-error.js';
import { findNatsServer } from '../nats-binary.js';
import { findPostgres } from '../postgres-binaries.js';
import { runCommand, type ContainerEngine } from './container-engine.js';

const DEBIAN = 'eagle-local/debian:bookworm';
const DEBIAN_MIRROR = 'http://deb.debian.org/debian';
/**
 * Whom this machine trusts: where a network has an authority of its own, a container has to as
 * well.
 */
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';
/** The same version stands in deploy/Dockerfile. */
const NPM_VERSION = '11.19.1';
const INPUTS_LABEL = 'eagle.inputs';
const recipes = fileURLToPath(new URL('../../../../deploy/debian-local', import.meta.url));

interface LocalImage {
  readonly tag: string;
  readonly recipe: string;
  /** Puts into the folder what the recipe copies. */
  readonly fill: (folder: string) => Promise<void>;
}

/**
 * Images made on this machine, of Debian's packages and of the programs that the set-up has fetched
 * already.
 */
const LOCAL_IMAGES = {
  node: { tag: 'eagle-local/node:24', recipe: 'node.Dockerfile', fill: fillNode },
  postgres: { tag: 'eagle-local/postgres:18', recipe: 'postgres.Dockerfile', fill: fillPostgres },
  nats: { tag: 'eagle-local/nats:2.15.2', recipe: 'nats.Dockerfile', fill: fillNats },
} as const satisfies Record<string, LocalImage>;

export type LocalImageName = keyof typeof LOCAL_IMAGES;

/**
 * An image that stands in for one of a registry; made where it is missing or its recipe has
 * changed.
 * @returns its tag
 * @throws LocalServiceError BASE_IMAGE_UNAVAILABLE, CONTAINER_COMMAND_FAILED.
 */
export async function localImage(engine: ContainerEngine, name: LocalImageName): Promise<string> {
  const there = await currentLocalImage(engine, name);
  if (there !== null) return there;
  const { tag, recipe, fill } = LOCAL_IMAGES[name];
  const inputs = await digestOf(recipe);
  if (!(await engine.hasImage(DEBIAN))) await makeDebian(engine);
  const folder = await mkdtemp(path.join(tmpdir(), 'eagle-image-'));
  try {
    await fill(folder);
    const file = path.join(recipes, recipe);
    await engine.run(['build', '--tag', tag, '--label', `${INPUTS_LABEL}=${inputs}`, '--file', file, folder]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return tag;
}

/** Its tag; null where it is missing or its recipe has changed. */
export async function currentLocalImage(
  engine: ContainerEngine,
  name: LocalImageName,
): Promise<string | null> {
  const { tag, recipe } = LOCAL_IMAGES[name];
  return (await labelOf(engine, tag)) === (await digestOf(recipe)) ? tag : null;
}

async function labelOf(engine: ContainerEngine, tag: string): Promise<string | null> {
  if (!(await engine.hasImage(tag))) return null;
  return engine.run(['image', 'inspect', '--format', `{{index .Config.Labels "${INPUTS_LABEL}"}}`, tag]);
}

async function digestOf(recipe: string): Promise<string> {
  const hash = createHash('sha256').update(`${NPM_VERSION} ${process.version}`);
  for (const file of [recipe, 'postgres-entrypoint.sh'])
    hash.update(await readFile(path.join(recipes, file)));
  return hash.digest('hex').slice(0, 16);
}

/** A Debian of its smallest set of packages, as an image. */
async function makeDebian(engine: ContainerEngine): Promise<void> {
  if (process.getuid?.() !== 0) throw noBase('run the command as root, which debootstrap needs');
  const folder = await mkdtemp(path.join(tmpdir(), 'eagle-debian-'));
  const root = path.join(folder, 'root');
  const archive = path.join(folder, 'root.tar');
  try {
    await runCommand('debootstrap', [
      ...['--variant=minbase', '--include=ca-certificates', 'bookworm'],
      ...[root, DEBIAN_MIRROR],
    ]).catch((cause: unknown) => {
      throw noBase('install debootstrap and look at the cause', cause);
    });
    await runCommand('tar', ['-C', root, '-cf', archive, '.']);
    await engine.run(['import', archive, DEBIAN]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const noBase = (whatToDo: string, cause?: unknown): LocalServiceError =>
  new LocalServiceError(
    'BASE_IMAGE_UNAVAILABLE',
    `No base image can be made of Debian's packages: ${whatToDo}, or reach a registry.`,
    { cause },
  );

async function fillNode(folder: string): Promise<void> {
  await cp(process.execPath, path.join(folder, 'node'));
  await cp(CERTIFICATES, path.join(folder, 'certificates.crt'), { dereference: true });
  const packed = await runCommand('npm', [
    ...['pack', '--silent', '--pack-destination', folder],
    `npm@${NPM_VERSION}`,
  ]);
  const npm = path.join(folder, 'npm');
  await mkdir(npm);
  await runCommand('tar', ['-xzf', path.join(folder, packed), '-C', npm, '--strip-components=1']);
}

async function fillPostgres(folder: string): Promise<void> {
  const { root } = await findPostgres();
  await cp(root, path.join(folder, 'postgres'), { recursive: true, verbatimSymlinks: true });
  await cp(path.join(recipes, 'postgres-entrypoint.sh'), path.join(folder, 'entrypoint.sh'));
}

async function fillNats(folder: string): Promise<void> {
  await cp(await findNatsServer(), path.join(folder, 'nats-server'));
}
