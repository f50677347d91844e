import { AppError, type OrganizationId, type UserId } from '@eagle/contracts/domain';

export interface SocketBounds {
  readonly all: number;
  readonly perOrganization: number;
  readonly perUser: number;
}

/**
 * Counts the sockets of this replica, including those that are still being admitted, so that nobody
 * can take all places with a thousand connections at once.
 */
export class SocketPlaces {
  private count = 0;
  private readonly byUser = new Map<UserId, number>();
  private readonly byOrganization = new Map<OrganizationId, number>();

  constructor(private readonly bounds: SocketBounds) {}

  /**
   * @returns a function that gives the place back; a second call changes nothing.
   * @throws AppError `PUSH.FULL`, `PUSH.TOO_MANY_OF_ORGANIZATION`, `PUSH.TOO_MANY_OF_USER`
   * (exhausted).
   */
  take(userId: UserId, organizationId: OrganizationId): () => void {
    const ofUser = this.byUser.get(userId) ?? 0;
    const ofOrganization = this.byOrganization.get(organizationId) ?? 0;
    if (ofUser >= this.bounds.perUser)
      throw full('PUSH.TOO_MANY_OF_USER', 'you have here', this.bounds.perUser);
    if (ofOrganization >= this.bounds.perOrganization) {
      throw full('PUSH.TOO_MANY_OF_ORGANIZATION', 'your organization has here', this.bounds.perOrganization);
    }
    if (this.count >= this.bounds.all) throw full('PUSH.FULL', 'are connected here', this.bounds.all);
    this.count += 1;
    this.byUser.set(userId, ofUser + 1);
    this.byOrganization.set(organizationId, ofOrganization + 1);
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      this.count -= 1;
      lower(this.byUser, userId);
      lower(this.byOrganization, organizationId);
    };
  }
}

function lower<K>(counts: Map<K, number>, key: K): void {
  const left = (counts.get(key) ?? 0) - 1;
  if (left > 0) counts.set(key, left);
  else counts.delete(key);
}

function full(code: AppError['code'], whose: string, max: number): AppError {
  return new AppError(
    code,
    `The ${max} sockets that ${whose} are the limit: close one, or try again a little later.`,
    { max },
  );
}
