import type { SealedBundles } from '@eagle/artifacts';
import { PIECE_BYTES_MAX, RPC } from '@eagle/contracts/bus';
import { AppError } from '@eagle/contracts/domain';
import { Answers, RequestGate, type ReplyOf, type RequestOf } from '@eagle/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { CompactModels, isCompactForm } from './compact-models.js';
import { readCard } from './read-card.js';
import { SEALED_STORE } from './sealed-store.js';
import { VerifiedBundles } from './verified-bundles.js';

/**
 * Open before this replica may lead: replicas of prediction fetch files while a promotion waits for
 * them.
 */
export const GIVES_BUNDLES = new RequestGate('gives-bundles');

/** Read-only requests about models: every replica answers them, leading or standing by. */
@Controller()
export class BundlesController {
  constructor(
    @Inject(VerifiedBundles) private readonly bundles: VerifiedBundles,
    @Inject(CompactModels) private readonly compact: CompactModels,
    @Inject(SEALED_STORE) private readonly sealed: SealedBundles,
  ) {}

  /**
   * @throws AppError `MODEL.FILE_MISSING`, `MODEL.OFFSET_BEYOND_END` (invalid); as
   * `VerifiedBundles.read`, `CompactModels.read`.
   */
  @Answers(RPC.readModelFile, { while: GIVES_BUNDLES })
  async file({
    file,
    offset,
    ...reference
  }: RequestOf<typeof RPC.readModelFile>): Promise<ReplyOf<typeof RPC.readModelFile>> {
    const bytes = isCompactForm(file)
      ? await this.compact.read(reference, file)
      : (await this.bundles.read(reference)).files[file];
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
  }

  @Answers(RPC.readModelCard, { while: GIVES_BUNDLES })
  async card(version: RequestOf<typeof RPC.readModelCard>): Promise<ReplyOf<typeof RPC.readModelCard>> {
    return { text: await readCard(this.sealed, version) };
  }
}
