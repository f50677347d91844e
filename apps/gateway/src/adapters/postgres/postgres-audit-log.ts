import type { Database, Transaction } from '@eagle/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { AuditLog, type AuditEntry } from '../../audit/audit-log.js';
import { CLOCK, type Clock, DATABASE } from '../../ports.js';

@Injectable()
export class PostgresAuditLog extends AuditLog {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super();
  }

  override async record(entry: AuditEntry): Promise<void> {
    const nowMs = this.clock();
    const insert = (tx: Transaction): Promise<void> => insertAudit(tx, entry, nowMs);
    if (entry.organizationId === null) await this.database.forPlatform(insert);
    else await this.database.forOrganization(entry.organizationId, insert);
  }
}

/** Within the transaction of the change that it tells of: neither is without the other. */
export async function insertAudit(tx: Transaction, entry: AuditEntry, nowMs: number): Promise<void> {
  await tx.query(
    `INSERT INTO audit_log (organization_id, at, actor_id, action, target, details) VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      entry.organizationId,
      new Date(nowMs),
      entry.principal?.userId ?? null,
      entry.action,
      entry.target,
      JSON.stringify(entry.details ?? {}),
    ],
  );
}
