import { type OrganizationId, userIdSchema } from '@eagle/contracts/domain';
import { configPartChangeSchema, type ConfigRevision } from '@eagle/contracts/rest';
import type { Database, Edit } from '@eagle/persistence';
import { DATABASE } from '@eagle/service-kit/database';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { emailsOf } from '../audit/actor-emails.js';
import { parseStoredConfig, type StoredConfig } from './stored-config.js';

const storedRevision = z.object({
  revision: z.number(),
  createdAt: z.date().transform((at) => at.toISOString()),
  createdBy: userIdSchema.nullable(),
  changes: z.array(configPartChangeSchema).nullable(),
});
type StoredRevision = z.output<typeof storedRevision>;
const SHOWN = { revision: true, createdAt: true, createdBy: true, changes: true } as const;

/** A revision with the configuration as it was then. */
export interface WholeRevision extends ConfigRevision {
  readonly config: StoredConfig;
}

/** Reads the history of configurations; `OrganizationRepository` writes it. */
@Injectable()
export class ConfigRevisionRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Newest first, without the documents. @param before  Revisions before this one; null: all. */
  list(organizationId: OrganizationId, before: number | null, limit: number): Promise<ConfigRevision[]> {
    return this.database.editOrganization(organizationId, async (tx) => {
      const found = await tx.prisma.organizationConfig.findMany({
        where: {
          organizationId,
          organization: { deletedAt: null },
          ...(before === null ? {} : { revision: { lt: before } }),
        },
        orderBy: { revision: 'desc' },
        take: limit,
        select: SHOWN,
      });
      return withActors(
        tx,
        organizationId,
        found.map((row) => storedRevision.parse(row)),
      );
    });
  }

  /** Null: there is none, or it is no longer kept. */
  find(organizationId: OrganizationId, revision: number): Promise<WholeRevision | null> {
    return this.database.editOrganization(organizationId, async (tx) => {
      const found = await tx.prisma.organizationConfig.findFirst({
        where: { organizationId, revision, organization: { deletedAt: null } },
        select: { ...SHOWN, config: true },
      });
      if (found === null) return null;
      const [facts] = await withActors(tx, organizationId, [storedRevision.parse(found)]);
      return facts === undefined ? null : { ...facts, config: await parseStoredConfig(found.config) };
    });
  }
}

async function withActors(
  tx: Edit,
  organizationId: OrganizationId,
  rows: readonly StoredRevision[],
): Promise<ConfigRevision[]> {
  const emails = await emailsOf(
    tx,
    organizationId,
    rows.flatMap(({ createdBy }) => createdBy ?? []),
  );
  return rows.map(({ revision, createdAt, createdBy, changes }) => ({
    revision,
    at: createdAt,
    actorId: createdBy,
    actorEmail: createdBy === null ? null : (emails.get(createdBy) ?? null),
    changes,
  }));
}
