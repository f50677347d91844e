import type { OrganizationId } from '@eagle/contracts/domain';
import type { VisitView } from '@eagle/contracts/rest';
import { CONFIG } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '../access/principal.js';
import { authorOf } from '../audit/audit-log.js';
import type { GatewayConfig } from '../config.js';
import { organizationNotFound } from '../configure-organization/configure-organization.js';
import { CLOCK, type Clock } from '../ports.js';
import { VisitRepository } from './visit.repository.js';

/** Super-admins enter an organization for a while, and leave it. */
@Injectable()
export class Visits {
  constructor(
    @Inject(VisitRepository) private readonly repository: VisitRepository,
    @Inject(CONFIG) private readonly config: GatewayConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws AppError `ORGANIZATION.NOT_FOUND`. */
  async enter(principal: Principal, organizationId: OrganizationId, reason: string): Promise<VisitView> {
    const enteredAtMs = this.clock();
    const endsAtMs = enteredAtMs + this.config.VISIT_MS;
    const visit = { sessionId: principal.sessionId, organizationId, reason, enteredAtMs, endsAtMs };
    const begun = await this.repository.begin(visit, authorOf(principal));
    if (begun === null) throw organizationNotFound();
    return begun;
  }

  /** Sockets of this sign-in within the organization are closed within a second: see `AccessWithdrawal`. */
  leave(principal: Principal, organizationId: OrganizationId): Promise<void> {
    return this.repository.end(principal.sessionId, organizationId, authorOf(principal), this.clock());
  }

  list(principal: Principal): Promise<VisitView[]> {
    return this.repository.list(principal.sessionId, this.clock());
  }
}
