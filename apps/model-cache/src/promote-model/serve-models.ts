import { AppError, PIECE_BYTES_MAX, RPC } from '@eagle/contracts';
import type { Bus, Subscription } from '@eagle/messaging';
import { CompactModels } from '../bundles/compact-models.js';
import type { VerifiedBundles } from '../bundles/verified-bundles.js';
import type { OrganizationDesks } from '../organizations/organization-desks.js';

/** Answers what other services ask of models. */
export async function serveModels(
  bus: Bus,
  bundles: VerifiedBundles,
  desks: OrganizationDesks,
): Promise<Subscription[]> {
  const compact = new CompactModels(bundles);
  return [
    await bus.serve(RPC.readModelFile, async ({ file, offset, ...reference }) => {
      const bytes =
        file === 'model.ort' ? await compact.read(reference) : (await bundles.read(reference)).files[file];
      if (bytes === undefined) {
        throw new AppError(
          'MODEL.FILE_MISSING',
          'invalid',
          `The model's ${file} is missing: its manifest does not list it.`,
        );
      }
      if (offset > bytes.length) {
        throw new AppError('MODEL.OFFSET_BEYOND_END', 'invalid', `${file} has ${bytes.length} bytes.`);
      }
      const piece = bytes.subarray(offset, offset + PIECE_BYTES_MAX);
      return { size: bytes.length, bytes: piece.toString('base64') };
    }),
    await bus.serve(RPC.promoteModel, async (reference) => {
      const desk = desks.known(reference.organizationId);
      if (desk === null) {
        throw new AppError('MODEL.ORGANIZATION_UNKNOWN', 'not-found', 'There is no such organization.');
      }
      return { version: reference.version, previous: await desk.promote(reference) };
    }),
    await bus.serve(RPC.reportModelHealth, ({ organizationId, replica, version, healthy, reason }) => {
      desks.known(organizationId)?.replicaReported(replica, version, healthy, reason, Date.now());
      return {};
    }),
  ];
}
