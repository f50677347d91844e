import type { OrganizationId } from '@eagle/contracts/domain';
import type { Principal } from '../access/principal.js';
import type { AlertSession } from './alert-session.js';
import type { LiveClient } from './live-client.js';

export interface Connected {
  readonly client: LiveClient;
  readonly session: AlertSession;
}

const NONE: ReadonlyMap<string, Connected> = new Map();

/**
 * The sockets of this replica, by organization. This is the only way from an event to a socket, so
 * an event can reach only its own organization.
 */
export class LiveClients {
  private readonly byOrganization = new Map<OrganizationId, Map<string, Connected>>();

  add(connected: Connected): void {
    const { organizationId, id } = connected.client;
    const room = this.byOrganization.get(organizationId) ?? new Map<string, Connected>();
    room.set(id, connected);
    this.byOrganization.set(organizationId, room);
  }

  remove(client: LiveClient): Connected | null {
    const room = this.byOrganization.get(client.organizationId);
    const connected = room?.get(client.id) ?? null;
    room?.delete(client.id);
    if (room?.size === 0) this.byOrganization.delete(client.organizationId);
    return connected;
  }

  of(organizationId: OrganizationId): Iterable<Connected> {
    return (this.byOrganization.get(organizationId) ?? NONE).values();
  }

  has(organizationId: OrganizationId): boolean {
    return this.byOrganization.has(organizationId);
  }

  *all(): Iterable<Connected> {
    for (const room of this.byOrganization.values()) yield* room.values();
  }

  get count(): number {
    let count = 0;
    for (const room of this.byOrganization.values()) count += room.size;
    return count;
  }

  /** Closes every socket that has lost the right to listen. */
  withdraw(isWithdrawn: (principal: Principal, listensTo: OrganizationId) => boolean): void {
    for (const { client } of [...this.all()]) {
      if (isWithdrawn(client.principal, client.organizationId)) client.end('access-withdrawn');
    }
  }
}
