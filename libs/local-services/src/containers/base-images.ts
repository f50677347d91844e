import { LocalServiceError } from '../local-service-error.js';
import type { ContainerEngine } from './container-engine.js';
import { currentLocalImage, localImage, type LocalImageName } from './local-images.js';

const REGISTRY_IMAGES: Readonly<Record<LocalImageName, string>> = {
  node: 'node:24-bookworm-slim',
  postgres: 'postgres:18',
  nats: 'nats:2.15.2-alpine',
};

/** Where base images come from. `auto`: from the registry where it has them, else made here. */
export const BASES = ['auto', 'registry', 'debian-local'] as const;
export type Base = (typeof BASES)[number];

/**
 * A third-party image: the base of our image, or one that runs beside it.
 * @returns its tag
 * @throws LocalServiceError BASE_IMAGE_UNAVAILABLE, CONTAINER_COMMAND_FAILED.
 */
export async function baseImage(engine: ContainerEngine, name: LocalImageName, base: Base): Promise<string> {
  if (base === 'debian-local') return localImage(engine, name);
  const tag = REGISTRY_IMAGES[name];
  if (await engine.canHaveImage(tag)) return tag;
  if (base === 'auto') return localImage(engine, name);
  throw new LocalServiceError(
    'BASE_IMAGE_UNAVAILABLE',
    `No registry gives ${tag}: reach one, or take --base debian-local.`,
  );
}

/**
 * The tag of such an image that is here or can be pulled; null where it would have to be made
 * first.
 */
export async function readyImage(engine: ContainerEngine, name: LocalImageName): Promise<string | null> {
  const tag = REGISTRY_IMAGES[name];
  return (await currentLocalImage(engine, name)) ?? ((await engine.canHaveImage(tag)) ? tag : null);
}
