import { randomUUID } from 'node:crypto';
import {
  AppError,
  emailSchema,
  type OrganizationId,
  type User,
  type UserId,
  userIdSchema,
} from '@eagle/contracts/domain';
import type { Page, PageQuery } from '@eagle/contracts/rest';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Invitation, InvitationRepository } from './invitation.repository.js';
import { AuditLog, authorOf } from '../audit/audit-log.js';
import { cutPage, decodeCursor } from '../http/page.js';
import { CLOCK, type Clock } from '../ports.js';
import { PasswordHasher } from '../sign-in/password-hasher.js';
import { PasswordStrength, refuseCommonPassword } from '../sign-in/password-policy.js';
import { newRefreshToken, refreshTokenHash } from '../sign-in/refresh-token.js';
import type { Principal } from '../access/principal.js';

const INVITATION_LIFE_MS = 7 * 24 * 60 * 60_000;
/**
 * An invitation reveals nothing, but accepting it shows whether the address has an account: this
 * bounds how many addresses a dishonest admin can try.
 */
const INVITATIONS_PER_DAY_MAX = 500;

const emailPosition = z.tuple([emailSchema]);

export interface Invited extends Invitation {
  /** The token to accept it with. It is shown once, to the inviter, who passes it on. */
  readonly token: string;
}

/** How people join an organization. */
@Injectable()
export class Invitations {
  constructor(
    @Inject(InvitationRepository) private readonly repository: InvitationRepository,
    @Inject(PasswordStrength) private readonly strength: PasswordStrength,
    @Inject(PasswordHasher) private readonly hasher: PasswordHasher,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The same answer, made by the same statements, whether the address is known in another
   * organization or not.
   * @throws AppError `USER.EMAIL_TAKEN` (conflict) for a member of this organization,
   * `INVITATION.TOO_MANY` (exhausted).
   */
  async invite(
    principal: Principal,
    organizationId: OrganizationId,
    person: Pick<Invitation, 'email' | 'name' | 'role'>,
  ): Promise<Invited> {
    const nowMs = this.clock();
    const token = newRefreshToken();
    const invitation: Invitation = {
      id: userIdSchema.parse(randomUUID()),
      organizationId,
      ...person,
      email: person.email.trim().toLowerCase(),
      createdAt: new Date(nowMs).toISOString(),
      expiresAt: new Date(nowMs + INVITATION_LIFE_MS).toISOString(),
    };
    const stored = { ...invitation, tokenHash: refreshTokenHash(token), invitedBy: principal.userId };
    await this.repository.create(stored, authorOf(principal), nowMs, INVITATIONS_PER_DAY_MAX);
    return { ...invitation, token };
  }

  async list(organizationId: OrganizationId, query: PageQuery): Promise<Page<Invitation>> {
    const [after] = query.cursor === undefined ? [''] : decodeCursor(query.cursor, emailPosition);
    const rows = await this.repository.list(organizationId, after, query.limit + 1, this.clock());
    return cutPage(
      rows,
      query.limit,
      (row) => row,
      (row) => [row.email],
    );
  }

  /** @throws AppError `INVITATION.NOT_FOUND`. */
  async withdraw(principal: Principal, organizationId: OrganizationId, id: UserId): Promise<void> {
    if (!(await this.repository.withdraw(organizationId, id, authorOf(principal), this.clock()))) {
      throw new AppError('INVITATION.NOT_FOUND', 'There is no such open invitation.');
    }
  }

  /**
   * The holder of the token chooses the password and is a user from then on. Every refusal is the
   * same: unknown, used, expired, withdrawn, or an address that has an account already, which only
   * that account's owner and the operators of the platform may know.
   * @throws AppError `INVITATION.NOT_ACCEPTABLE` (not-found), `AUTH.PASSWORD_COMMON` (invalid),
   * `AUTH.TOO_MANY_AT_ONCE` (unavailable).
   */
  async accept(token: string, password: string): Promise<User> {
    const tokenHash = refreshTokenHash(token);
    const open = await this.repository.findOpen(tokenHash, this.clock());
    const about = open === null ? [] : [open.email, open.name];
    await refuseCommonPassword(this.strength, password, about, '/password');
    // Also for an unknown token: the time until a refusal reveals nothing.
    const passwordHash = await this.hasher.hash(password);
    if (open === null) throw notAcceptable();
    const { id, email, name, role, organizationId } = open;
    const user: User = { id, email, name, role, organizationId, enabled: true };
    const acceptance = await this.repository.accept(tokenHash, user, passwordHash, this.clock());
    if (acceptance === 'email-taken') await this.reportTaken(open);
    if (acceptance !== 'accepted') throw notAcceptable();
    return user;
  }

  /**
   * Logged for the operators of the platform only: the organization's log would reveal what the
   * answer hides.
   */
  private reportTaken({ id, organizationId }: Invitation): Promise<void> {
    return this.audit.record(null, {
      action: 'USER.INVITATION_REFUSED',
      subject: { kind: 'invitation', id },
      details: { organizationId, reason: 'the address has an account already' },
      by: authorOf(null),
    });
  }
}

function notAcceptable(): AppError {
  return new AppError(
    'INVITATION.NOT_ACCEPTABLE',
    'This invitation cannot be accepted: it is unknown, was used or withdrawn, has expired, or its address cannot be used. Ask for another one.',
  );
}
