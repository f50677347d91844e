import type { OrganizationConfig, OrganizationId } from '@eagle/contracts/domain';
import { FollowedConfigs, type OrganizationConfigs } from '@eagle/service-kit';
import { OrganizationRecorder, type RecorderPorts } from './organization-recorder.js';

/** The recorders of all organizations that are enabled, each opened once. */
export class Recorders {
  private readonly open = new Map<OrganizationId, OrganizationRecorder>();
  private readonly opening = new Map<OrganizationId, Promise<OrganizationRecorder | null>>();
  private readonly configs: FollowedConfigs;

  /** @param monotonicNow  Milliseconds of a steady clock. */
  constructor(
    configs: Pick<OrganizationConfigs, 'read'>,
    private readonly ports: RecorderPorts,
    monotonicNow: () => number,
  ) {
    this.configs = new FollowedConfigs(configs, monotonicNow);
  }

  /** @param config  Null: the organization was removed. What waits of it goes with it. */
  configured(organizationId: OrganizationId, config: OrganizationConfig | null): void {
    this.configs.note(organizationId, config);
    if (config === null) this.open.delete(organizationId);
    else this.open.get(organizationId)?.configure(config);
  }

  /** Also of organizations that are disabled. */
  configOf(organizationId: OrganizationId): OrganizationConfig | null {
    return this.configs.followed(organizationId);
  }

  get organizations(): OrganizationId[] {
    return this.configs.organizations;
  }

  get all(): OrganizationRecorder[] {
    return [...this.open.values()];
  }

  get waitingValues(): number {
    return this.all.reduce((sum, { head }) => sum + head.cells, 0);
  }

  /** The recorder that is open; what an organization has in memory lies there. */
  of(organizationId: OrganizationId): OrganizationRecorder | null {
    return this.open.get(organizationId) ?? null;
  }

  /** @returns null where there is no such organization, or it is disabled. @throws AppError of the database or the bus. */
  enabled(organizationId: OrganizationId): Promise<OrganizationRecorder | null> {
    const inFlight = this.opening.get(organizationId) ?? this.find(organizationId);
    this.opening.set(organizationId, inFlight);
    return inFlight.finally(() => this.opening.delete(organizationId));
  }

  /** Whether rows of it are taken without a look-up. */
  readyOf(organizationId: OrganizationId): OrganizationRecorder | null {
    return this.configs.isDisabled(organizationId) ? null : this.of(organizationId);
  }

  private async find(organizationId: OrganizationId): Promise<OrganizationRecorder | null> {
    const config = await this.configs.enabled(organizationId);
    if (config === null) return null;
    const known = this.open.get(organizationId);
    if (known !== undefined) return known;
    const positions = await this.ports.store.positions(organizationId);
    // The configuration may have changed meanwhile.
    const recorder = new OrganizationRecorder(
      this.configs.followed(organizationId) ?? config,
      positions,
      this.ports,
    );
    await recorder.measure();
    this.open.set(organizationId, recorder);
    return recorder;
  }
}
