import {
  type AuditAction,
  type OrganizationId,
  platformText,
  type PublishedAuditEntry,
  readAuditEntry,
  userIdSchema,
  type UserId,
} from '@eagle/contracts/domain';
import type { Database } from '@eagle/persistence';
import { DATABASE } from '@eagle/service-kit/database';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { emailsOf } from './actor-emails.js';

const storedEntry = z.object({
  id: z.bigint().transform(Number),
  at: z.date().transform((at) => at.toISOString()),
  actorId: userIdSchema.nullable(),
  correlationId: platformText.nullable(),
  action: platformText,
  target: platformText,
  details: z.record(platformText, z.unknown()),
});

/** Which entries to read; absent: all. */
export interface AuditFilter {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly action?: AuditAction | undefined;
  readonly actorId?: UserId | undefined;
}

/** Reads the audit log. */
@Injectable()
export class AuditEntryRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * The entries before the given one, newest first. `organizationId` null: the entries of the
   * platform itself.
   */
  list(
    organizationId: OrganizationId | null,
    filter: AuditFilter,
    beforeId: number | null,
    limit: number,
  ): Promise<PublishedAuditEntry[]> {
    return this.database.editOwner(organizationId, async (tx) => {
      const { action, actorId } = filter;
      const found = await tx.prisma.auditEntry.findMany({
        where: {
          organizationId,
          ...(beforeId === null ? {} : { id: { lt: beforeId } }),
          at: betweenTimes(filter),
          ...(action === undefined ? {} : { action }),
          ...(actorId === undefined ? {} : { actorId }),
        },
        orderBy: { id: 'desc' },
        take: limit,
        omit: { hash: true },
      });
      const entries = found.map((entry) => storedEntry.parse(entry));
      const emails = await emailsOf(
        tx,
        organizationId,
        entries.flatMap((entry) => entry.actorId ?? []),
      );
      return entries.map((entry) => ({
        id: entry.id,
        at: entry.at,
        actorId: entry.actorId,
        actorEmail: entry.actorId === null ? null : (emails.get(entry.actorId) ?? null),
        correlationId: entry.correlationId,
        target: entry.target,
        ...readAuditEntry(entry),
      }));
    });
  }
}

const betweenTimes = ({ from, to }: AuditFilter) => ({
  ...(from === undefined ? {} : { gte: new Date(from) }),
  ...(to === undefined ? {} : { lt: new Date(to) }),
});
