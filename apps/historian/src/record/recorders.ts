import type { OrganizationConfig, OrganizationId } from '@eagle/contracts/domain';
import { FollowedConfigs, type OrganizationConfigs } from '@eagle/service-kit';
import type { TelemetryStore } from '@eagle/telemetry';
import { OrganizationRecorder, type RecorderPorts } from './organization-recorder.js';
import { Turns } from './turns.js';

/** Organizations that store at once. */
const STORES_AT_ONCE = 2;
/** Organizations whose positions are looked up at once. */
const OPENED_AT_ONCE = 4;

/** How many organizations stored what they had, and how many could not. */
export interface StoreOutcome {
  readonly stored: number;
  readonly failed: number;
}

export interface RecordersPorts extends RecorderPorts {
  readonly store: RecorderPorts['store'] & Pick<TelemetryStore, 'positions'>;
  /**
   * Called for each recorder before it takes its first message: what the shared reader has passed
   * already is not taken by it.
   */
  readonly onOpened: (recorder: OrganizationRecorder) => Promise<void>;
}

/**
 * The recorders of all organizations, each opened once. Also one that is disabled has rows on the
 * bus, and a history that grows old.
 */
export class Recorders {
  private readonly open = new Map<OrganizationId, OrganizationRecorder>();
  private readonly opening = new Map<OrganizationId, Promise<OrganizationRecorder | null>>();
  private readonly configs: FollowedConfigs;

  /** @param monotonicNow  Milliseconds of a steady clock. */
  constructor(
    configs: Pick<OrganizationConfigs, 'read'>,
    private readonly ports: RecordersPorts,
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

  /**
   * Opens it where it is not open yet.
   * @returns null where there is no such organization.
   * @throws AppError of the database or the bus.
   */
  async find(organizationId: OrganizationId): Promise<OrganizationRecorder | null> {
    const known = this.of(organizationId);
    if (known !== null) return known;
    const inFlight = this.opening.get(organizationId) ?? this.opened(organizationId);
    this.opening.set(organizationId, inFlight);
    return inFlight.finally(() => this.opening.delete(organizationId));
  }

  /**
   * Opens those of all configurations that are known.
   * @throws AppError of the database or the bus.
   */
  async openAll(): Promise<void> {
    const turns = new Turns(OPENED_AT_ONCE);
    await Promise.all(this.organizations.map((id) => turns.take(() => this.find(id))));
  }

  /** Stores what waits, of everybody. @param waitMsMax  Of each. Never rejects. */
  async storeAll(waitMsMax?: number): Promise<StoreOutcome> {
    const waiting = this.all.filter(({ hasWaiting }) => hasWaiting);
    const outcome = { stored: 0, failed: 0 };
    const work = async (): Promise<void> => {
      for (let recorder = waiting.pop(); recorder !== undefined; recorder = waiting.pop()) {
        if (await recorder.storeAll(waitMsMax)) outcome.stored += 1;
        else outcome.failed += 1;
      }
    };
    await Promise.all(Array.from({ length: STORES_AT_ONCE }, work));
    return outcome;
  }

  private async opened(organizationId: OrganizationId): Promise<OrganizationRecorder | null> {
    const config = await this.configs.known(organizationId);
    if (config === null) return null;
    const positions = await this.ports.store.positions(organizationId);
    // The configuration may have changed meanwhile.
    const newest = this.configs.followed(organizationId) ?? config;
    const recorder = new OrganizationRecorder(newest, positions, this.ports);
    await recorder.measured.measureIfPossible();
    await this.ports.onOpened(recorder);
    this.open.set(organizationId, recorder);
    return recorder;
  }
}
