import type { AuditEntry, OrganizationId } from '@eagle/contracts/domain';
import { audit, type Database } from '@eagle/persistence';
import { DATABASE } from '@eagle/service-kit/database';
import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from './audit-log.js';

@Injectable()
export class PostgresAuditLog extends AuditLog {
  constructor(@Inject(DATABASE) private readonly database: Database) {
    super();
  }

  override record(organizationId: OrganizationId | null, entry: AuditEntry): Promise<void> {
    return this.database.forOwner(organizationId, (tx) => audit(tx, entry));
  }
}
