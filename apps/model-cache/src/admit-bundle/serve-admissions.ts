import { randomUUID } from 'node:crypto';
import type { SealedBundles } from '@eagle/artifacts';
import { RPC } from '@eagle/contracts/bus';
import type { Bus, Subscription } from '@eagle/messaging';
import type { ModelCacheMetrics } from '../metrics.js';
import { Admissions } from './admissions.js';

const SWEEP_MS = 5_000;

/** Answers training, which hands bundles over. */
export async function serveAdmissions(
  bus: Bus,
  sealed: SealedBundles,
  metrics: Pick<ModelCacheMetrics, 'admitted'>,
  bytesMax: number,
): Promise<Subscription[]> {
  const admissions = new Admissions({
    sealed,
    bytesMax,
    now: () => performance.now(),
    newTransferId: randomUUID,
  });
  const sweep = setInterval(() => admissions.sweep(), SWEEP_MS);
  const served = [
    await bus.serve(RPC.beginAdmission, (claim) => admissions.begin(claim)),
    await bus.serve(RPC.admitPiece, (piece) => {
      admissions.piece(piece);
      return {};
    }),
    await bus.serve(RPC.commitAdmission, async ({ transferId }) => {
      try {
        const artifactPath = await admissions.commit(transferId);
        metrics.admitted('sealed');
        return { artifactPath };
      } catch (error) {
        metrics.admitted('refused');
        throw error;
      }
    }),
    await bus.serve(RPC.storedVersions, async ({ organizationId }) => ({
      versions: await sealed.versions(organizationId),
    })),
  ];
  return [...served, { stop: async () => clearInterval(sweep) }];
}
