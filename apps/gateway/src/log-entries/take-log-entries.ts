import type { LogEntryBatch } from '@eagle/contracts/bus';
import { AppError, type LogKind, type LogEntry, type OrganizationId } from '@eagle/contracts/domain';
import type { NewLogEntries } from '@eagle/contracts/rest';
import { type Bus, publishLogEntries } from '@eagle/messaging';
import { BUS } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { LogEntryRepository } from './log-entry.repository.js';
import { OrganizationRepository } from '../configure-organization/organization.repository.js';
import { authorOf } from '../audit/audit-log.js';
import { invalidRequest } from '../http/request-validation.js';
import { CLOCK, type Clock } from '../ports.js';
import type { Principal } from '../access/principal.js';
import { checkLogEntries, type NotCounted, notCounted } from './check-log-entries.js';

export interface TakenLogEntries {
  readonly received: number;
  /** Entries that were not stored yet. */
  readonly added: number;
  readonly notCounted: NotCounted;
}

/**
 * Takes entries of an organization's logs: into the EVENTS stream for the live features, and into
 * the database for training. They are published first and stored after. When something fails
 * between the two, the caller gets no confirmation and sends them again. They are still missing in
 * the database then, so both steps are repeated, and no reader counts an entry twice.
 */
@Injectable()
export class TakeLogEntries {
  constructor(
    @Inject(OrganizationRepository) private readonly organizations: OrganizationRepository,
    @Inject(LogEntryRepository) private readonly entries: LogEntryRepository,
    @Inject(BUS) private readonly bus: Bus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError `REQUEST.INVALID`: nothing was taken; `EVENT_LOGS.NOT_TAKEN`: send them again.
   */
  async take(
    principal: Principal,
    organizationId: OrganizationId,
    given: NewLogEntries,
  ): Promise<TakenLogEntries> {
    const config = await this.organizations.config(organizationId);
    const { entries, mistakes } = checkLogEntries(given, config, this.clock());
    if (mistakes.length > 0) throw invalidRequest(mistakes);
    const { kind, source } = given;
    const missing = await this.entries.missing(organizationId, kind, entries);
    await this.publish(organizationId, { kind, givenAtMs: this.clock() }, missing);
    const stored = { kind, entries: missing, source };
    const added =
      missing.length === 0
        ? 0
        : await this.entries.add(organizationId, stored, authorOf(principal), this.clock());
    return { received: given.events.length, added, notCounted: notCounted(kind, entries, config) };
  }

  /**
   * Removes an entry that was a mistake, in the same order of steps.
   * @throws AppError `EVENT_LOGS.NOT_FOUND`, also for the entry of another organization;
   * `EVENT_LOGS.NOT_TAKEN`.
   */
  async takeBack(
    principal: Principal,
    organizationId: OrganizationId,
    kind: LogKind,
    entry: LogEntry,
  ): Promise<void> {
    const [missing] = await this.entries.missing(organizationId, kind, [entry]);
    if (missing === undefined) {
      await this.publish(organizationId, { kind, givenAtMs: this.clock(), takenBack: true }, [entry]);
      if (await this.entries.remove(organizationId, kind, entry, authorOf(principal))) return;
    }
    const message = 'There is no such entry among those that were given.';
    throw new AppError('EVENT_LOGS.NOT_FOUND', message);
  }

  private async publish(
    organizationId: OrganizationId,
    about: Pick<LogEntryBatch, 'kind' | 'givenAtMs' | 'takenBack'>,
    entries: readonly LogEntry[],
  ): Promise<void> {
    const refuse = (cause?: unknown): never => {
      const message =
        'Log entries cannot be passed on at present, so nothing was changed: send the same request again later.';
      throw new AppError('EVENT_LOGS.NOT_TAKEN', message, {}, { cause });
    };
    // A publication is repeated for half a minute; a caller need not wait for that while the bus is
    // known to be unreachable.
    if (entries.length > 0 && !this.bus.connected) refuse();
    await publishLogEntries(this.bus, organizationId, about, entries).catch(refuse);
  }
}
