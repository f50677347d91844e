import { createHash } from 'node:crypto';
import { RPC } from '@eagle/contracts/bus';
import {
  featureSetHashSchema,
  organizationIdSchema,
  type BelowFloor,
  type GoldenRows,
  type OrganizationId,
} from '@eagle/contracts/domain';
import type { Bus } from '@eagle/messaging';
import { compactModel } from '@eagle/model-runtime';
import type { ModelOutputs } from '@eagle/models';
import {
  bundleOutputs,
  fixtureBundle,
  mulberry32,
  randomTreesFile,
  treesOnnx,
  treesProbabilityOnnx,
} from '@eagle/models/fixtures';
import type { ModelReference } from './models/model-loader.js';

/** The piece size of model-cache. */
const PIECE_BYTES = 512 * 1024;
const LEAVES = 8;
const WIDTH = 183;
export const BENCH_FEATURES = {
  hash: featureSetHashSchema.parse('0123456789abcdef'),
  names: Array.from({ length: WIDTH }, (_, i) => `feature_${i}_rolling_300s_mean`),
};

/** All rows are from healthy machines, as nearly all real rows are. */
const BELOW_FLOOR: BelowFloor = {
  floor: 1,
  componentShares: [0.125, 0.25, 0.125, 0.25, 0.25],
  timeToFailure: [5, 10, 15],
};
const GOLDEN_ROW = BENCH_FEATURES.names.map(() => 0.5);

/** Numbers of trees: of the probability, and of all other outputs (components, times). */
export interface ModelSize {
  readonly trees: number;
  readonly otherTrees: number;
}

interface Kind {
  readonly files: Readonly<Record<string, Buffer>>;
  /** Manifest of the organization with number 0. */
  readonly manifest: string;
}

/** Organization by number; the same number always gives the same one. */
export function organizationOf(number: number): OrganizationId {
  const hex = createHash('sha256').update(String(number)).digest('hex');
  return organizationIdSchema.parse(
    `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
  );
}

/**
 * Replaces model-cache: gives out bundles in the pieces and the encoding of the bus, without the
 * transport.
 */
export class BenchBundles {
  private constructor(private readonly kinds: readonly Kind[]) {}

  /** One kind of bundle per size; organizations take the kinds in turn. */
  static async of(sizes: readonly ModelSize[]): Promise<BenchBundles> {
    return new BenchBundles(await Promise.all(sizes.map(kindOf)));
  }

  /** Size in bytes of each kind's files, by name. */
  get sizes(): readonly Readonly<Record<string, number>>[] {
    return this.kinds.map(({ files }) =>
      Object.fromEntries(Object.entries(files).map(([name, { length }]) => [name, length])),
    );
  }

  referenceOf(number: number): ModelReference {
    const { version } = RPC.warmModel.request.pick({ version: true }).parse({ version: '1.0.0' });
    return {
      organizationId: organizationOf(number),
      version,
      artifactPath: String(number % this.kinds.length),
    };
  }

  readonly bus: Pick<Bus, 'ask'> = {
    ask: async (contract, request) => {
      const { organizationId, artifactPath, file, offset } = RPC.readModelFile.request.parse(request);
      const bytes = this.fileOf(organizationId, Number(artifactPath), file);
      const piece = bytes.subarray(offset, offset + PIECE_BYTES).toString('base64');
      return contract.reply.parse({ size: bytes.length, bytes: piece });
    },
  };

  private fileOf(organizationId: OrganizationId, number: number, file: string): Buffer {
    const kind = this.kinds[number];
    if (kind === undefined) throw new Error(`no bundle ${number}`);
    if (file === 'manifest.json')
      return Buffer.from(kind.manifest.replace(organizationOf(0), organizationId));
    const bytes = kind.files[file];
    if (bytes === undefined) throw new Error(`no file ${file}`);
    return bytes;
  }
}

function goldenOf({ probability }: ModelOutputs): Partial<GoldenRows> {
  const { componentShares, timeToFailure } = BELOW_FLOOR;
  return {
    features: [GOLDEN_ROW],
    probability: [...probability],
    component: [...probability].map((own) => componentShares.map((share) => own * share)),
    timeToFailure: [[...timeToFailure]],
  };
}

async function kindOf({ trees, otherTrees }: ModelSize, seed: number): Promise<Kind> {
  const random = mulberry32(seed);
  const shape = { features: WIDTH, leaves: LEAVES, balanced: true, scale: 0.05 };
  const file = randomTreesFile({ ...shape, trees }, random);
  const model = {
    weights: BENCH_FEATURES.names.map(() => 0),
    bias: 0,
    componentScores: [0, 1, 0.5, 0, 0],
    timeToFailure: BELOW_FLOOR.timeToFailure,
  };
  const onnx = treesOnnx(file, {
    ...model,
    componentShares: BELOW_FLOOR.componentShares,
    ballast: randomTreesFile({ ...shape, trees: otherTrees }, random),
  });
  const graph = treesProbabilityOnnx(file);
  const bundle = fixtureBundle({
    organizationId: organizationOf(0),
    version: '1.0.0',
    featureSet: BENCH_FEATURES,
    model,
    trees: file,
    onnx,
    quick: { graph, belowFloor: BELOW_FLOOR },
    golden: goldenOf(bundleOutputs({ model, trees: file }, GOLDEN_ROW)),
  });
  // Where this machine cannot make the compact form, the graph itself takes its place, at its full
  // cost.
  const files = {
    ...bundle.files,
    'model.ort': await compactModel(onnx).catch(() => onnx),
    'probability.ort': await compactModel(graph).catch(() => graph),
  };
  return {
    files: Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes)])),
    manifest: Buffer.from(bundle.files['manifest.json']).toString('utf8'),
  };
}
