import {
  type Database,
  type OrganizationTransaction,
  type PlatformTransaction,
  recordAudit,
} from '@eagle/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { AuditLog, type AuditEntry } from '../../audit/audit-log.js';
import { DATABASE } from '../../ports.js';

@Injectable()
export class PostgresAuditLog extends AuditLog {
  constructor(@Inject(DATABASE) private readonly database: Database) {
    super();
  }

  override async record(entry: AuditEntry): Promise<void> {
    const { organizationId } = entry;
    if (organizationId === null) await this.database.forPlatform((tx) => insertAudit(tx, entry));
    else await this.database.forOrganization(organizationId, (tx) => insertAudit(tx, entry));
  }
}

/** Within the transaction of the change that it tells of: neither is without the other. */
export function insertAudit(
  tx: OrganizationTransaction | PlatformTransaction,
  { principal, action, target, details = {} }: AuditEntry,
): Promise<void> {
  return recordAudit(tx, { actorId: principal?.userId ?? null, action, target, details });
}
