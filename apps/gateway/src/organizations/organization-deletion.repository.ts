import { AppError, type AuditAuthor, type OrganizationId } from '@eagle/contracts/domain';
import { audit, type Database, type OrganizationEdit } from '@eagle/persistence';
import { DATABASE } from '@eagle/service-kit/database';
import { Inject, Injectable } from '@nestjs/common';
import { lockConfig, lockOrganization } from '../configure-organization/organization.repository.js';

/** Deletes organizations. Nothing undoes it. */
@Injectable()
export class OrganizationDeletionRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * Marks an organization as deleted, which alone decides that what there is of it goes, and
   * forgets its people. Its row stays for those who hold something of it. Its slug and the
   * addresses of its people are free for others.
   * @param name  Its name as the person typed it.
   * @returns false where there is no such organization.
   * @throws AppError `ORGANIZATION.NAME_DIFFERS` (conflict).
   */
  delete(organizationId: OrganizationId, name: string, by: AuditAuthor, nowMs: number): Promise<boolean> {
    return this.database.editPlatform(async (platform) => {
      const organization = await lockOrganization(platform, organizationId);
      if (organization === null) return false;
      if (organization.name !== name) throw nameDiffers();
      await lockConfig(platform, organizationId);
      await platform.prisma.organization.update({
        where: { id: organizationId },
        data: { enabled: false, slug: organizationId, deletedAt: new Date(nowMs) },
      });
      const tx = await platform.narrowTo(organizationId);
      await forgetPeople(tx);
      const subject = { kind: 'organization' as const, id: organizationId };
      const details = { slug: organization.slug, name };
      await audit(tx, { action: 'ORGANIZATION.DELETED', subject, details, by });
      return true;
    });
  }
}

/** The rows of users stay without what tells who they are: the audit log names their ids. */
async function forgetPeople(tx: OrganizationEdit): Promise<void> {
  const { prisma, organizationId } = tx;
  await prisma.refreshToken.deleteMany({ where: { organizationId } });
  await prisma.signIn.deleteMany({ where: { organizationId } });
  await prisma.invitation.deleteMany({ where: { organizationId } });
  await tx.query(
    `UPDATE users SET enabled = false, name = '', email = id || '@deleted.invalid', password_hash = '' WHERE organization_id = $1::uuid`,
    [organizationId],
  );
}

const nameDiffers = (): AppError => {
  const detail = 'The organization has another name: nothing was deleted.';
  return new AppError('ORGANIZATION.NAME_DIFFERS', detail, { errors: [{ pointer: '/name', detail }] });
};
