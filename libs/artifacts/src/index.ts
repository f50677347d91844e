export {
  artifactPathOf,
  ENVELOPE_FILE,
  type ArtifactStore,
  type BundlePlace,
} from './store/artifact-store.js';
export { FileArtifactStore } from './store/file-artifact-store.js';
export { openArtifactStore } from './store/open-artifact-store.js';
export { openBundle, type OpenedBundle } from './seal/open-bundle.js';
export { sealBundle, type PlainBundle } from './seal/seal-bundle.js';
export { sealedName, type Envelope } from './seal/envelope.js';
export { KeyRing, keyRingOfTexts } from './keys/key-ring.js';
export {
  ensureKeyRingFile,
  fixedKeyRing,
  KeyRingFileSource,
  type KeyRingSource,
} from './keys/key-ring-source.js';
export { OrganizationKeys } from './keys/organization-keys.js';
export { addKey, retirePlatformKey, rewrapAll } from './keys/rotate-keys.js';
export { describeKeys, type KeyFacts, type KeysInventory } from './keys/keys-inventory.js';
export { SealedBundles, type BundleReference } from './sealed-bundles.js';
