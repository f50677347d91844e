import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { keyRing, plainBundle } from './fixtures/index.js';
import { fixedKeyRing } from './keys/key-ring-source.js';
import { openBundle } from './seal/open-bundle.js';
import { sealBundle, type PlainBundle } from './seal/seal-bundle.js';
import { newKey } from './seal/seal-keys.js';
import { SealedBundles } from './sealed-bundles.js';
import { artifactPathOf } from './store/artifact-store.js';
import { FileArtifactStore } from './store/file-artifact-store.js';

/**
 * How long it takes to seal and to open a bundle, in memory and with the store on disk (synced).
 * Prints one line of JSON, in ms: the median, and the fastest round, which other work on the
 * machine disturbs least.
 *
 * `node libs/artifacts/dist/sealed-bundles.bench.js [rounds]`
 */
const rounds = Number(process.argv[2] ?? 15);
const SIZES_MB = [1, 20];

const ring = keyRing('bench');
const organizationKey = newKey(randomBytes);

function bundleOf(megabytes: number): PlainBundle {
  const bundle = plainBundle(randomUUID(), '1.0.0');
  return { ...bundle, files: new Map(bundle.files).set('model.onnx', randomBytes(megabytes * 1_000_000)) };
}

interface Timing {
  readonly median: number;
  readonly fastest: number;
}

async function timed(work: () => unknown): Promise<Timing> {
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    await work();
    took.push(performance.now() - startedAt);
  }
  took.sort((a, b) => a - b);
  const at = (index: number): number => Number((took[index] ?? 0).toFixed(1));
  return { median: at(Math.floor(rounds / 2)), fastest: at(0) };
}

async function figuresOf(megabytes: number, root: string): Promise<Record<string, Timing | number>> {
  const bundle = bundleOf(megabytes);
  const keys = { organizationKey, signingKey: ring.signingKey };
  const stored = sealBundle(bundle, keys, new Date(), randomBytes);
  const opening = { signers: ring.signers, organizationKey: () => organizationKey };
  const bundles = new SealedBundles(new FileArtifactStore(root), fixedKeyRing(ring));
  const reference = { ...bundle, artifactPath: artifactPathOf(bundle) };
  await bundles.seal(bundle);
  return {
    megabytes,
    sealMs: await timed(() => sealBundle(bundle, keys, new Date(), randomBytes)),
    openMs: await timed(() => openBundle(stored, bundle, opening)),
    sealAndStoreMs: await timed(() => bundles.seal(bundleTwin(bundle))),
    readAndOpenMs: await timed(() => bundles.open(reference)),
  };
}

/** The same content for another organization, so that its place is free. */
const bundleTwin = (bundle: PlainBundle): PlainBundle => ({
  ...plainBundle(randomUUID(), '1.0.0'),
  files: bundle.files,
});

const root = await mkdtemp(path.join(tmpdir(), 'eagle-sealing-'));
try {
  const figures = [];
  for (const megabytes of SIZES_MB) figures.push(await figuresOf(megabytes, root));
  console.log(JSON.stringify({ rounds, figures }));
} finally {
  await rm(root, { recursive: true, force: true });
}
