export { BASES, baseImage, readyImage, type Base } from './base-images.js';
export { Compose } from './compose.js';
export { ContainerEngine, type RunOptions } from './container-engine.js';
export type { LocalImageName } from './local-images.js';
