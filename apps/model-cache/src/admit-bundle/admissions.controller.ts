import type { SealedBundles } from '@eagle/artifacts';
import { RPC } from '@eagle/contracts/bus';
import { Answers, LeaderElection, WHILE_LEADING, type ReplyOf, type RequestOf } from '@eagle/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { SEALED_STORE } from '../bundles/sealed-store.js';
import { ModelCacheMetrics } from '../metrics.js';
import type { ModelLeader } from '../model-leader.js';

/** Receives bundles from training, piece by piece. */
@Controller()
export class AdmissionsController {
  constructor(
    @Inject(LeaderElection) private readonly election: LeaderElection<ModelLeader>,
    @Inject(SEALED_STORE) private readonly sealed: SealedBundles,
    @Inject(ModelCacheMetrics) private readonly metrics: ModelCacheMetrics,
  ) {}

  /** @throws AppError as `Admissions.begin`. */
  @Answers(RPC.beginAdmission, WHILE_LEADING)
  begin(claim: RequestOf<typeof RPC.beginAdmission>): Promise<ReplyOf<typeof RPC.beginAdmission>> {
    return this.election.leading.admissions.begin(claim);
  }

  /** @throws AppError as `Admissions.piece`. */
  @Answers(RPC.admitPiece, WHILE_LEADING)
  piece(piece: RequestOf<typeof RPC.admitPiece>): ReplyOf<typeof RPC.admitPiece> {
    this.election.leading.admissions.piece(piece);
    return {};
  }

  /** @throws AppError as `Admissions.commit`. */
  @Answers(RPC.commitAdmission, WHILE_LEADING)
  async commit({
    transferId,
  }: RequestOf<typeof RPC.commitAdmission>): Promise<ReplyOf<typeof RPC.commitAdmission>> {
    try {
      const artifactPath = await this.election.leading.admissions.commit(transferId);
      this.metrics.admitted('sealed');
      return { artifactPath };
    } catch (error) {
      this.metrics.admitted('refused');
      throw error;
    }
  }

  @Answers(RPC.storedVersions, WHILE_LEADING)
  async versions({
    organizationId,
  }: RequestOf<typeof RPC.storedVersions>): Promise<ReplyOf<typeof RPC.storedVersions>> {
    return { versions: await this.sealed.versions(organizationId) };
  }
}
