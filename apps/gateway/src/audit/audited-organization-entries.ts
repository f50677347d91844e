import type { OrganizationId } from '@eagle/contracts/domain';
import { Inject, Injectable } from '@nestjs/common';
import { isSteppingIn } from '../access/organization-access.js';
import { OrganizationEntries } from '../access/organization-entries.js';
import type { Principal } from '../access/principal.js';
import { CLOCK, type Clock } from '../ports.js';
import { AuditLog, authorOf } from './audit-log.js';

/** A super-admin who stays in an organization gets a new entry after this time. */
const STAY_MS = 10 * 60_000;
const REMEMBERED_MAX = 10_000;

/**
 * Records that a super-admin enters an organization. It does so once a stay, because a dashboard
 * that polls every second would bury everything else. Each change has a separate audit entry.
 */
@Injectable()
export class AuditedOrganizationEntries implements OrganizationEntries {
  private readonly enteredAtMs = new Map<string, number>();

  constructor(
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async note(principal: Principal, organizationId: OrganizationId, through: string): Promise<void> {
    if (!isSteppingIn(principal)) return;
    const key = `${principal.sessionId} ${organizationId}`;
    const nowMs = this.clock();
    if (nowMs - (this.enteredAtMs.get(key) ?? -Infinity) < STAY_MS) return;
    await this.audit.record(organizationId, {
      action: 'ORGANIZATION.ENTERED',
      subject: { kind: 'organization', id: organizationId },
      details: { through },
      by: authorOf(principal),
    });
    // When full, all are forgotten: an extra entry does no harm.
    if (this.enteredAtMs.size >= REMEMBERED_MAX) this.enteredAtMs.clear();
    this.enteredAtMs.set(key, nowMs);
  }
}
