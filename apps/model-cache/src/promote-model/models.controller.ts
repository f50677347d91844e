import { RPC } from '@eagle/contracts/bus';
import { AppError, type AuditAuthor, type OrganizationId, type UserId } from '@eagle/contracts/domain';
import {
  Answers,
  CorrelationId,
  LeaderElection,
  WHILE_LEADING,
  type ReplyOf,
  type RequestOf,
} from '@eagle/service-kit';
import { Controller, Inject } from '@nestjs/common';
import type { ModelLeader } from '../model-leader.js';
import type { OrganizationRuntime } from '../organizations/organization-runtime.js';

/** Requests that change models, and the reports of prediction about them. */
@Controller()
export class ModelsController {
  constructor(@Inject(LeaderElection) private readonly election: LeaderElection<ModelLeader>) {}

  @Answers(RPC.deployModel, WHILE_LEADING)
  deploy(
    { organizationId, actorId, override, ...deployment }: RequestOf<typeof RPC.deployModel>,
    @CorrelationId() correlationId: string | null,
  ): Promise<ReplyOf<typeof RPC.deployModel>> {
    const wanted = { ...deployment, override: override?.reason ?? null };
    return this.runtimeOf(organizationId).deploy(wanted, author(actorId, correlationId));
  }

  @Answers(RPC.rollBackModel, WHILE_LEADING)
  rollBack(
    { organizationId, actorId, reason }: RequestOf<typeof RPC.rollBackModel>,
    @CorrelationId() correlationId: string | null,
  ): Promise<ReplyOf<typeof RPC.rollBackModel>> {
    return this.runtimeOf(organizationId).rollBack(reason, author(actorId, correlationId));
  }

  @Answers(RPC.deleteModel, WHILE_LEADING)
  async delete(
    { organizationId, version, actorId, reason }: RequestOf<typeof RPC.deleteModel>,
    @CorrelationId() correlationId: string | null,
  ): Promise<ReplyOf<typeof RPC.deleteModel>> {
    await this.runtimeOf(organizationId).remove(version, author(actorId, correlationId), reason);
    return { version };
  }

  @Answers(RPC.tagModel, WHILE_LEADING)
  async tag(
    { organizationId, version, actorId, ...change }: RequestOf<typeof RPC.tagModel>,
    @CorrelationId() correlationId: string | null,
  ): Promise<ReplyOf<typeof RPC.tagModel>> {
    const { register } = this.election.leading;
    const by = author(actorId, correlationId);
    return { version, tags: await register.tag(organizationId, version, by, change) };
  }

  @Answers(RPC.reportModelHealth, WHILE_LEADING)
  health({
    organizationId,
    healthy,
    ...report
  }: RequestOf<typeof RPC.reportModelHealth>): ReplyOf<typeof RPC.reportModelHealth> {
    const runtime = this.election.leading.runtimes.known(organizationId);
    if (healthy) runtime?.replicaRecovered(report.replica, report.version);
    else runtime?.replicaFailed(report, performance.now());
    return {};
  }

  @Answers(RPC.reportModelUse, WHILE_LEADING)
  async use({
    organizationId,
    version,
    predictedAtMs,
  }: RequestOf<typeof RPC.reportModelUse>): Promise<ReplyOf<typeof RPC.reportModelUse>> {
    await this.election.leading.runtimes.known(organizationId)?.modelPredicted(version, predictedAtMs);
    return {};
  }

  /** @throws AppError `MODEL.ORGANIZATION_UNKNOWN` (not-found). */
  private runtimeOf(organizationId: OrganizationId): OrganizationRuntime {
    const runtime = this.election.leading.runtimes.known(organizationId);
    if (runtime !== null) return runtime;
    throw new AppError('MODEL.ORGANIZATION_UNKNOWN', 'There is no such organization.');
  }
}

/** The person or service behind a request, for the audit log. */
const author = (actorId: UserId | null, correlationId: string | null): AuditAuthor => ({
  actorId,
  correlationId,
});
