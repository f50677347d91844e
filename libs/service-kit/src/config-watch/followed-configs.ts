import type { OrganizationConfig, OrganizationId } from '@eagle/contracts/domain';
import type { OrganizationConfigs } from './config-watch.js';

/** How long an organization without a configuration is not looked up again. */
const UNKNOWN_FOR_MS = 500;

/**
 * The newest configuration of each organization: as followed, or as stored where the watch has not
 * delivered it yet.
 */
export class FollowedConfigs {
  private readonly newest = new Map<OrganizationId, OrganizationConfig>();
  private readonly unknownUntilMs = new Map<OrganizationId, number>();

  /** @param monotonicNow  Milliseconds of a steady clock. */
  constructor(
    private readonly stored: Pick<OrganizationConfigs, 'read'>,
    private readonly monotonicNow: () => number,
  ) {}

  /** @param config  Null: the organization was removed. */
  note(organizationId: OrganizationId, config: OrganizationConfig | null): void {
    this.unknownUntilMs.delete(organizationId);
    if (config === null) this.newest.delete(organizationId);
    else this.newest.set(organizationId, config);
  }

  get organizations(): OrganizationId[] {
    return [...this.newest.keys()];
  }

  /** Null where the watch has delivered none yet. */
  followed(organizationId: OrganizationId): OrganizationConfig | null {
    return this.newest.get(organizationId) ?? null;
  }

  isDisabled(organizationId: OrganizationId): boolean {
    return this.newest.get(organizationId)?.enabled === false;
  }

  /**
   * @returns null where there is none, or the organization is disabled.
   * @throws AppError as `OrganizationConfigs.read`.
   */
  async enabled(organizationId: OrganizationId): Promise<OrganizationConfig | null> {
    const known = await this.known(organizationId);
    return known?.enabled === true ? known : null;
  }

  /**
   * Also of an organization that is disabled.
   * @returns null where there is none.
   * @throws AppError as `OrganizationConfigs.read`.
   */
  async known(organizationId: OrganizationId): Promise<OrganizationConfig | null> {
    const followed = this.followed(organizationId);
    if (followed !== null) return followed;
    // Rows of a removed organization must not cost a look-up each.
    if (this.monotonicNow() < (this.unknownUntilMs.get(organizationId) ?? 0)) return null;
    const stored = await this.stored.read(organizationId);
    if (stored === null) this.unknownUntilMs.set(organizationId, this.monotonicNow() + UNKNOWN_FOR_MS);
    return stored;
  }
}
