import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { AppError, serviceManifestSchema, type ServiceManifest } from '@eagle/contracts/domain';
import { z } from 'zod';

const moduleSchema = z.object({ service: serviceManifestSchema });

/**
 * Root of the project this file was built in: `libs/local-services/dist/manifests/` lies four
 * folders below it.
 */
const PROJECT_ROOT = path.resolve(import.meta.dirname, '../../../..');

/**
 * The manifests of all services of a project, in the order of their start. A service is a folder of
 * `apps/` that has one; nothing else lists them. A manifest imports types only, so that reading it
 * does not load the service.
 * @param projectRoot  built: manifests are read from `apps/<name>/dist/service.js`; default: this
 * project
 * @throws AppError `SERVICES.MANIFEST_INVALID`, `SERVICES.MANIFEST_MISPLACED`,
 * `SERVICES.NO_START_ORDER` (bug)
 */
export async function readManifests(projectRoot: string = PROJECT_ROOT): Promise<ServiceManifest[]> {
  const folders = readdirSync(path.join(projectRoot, 'apps'))
    .toSorted()
    .filter((folder) => existsSync(manifestFile(projectRoot, folder)));
  return inStartOrder(await Promise.all(folders.map((folder) => readManifest(projectRoot, folder))));
}

const manifestFile = (projectRoot: string, folder: string): string =>
  path.join(projectRoot, 'apps', folder, 'dist', 'service.js');

/**
 * The manifest of one service.
 * @throws AppError `SERVICES.MANIFEST_INVALID`, `SERVICES.MANIFEST_MISPLACED` (bug)
 */
export async function readManifest(projectRoot: string, folder: string): Promise<ServiceManifest> {
  const module: unknown = await import(pathToFileURL(manifestFile(projectRoot, folder)).href);
  const parsed = moduleSchema.safeParse(module);
  if (!parsed.success) {
    const problem = z.prettifyError(parsed.error);
    throw new AppError('SERVICES.MANIFEST_INVALID', `The manifest apps/${folder}/src/service.ts: ${problem}`);
  }
  const { service } = parsed.data;
  if (service.name === folder) return service;
  throw new AppError(
    'SERVICES.MANIFEST_MISPLACED',
    `The manifest in apps/${folder} is of ${service.name}; the folder of a service has its name`,
  );
}

/**
 * Each service after those that it starts after, and otherwise in the order given. Names of
 * services that are not there are left out.
 * @throws AppError `SERVICES.NO_START_ORDER` (bug) where services start after each other.
 */
export function inStartOrder(manifests: readonly ServiceManifest[]): ServiceManifest[] {
  const ordered: ServiceManifest[] = [];
  const waiting = new Set(manifests);
  const isWaiting = (name: string): boolean => [...waiting].some((manifest) => manifest.name === name);
  while (waiting.size > 0) {
    const next = [...waiting].find(({ startsAfter }) => !startsAfter.some(isWaiting));
    if (next === undefined) {
      const names = [...waiting].map(({ name }) => name).join(', ');
      throw new AppError('SERVICES.NO_START_ORDER', `These services start after each other: ${names}`);
    }
    waiting.delete(next);
    ordered.push(next);
  }
  return ordered;
}
