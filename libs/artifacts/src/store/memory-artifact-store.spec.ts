import { MemoryArtifactStore } from '../fixtures/index.js';
import { STORE_BEHAVIOURS } from './artifact-store.kit.fixture.js';

describe('a store in memory', () => {
  const store = new MemoryArtifactStore();
  for (const { name, check } of STORE_BEHAVIOURS) test(name, () => check(store));
});
