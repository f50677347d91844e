import type { OrganizationId } from '@eagle/contracts/domain';

/** Work of one organization follows in order; organizations do not wait for each other. */
export class OrganizationTurns {
  private readonly last = new Map<OrganizationId, Promise<unknown>>();

  take<T>(organizationId: OrganizationId, work: () => Promise<T>): Promise<T> {
    const result = (this.last.get(organizationId) ?? Promise.resolve()).then(work);
    // Who asked for the work has its error.
    const settled = result
      .catch(() => undefined)
      .then(() => {
        if (this.last.get(organizationId) === settled) this.last.delete(organizationId);
      });
    this.last.set(organizationId, settled);
    return result;
  }
}
