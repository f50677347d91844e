import {
  AppError,
  type AuditAuthor,
  emailSchema,
  organizationIdSchema,
  type OrganizationId,
  platformText,
  type User,
  userIdSchema,
  type UserId,
} from '@eagle/contracts/domain';
import { audit, type Database, type Edit, type OrganizationEdit } from '@eagle/persistence';
import { DATABASE } from '@eagle/service-kit/database';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { authorOf } from '../audit/audit-log.js';
import { insertUser, normalEmail, userCreated } from '../sign-in/user.repository.js';

const WINDOW_MS = 24 * 60 * 60_000;
/** Closed invitations are kept for this time: they count towards the limit of an organization. */
const KEPT_MS = 30 * WINDOW_MS;

const instant = z.date().transform((at) => at.toISOString());
const storedInvitation = z.object({
  id: userIdSchema,
  organizationId: organizationIdSchema,
  email: emailSchema,
  name: platformText,
  role: z.enum(['ADMIN', 'OPERATOR']),
  createdAt: instant,
  expiresAt: instant,
});

const isOpen = (nowMs: number) => ({
  acceptedAt: null,
  withdrawnAt: null,
  expiresAt: { gt: new Date(nowMs) },
});

/** Somebody who was asked to join, and has not answered yet. */
export interface Invitation {
  /** The id that the user will have. */
  readonly id: UserId;
  readonly organizationId: OrganizationId;
  readonly email: string;
  readonly name: string;
  readonly role: 'ADMIN' | 'OPERATOR';
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** The outcome of accepting an invitation. */
export type Acceptance = 'accepted' | 'not-open' | 'email-taken';

/** Invitations, with the hash of their tokens only. */
@Injectable()
export class InvitationRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * Stores an invitation in place of an open one for the same address. It never reads users of
   * other organizations.
   * @throws AppError `USER.EMAIL_TAKEN` (conflict) where this organization has such a user,
   * `INVITATION.TOO_MANY` (exhausted).
   */
  create(
    invitation: Invitation & { readonly tokenHash: string; readonly invitedBy: UserId },
    by: AuditAuthor,
    nowMs: number,
    perDayMax: number,
  ): Promise<void> {
    const { tokenHash, ...data } = invitation;
    const { id, organizationId, role } = invitation;
    const email = normalEmail(invitation.email);
    return this.database.editOrganization(organizationId, async (tx) => {
      await refuseMember(tx, email);
      await tx.prisma.invitation.deleteMany({ where: { expiresAt: { lt: new Date(nowMs - KEPT_MS) } } });
      await refuseTooMany(tx, nowMs, perDayMax);
      const replaced = await tx.prisma.invitation.updateManyAndReturn({
        where: { email, ...isOpen(nowMs) },
        data: { withdrawnAt: new Date(nowMs) },
      });
      await tx.prisma.invitation.create({ data: { ...data, email, tokenHash: hashBytes(tokenHash) } });
      for (const former of replaced) await withdrawn(tx, storedInvitation.parse(former).id, by);
      const subject = { kind: 'invitation' as const, id };
      await audit(tx, { action: 'USER.INVITED', subject, details: { role }, by });
    });
  }

  /** Open ones, in the order of their addresses, after the given one. */
  list(
    organizationId: OrganizationId,
    afterEmail: string,
    limit: number,
    nowMs: number,
  ): Promise<Invitation[]> {
    return this.database.editOrganization(organizationId, async ({ prisma }) => {
      const found = await prisma.invitation.findMany({
        where: { email: { gt: afterEmail }, ...isOpen(nowMs) },
        orderBy: { email: 'asc' },
        take: limit,
      });
      return found.map((invitation) => storedInvitation.parse(invitation));
    });
  }

  /** @returns whether the organization had such an open invitation. */
  withdraw(organizationId: OrganizationId, id: UserId, by: AuditAuthor, nowMs: number): Promise<boolean> {
    return this.database.editOrganization(organizationId, async (tx) => {
      const { count } = await tx.prisma.invitation.updateMany({
        where: { id, ...isOpen(nowMs) },
        data: { withdrawnAt: new Date(nowMs) },
      });
      if (count > 0) await withdrawn(tx, id, by);
      return count > 0;
    });
  }

  /** Null where no open invitation of an enabled organization has this token. */
  findOpen(tokenHash: string, nowMs: number): Promise<Invitation | null> {
    return this.database.editPlatform((tx) => openInvitation(tx, tokenHash, nowMs));
  }

  /** Makes the user of an invitation. Of two at once with the same token one is accepted. */
  async accept(tokenHash: string, user: User, passwordHash: string, nowMs: number): Promise<Acceptance> {
    try {
      return await this.database.editPlatform(async (platform): Promise<Acceptance> => {
        // Only the token shows the organization of an invitation: everything further happens within
        // that organization.
        const found = await openInvitation(platform, tokenHash, nowMs);
        if (found === null) return 'not-open';
        const tx = await platform.narrowTo(found.organizationId);
        const { count } = await tx.prisma.invitation.updateMany({
          where: { id: found.id, ...isOpen(nowMs) },
          data: { acceptedAt: new Date(nowMs) },
        });
        if (count === 0) return 'not-open';
        const created = await insertUser(tx, user, passwordHash, nowMs);
        await audit(tx, userCreated(created, authorOf({ userId: created.id })));
        return 'accepted';
      });
    } catch (error) {
      if (error instanceof AppError && error.code === 'DATABASE.DUPLICATE') return 'email-taken';
      throw error;
    }
  }
}

const hashBytes = (tokenHash: string) => Buffer.from(tokenHash, 'hex');

async function openInvitation(
  { prisma }: Edit,
  tokenHash: string,
  nowMs: number,
): Promise<Invitation | null> {
  const found = await prisma.invitation.findFirst({
    where: { tokenHash: hashBytes(tokenHash), organization: { enabled: true }, ...isOpen(nowMs) },
  });
  return storedInvitation.nullable().parse(found);
}

/** Marks an invitation as no longer open. */
function withdrawn(tx: OrganizationEdit, id: UserId, by: AuditAuthor): Promise<void> {
  return audit(tx, {
    action: 'USER.INVITATION_WITHDRAWN',
    subject: { kind: 'invitation', id },
    details: {},
    by,
  });
}

async function refuseMember({ prisma }: Edit, email: string): Promise<void> {
  if ((await prisma.user.count({ where: { email } })) === 0) return;
  const message = 'This organization has a user with this e-mail address.';
  throw new AppError('USER.EMAIL_TAKEN', message);
}

async function refuseTooMany({ prisma }: Edit, nowMs: number, perDayMax: number): Promise<void> {
  const count = await prisma.invitation.count({ where: { createdAt: { gt: new Date(nowMs - WINDOW_MS) } } });
  if (count < perDayMax) return;
  const message = `An organization can invite at most ${perDayMax} people a day: continue tomorrow.`;
  throw new AppError('INVITATION.TOO_MANY', message, { retryAfterSeconds: WINDOW_MS / 1_000 });
}
