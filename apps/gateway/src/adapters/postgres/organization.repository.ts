import { AppError, organizationIdSchema, type OrganizationId, platformText } from '@eagle/contracts/domain';
import type { Database, OrganizationTransaction, Transaction } from '@eagle/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { AuditEntry } from '../../audit/audit-log.js';
import { parseStoredConfig, type StoredConfig } from '../../configure-organization/stored-config.js';
import { DATABASE } from '../../ports.js';
import { insertAudit } from './postgres-audit-log.js';
import { queryRows } from './rows.js';

const organizationRow = z.object({
  id: organizationIdSchema,
  slug: platformText,
  name: platformText,
  enabled: z.boolean(),
  created_at: z.date(),
});
const revisionRow = z.object({ revision: z.number(), password_sealed: platformText.nullable() });
const configRow = z.object({ config: z.unknown() });
/** All services read a configuration whole, and stand still for as long as that takes. */
const CONFIG_CHARACTERS_MAX = 2 * 1024 * 1024;

export interface Organization {
  readonly id: OrganizationId;
  readonly slug: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly createdAt: string;
}

/** What of the newest configuration tells whether it was published. */
export interface NewestRevision {
  readonly revision: number;
  readonly passwordSealed: string | null;
}

const COLUMNS = 'id, slug, name, enabled, created_at';

/** Organizations and the revisions of their configurations. */
@Injectable()
export class OrganizationRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  find(organizationId: OrganizationId): Promise<Organization | null> {
    return this.database.forPlatform(async (tx) => {
      const rows = await queryRows(tx, `SELECT ${COLUMNS} FROM organizations WHERE id = $1`, [
        organizationId,
      ]);
      return rows[0] === undefined ? null : organizationOf(rows[0]);
    });
  }

  /** In the order of their slugs, after the given one. */
  list(afterSlug: string, limit: number): Promise<Organization[]> {
    return this.database.forPlatform(async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT ${COLUMNS} FROM organizations WHERE slug > $1 ORDER BY slug LIMIT $2`,
        [afterSlug, limit],
      );
      return rows.map(organizationOf);
    });
  }

  /** In the order of their ids. */
  all(): Promise<Organization[]> {
    return this.database.forPlatform(async (tx) => {
      const rows = await queryRows(tx, `SELECT ${COLUMNS} FROM organizations ORDER BY id`, []);
      return rows.map(organizationOf);
    });
  }

  async exists(key: string): Promise<boolean> {
    const id = organizationIdSchema.safeParse(key);
    return id.success && (await this.find(id.data)) !== null;
  }

  /** @throws AppError `ORGANIZATION.SLUG_TAKEN` (conflict). */
  async create(organization: Omit<Organization, 'createdAt'>, nowMs: number): Promise<void> {
    const { id, slug, name, enabled } = organization;
    try {
      await this.database.forPlatform(async (tx) => {
        await tx.query(
          'INSERT INTO organizations (id, slug, name, enabled, created_at) VALUES ($1, $2, $3, $4, $5)',
          [id, slug, name, enabled, new Date(nowMs)],
        );
      });
    } catch (error) {
      if (error instanceof AppError && error.code === 'DATABASE.DUPLICATE') {
        throw new AppError('ORGANIZATION.SLUG_TAKEN', 'conflict', 'Another organization has this slug.', {
          errors: [{ pointer: '/slug', detail: 'taken' }],
        });
      }
      throw error;
    }
  }

  /** @returns null where there is no such organization. */
  change(
    organizationId: OrganizationId,
    change: { readonly name?: string; readonly enabled?: boolean },
  ): Promise<Organization | null> {
    return this.database.forPlatform(async (tx) => {
      const rows = await queryRows(
        tx,
        `UPDATE organizations SET name = COALESCE($2, name), enabled = COALESCE($3, enabled)
          WHERE id = $1 RETURNING ${COLUMNS}`,
        [organizationId, change.name ?? null, change.enabled ?? null],
      );
      return rows[0] === undefined ? null : organizationOf(rows[0]);
    });
  }

  /** The newest configuration; null where there is none. */
  config(organizationId: OrganizationId): Promise<StoredConfig | null> {
    return this.database.forOrganization(organizationId, (tx) => newestConfig(tx, organizationId));
  }

  /** Revision and sealed password (null: no feed) of the newest configuration; null where there is none. */
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
   * Stores what `decide` makes of the newest configuration (null: there is none yet), as the next revision; null from it: nothing is to
   * change. Changes of one organization follow one another.
   * @returns the configuration afterwards.
   */
  reviseConfig(
    organizationId: OrganizationId,
    audit: AuditEntry,
    nowMs: number,
    decide: (current: StoredConfig | null) => StoredConfig | null | Promise<StoredConfig | null>,
  ): Promise<StoredConfig | null> {
    return this.database.forOrganization(organizationId, async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('eagle:config:' || $1, 0))`, [
        organizationId,
      ]);
      const current = await newestConfig(tx, organizationId);
      const next = await decide(current);
      if (next === null) return current;
      await insertRevision(tx, next, audit, nowMs);
      return next;
    });
  }
}

function tooLarge(): AppError {
  return new AppError(
    'CONFIG.TOO_LARGE',
    'invalid',
    `The whole configuration would have more than ${CONFIG_CHARACTERS_MAX} characters: give fewer or shorter assets, tags or rules.`,
  );
}

function organizationOf(found: unknown): Organization {
  const row = organizationRow.parse(found);
  const { id, slug, name, enabled } = row;
  return { id, slug, name, enabled, createdAt: row.created_at.toISOString() };
}

async function newestConfig(tx: Transaction, organizationId: OrganizationId): Promise<StoredConfig | null> {
  const rows = await queryRows(
    tx,
    'SELECT config FROM organization_configs WHERE organization_id = $1 ORDER BY revision DESC LIMIT 1',
    [organizationId],
  );
  return rows[0] === undefined ? null : parseStoredConfig(configRow.parse(rows[0]).config);
}

async function insertRevision(
  tx: OrganizationTransaction,
  config: StoredConfig,
  audit: AuditEntry,
  nowMs: number,
): Promise<void> {
  const text = JSON.stringify(config);
  if (text.length > CONFIG_CHARACTERS_MAX) throw tooLarge();
  await tx.query(
    `INSERT INTO organization_configs (organization_id, revision, config, created_at, created_by)
     VALUES ($1, $2, $3, $4, $5)`,
    [config.organizationId, config.revision, text, new Date(nowMs), audit.principal?.userId ?? null],
  );
  await insertAudit(tx, { ...audit, details: { ...audit.details, revision: config.revision } });
}
