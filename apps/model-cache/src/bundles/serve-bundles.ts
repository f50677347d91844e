import type { SealedBundles } from '@eagle/artifacts';
import { PIECE_BYTES_MAX, RPC } from '@eagle/contracts/bus';
import { AppError } from '@eagle/contracts/domain';
import type { Bus, Subscription } from '@eagle/messaging';
import type { Logger } from '@eagle/service-kit';
import { CompactModels, isCompactForm } from './compact-models.js';
import { readCard } from './read-card.js';
import type { VerifiedBundles } from './verified-bundles.js';

/** Answers what is only read of models: every replica does, whether it leads or stands by. */
export async function serveBundles(
  bus: Bus,
  bundles: VerifiedBundles,
  sealed: Pick<SealedBundles, 'openFile'>,
  logger: Logger,
): Promise<Subscription[]> {
  const compact = new CompactModels(bundles, logger);
  return [
    await bus.serve(RPC.readModelFile, async ({ file, offset, ...reference }) => {
      const bytes = isCompactForm(file)
        ? await compact.read(reference, file)
        : (await bundles.read(reference)).files[file];
      if (bytes === undefined) {
        throw new AppError(
          'MODEL.FILE_MISSING',
          `The model's ${file} is missing: its manifest does not list it.`,
        );
      }
      if (offset > bytes.length) {
        throw new AppError('MODEL.OFFSET_BEYOND_END', `${file} has ${bytes.length} bytes.`);
      }
      const piece = bytes.subarray(offset, offset + PIECE_BYTES_MAX);
      return { size: bytes.length, bytes: piece.toString('base64') };
    }),
    await bus.serve(RPC.readModelCard, async (place) => ({ text: await readCard(sealed, place) })),
  ];
}
