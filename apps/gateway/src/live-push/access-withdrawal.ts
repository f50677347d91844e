import type { OrganizationId, UserId } from '@eagle/contracts/domain';
import { Logger } from '@eagle/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AccountRepository } from '../access/account.repository.js';
import { CLOCK, type Clock } from '../ports.js';
import { LiveClients } from './live-clients.js';

/** Longest time until a withdrawal through another replica closes the sockets of this one. */
const SWEEP_MS = 1_000;

/**
 * Closes the sockets of users who may no longer listen: at once where this replica is notified, and
 * by regular queries about everybody who is connected here. So neither another replica nor a lost
 * message can leave a socket open.
 */
@Injectable()
export class AccessWithdrawal implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private isSweeping = false;

  constructor(
    @Inject(LiveClients) private readonly clients: LiveClients,
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), SWEEP_MS);
  }

  onModuleDestroy(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  endUser(userId: UserId): void {
    this.clients.withdraw((principal) => principal.userId === userId);
  }

  endSession(sessionId: string): void {
    this.clients.withdraw((principal) => principal.sessionId === sessionId);
  }

  endOrganization(organizationId: OrganizationId): void {
    this.clients.withdraw((principal, listened) => {
      return principal.organizationId === organizationId || listened === organizationId;
    });
  }

  private async sweep(): Promise<void> {
    if (this.isSweeping || this.clients.count === 0) return;
    this.isSweeping = true;
    try {
      const listeners = [...this.clients.all()].map(({ client: { principal, organizationId } }) => ({
        principal,
        listensTo: organizationId,
      }));
      const allowed = await this.accounts.listening(listeners, this.clock());
      // Each socket has a principal of its own.
      const gone = new Set(listeners.filter((_, at) => !allowed.has(at)).map(({ principal }) => principal));
      this.clients.withdraw((principal) => gone.has(principal));
    } catch (error) {
      // A silent database disconnects nobody: the next sweep asks again, and tokens expire by
      // themselves.
      this.logger.warn({ error }, 'Rights of connected clients could not be checked');
    } finally {
      this.isSweeping = false;
    }
  }
}
