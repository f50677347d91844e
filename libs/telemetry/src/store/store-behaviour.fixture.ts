import type { StoreWorld } from './store-world.fixture.js';

/** One thing that a store does. */
export interface StoreBehaviour {
  readonly name: string;
  readonly check: (world: StoreWorld) => Promise<void>;
}
