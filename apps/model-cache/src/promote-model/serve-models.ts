import { RPC } from '@eagle/contracts/bus';
import { AppError, type AuditAuthor, type OrganizationId, type UserId } from '@eagle/contracts/domain';
import { type Bus, correlationId, type Subscription } from '@eagle/messaging';
import type { ModelRegister } from '../life/model-register.js';
import type { OrganizationDesk } from '../organizations/organization-desk.js';
import type { OrganizationDesks } from '../organizations/organization-desks.js';

/** Answers, while this replica leads, what changes models. */
export async function serveModels(
  bus: Bus,
  desks: OrganizationDesks,
  register: Pick<ModelRegister, 'tag'>,
): Promise<Subscription[]> {
  const deskOf = (organizationId: OrganizationId): OrganizationDesk => {
    const desk = desks.known(organizationId);
    if (desk !== null) return desk;
    throw new AppError('MODEL.ORGANIZATION_UNKNOWN', 'There is no such organization.');
  };
  return [
    await bus.serve(RPC.deployModel, ({ organizationId, actorId, override, ...deployment }) =>
      deskOf(organizationId).deploy({ ...deployment, override: override?.reason ?? null }, by(actorId)),
    ),
    await bus.serve(RPC.rollBackModel, ({ organizationId, actorId, reason }) =>
      deskOf(organizationId).rollBack(reason, by(actorId)),
    ),
    await bus.serve(RPC.deleteModel, async ({ organizationId, version, actorId, reason }) => {
      await deskOf(organizationId).remove(version, by(actorId), reason);
      return { version };
    }),
    await bus.serve(RPC.tagModel, async ({ organizationId, version, actorId, ...change }) => {
      return { version, tags: await register.tag(organizationId, version, by(actorId), change) };
    }),
    await bus.serve(RPC.reportModelHealth, ({ organizationId, healthy, ...report }) => {
      const desk = desks.known(organizationId);
      if (healthy) desk?.replicaRecovered(report.replica, report.version);
      else desk?.replicaFailed(report, performance.now());
      return {};
    }),
    await bus.serve(RPC.reportModelUse, async ({ organizationId, version, predictedAtMs }) => {
      await desks.known(organizationId)?.modelPredicted(version, predictedAtMs);
      return {};
    }),
  ];
}

/** Whoever asks, with the request that is being answered. */
const by = (actorId: UserId | null): AuditAuthor => ({ actorId, correlationId: correlationId() ?? null });
