import {
  AppError,
  type AuditAuthor,
  organizationIdSchema,
  type OrganizationId,
  platformText,
} from '@eagle/contracts/domain';
import type { ConfigPartChange } from '@eagle/contracts/rest';
import { audit, type Database, type Edit, type OrganizationEdit } from '@eagle/persistence';
import { DATABASE } from '@eagle/service-kit/database';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { ConfigAction } from './config-action.js';
import { configChanges } from './config-changes.js';
import { parseStoredConfig, type StoredConfig } from './stored-config.js';
import { queryRows } from '../query-rows.js';

const storedOrganization = z.object({
  id: organizationIdSchema,
  slug: platformText,
  name: platformText,
  enabled: z.boolean(),
  createdAt: z.date().transform((at) => at.toISOString()),
});
const revisionRow = z.object({ revision: z.number(), password_sealed: platformText.nullable() });
/** All services read a configuration whole, and block while they do so. */
const CONFIG_CHARACTERS_MAX = 2 * 1024 * 1024;

export interface Organization {
  readonly id: OrganizationId;
  readonly slug: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly createdAt: string;
}

/** The parts of the newest configuration that show whether it was published. */
export interface NewestRevision {
  readonly revision: number;
  readonly passwordSealed: string | null;
}

/** Who changes a configuration, and the action in the audit log. */
export interface ConfigAuthor {
  readonly action: ConfigAction;
  readonly by: AuditAuthor;
}

/**
 * Makes the next revision from the newest one (null: there is none yet); it returns null where
 * nothing changes.
 */
type Revise = (current: StoredConfig | null) => StoredConfig | null | Promise<StoredConfig | null>;

/** Organizations and the revisions of their configurations. A deleted one is none any more. */
@Injectable()
export class OrganizationRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  find(organizationId: OrganizationId): Promise<Organization | null> {
    return this.database.editPlatform((tx) => findOrganization(tx, organizationId));
  }

  /** In the order of their slugs, after the given one. */
  list(afterSlug: string, limit: number): Promise<Organization[]> {
    return this.database.editPlatform(async ({ prisma }) => {
      const found = await prisma.organization.findMany({
        where: { slug: { gt: afterSlug }, deletedAt: null },
        orderBy: { slug: 'asc' },
        take: limit,
      });
      return found.map((organization) => storedOrganization.parse(organization));
    });
  }

  /** In the order of their ids. */
  all(): Promise<Organization[]> {
    return this.database.editPlatform(async ({ prisma }) => {
      const found = await prisma.organization.findMany({
        where: { deletedAt: null },
        orderBy: { id: 'asc' },
      });
      return found.map((organization) => storedOrganization.parse(organization));
    });
  }

  async exists(key: string): Promise<boolean> {
    const id = organizationIdSchema.safeParse(key);
    return id.success && (await this.find(id.data)) !== null;
  }

  /**
   * With the first revision of its configuration.
   * @throws AppError `ORGANIZATION.SLUG_TAKEN` (conflict).
   */
  async create(
    organization: Omit<Organization, 'createdAt'>,
    config: StoredConfig,
    by: AuditAuthor,
    nowMs: number,
  ): Promise<void> {
    const { id, slug, name, enabled } = organization;
    try {
      await this.database.editPlatform(async (platform) => {
        const createdAt = new Date(nowMs);
        await platform.prisma.organization.create({ data: { id, slug, name, enabled, createdAt } });
        const tx = await platform.narrowTo(id);
        await insertRevision(tx, { config, changes: [] }, by, nowMs);
        await auditConfig(tx, { action: 'ORGANIZATION.CREATED', by }, config.revision);
      });
    } catch (error) {
      if (error instanceof AppError && error.code === 'DATABASE.DUPLICATE') {
        throw new AppError('ORGANIZATION.SLUG_TAKEN', 'Another organization has this slug.', {
          errors: [{ pointer: '/slug', detail: 'taken' }],
        });
      }
      throw error;
    }
  }

  /**
   * Changes an organization and, with it, its configuration.
   * @param revise  Applies the change to the newest configuration.
   * @returns null where there is no such organization.
   */
  change(
    organizationId: OrganizationId,
    change: { readonly name?: string; readonly enabled?: boolean },
    author: ConfigAuthor,
    nowMs: number,
    revise: (organization: Organization) => Revise,
  ): Promise<{ readonly organization: Organization; readonly config: StoredConfig | null } | null> {
    return this.database.editPlatform(async (platform) => {
      const before = await lockOrganization(platform, organizationId);
      if (before === null) return null;
      const organization = { ...before, ...change };
      const { name, enabled } = organization;
      const isChanged = name !== before.name || enabled !== before.enabled;
      if (isChanged)
        await platform.prisma.organization.update({
          where: { id: organizationId },
          data: { name, enabled },
        });
      const tx = await platform.narrowTo(organizationId);
      const { config, isRevised } = await reviseWithin(tx, author.by, nowMs, revise(organization));
      if (isChanged || isRevised) await auditConfig(tx, author, config?.revision ?? 0);
      return { organization, config };
    });
  }

  /** The newest configuration; null where there is none. */
  config(organizationId: OrganizationId): Promise<StoredConfig | null> {
    return this.database.editOrganization(organizationId, newestConfig);
  }

  /**
   * Revision and sealed password (null: no feed) of the newest configuration; null where there is
   * none. By SQL: it is read for every organization again and again, without loading the document.
   */
  newestRevision(organizationId: OrganizationId): Promise<NewestRevision | null> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT revision, config #>> '{feed,passwordSealed}' AS password_sealed
           FROM organization_configs WHERE organization_id = $1 ORDER BY revision DESC LIMIT 1`,
        [organizationId],
      );
      if (rows[0] === undefined) return null;
      const { revision, password_sealed: passwordSealed } = revisionRow.parse(rows[0]);
      return { revision, passwordSealed };
    });
  }

  /**
   * Stores the result of `revise` on the newest configuration as the next revision. Changes of one
   * organization follow one another.
   * @returns the configuration afterwards.
   */
  reviseConfig(
    organizationId: OrganizationId,
    author: ConfigAuthor,
    nowMs: number,
    revise: Revise,
  ): Promise<StoredConfig | null> {
    return this.database.editOrganization(organizationId, async (tx) => {
      const { config, isRevised } = await reviseWithin(tx, author.by, nowMs, revise);
      if (isRevised && config !== null) await auditConfig(tx, author, config.revision);
      return config;
    });
  }
}

async function reviseWithin(
  tx: OrganizationEdit,
  by: AuditAuthor,
  nowMs: number,
  revise: Revise,
): Promise<{ readonly config: StoredConfig | null; readonly isRevised: boolean }> {
  await lockConfig(tx, tx.organizationId);
  const current = await newestConfig(tx);
  const next = await revise(current);
  if (next === null) return { config: current, isRevised: false };
  const changes = current === null ? [] : configChanges(current, next);
  await insertRevision(tx, { config: next, changes }, by, nowMs);
  return { config: next, isRevised: true };
}

/**
 * Changes of one configuration follow one another. To be taken after `lockOrganization`, where both
 * are.
 */
export async function lockConfig(tx: Edit, organizationId: OrganizationId): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('eagle:config:' || $1, 0))`, [
    organizationId,
  ]);
}

function auditConfig(tx: OrganizationEdit, { action, by }: ConfigAuthor, revision: number): Promise<void> {
  const subject = { kind: 'organization' as const, id: tx.organizationId };
  return audit(tx, { action, subject, details: { revision }, by });
}

async function findOrganization(
  { prisma }: Edit,
  organizationId: OrganizationId,
): Promise<Organization | null> {
  const found = await prisma.organization.findUnique({ where: { id: organizationId, deletedAt: null } });
  return storedOrganization.nullable().parse(found);
}

/** A read after the lock sees the result of the change before this one. */
export async function lockOrganization(
  tx: Edit,
  organizationId: OrganizationId,
): Promise<Organization | null> {
  await tx.query('SELECT 1 FROM organizations WHERE id = $1::uuid FOR NO KEY UPDATE', [organizationId]);
  return findOrganization(tx, organizationId);
}

function tooLarge(): AppError {
  return new AppError(
    'CONFIG.TOO_LARGE',
    `The whole configuration would have more than ${CONFIG_CHARACTERS_MAX} characters: give fewer or shorter assets, tags or rules.`,
  );
}

async function newestConfig({ prisma, organizationId }: OrganizationEdit): Promise<StoredConfig | null> {
  const found = await prisma.organizationConfig.findFirst({
    where: { organizationId, organization: { deletedAt: null } },
    orderBy: { revision: 'desc' },
    select: { config: true },
  });
  return found === null ? null : parseStoredConfig(found.config);
}

interface NextRevision {
  readonly config: StoredConfig;
  /** What it changes in the revision before it; empty where it is the first. */
  readonly changes: readonly ConfigPartChange[];
}

/** The document is stored as the text that was measured. */
async function insertRevision(
  tx: OrganizationEdit,
  { config, changes }: NextRevision,
  by: AuditAuthor,
  nowMs: number,
): Promise<void> {
  const text = JSON.stringify(config);
  if (text.length > CONFIG_CHARACTERS_MAX) throw tooLarge();
  await tx.query(
    `INSERT INTO organization_configs (organization_id, revision, config, changes, created_at, created_by)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [config.organizationId, config.revision, text, JSON.stringify(changes), new Date(nowMs), by.actorId],
  );
}
