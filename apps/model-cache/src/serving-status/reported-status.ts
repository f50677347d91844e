import { isDeepStrictEqual } from 'node:util';
import type { ServingStatus } from '@eagle/contracts/domain';

/** The variable part of a serving status. */
export type StatusFacts = Omit<ServingStatus, 'v' | 'organizationId' | 'updatedAt'>;

/**
 * The last published serving status of one organization; published again only when it has changed.
 */
export class ReportedStatus {
  constructor(
    private readonly organizationId: ServingStatus['organizationId'],
    private last: ServingStatus | null,
    private readonly put: (status: ServingStatus) => Promise<void>,
  ) {}

  async report(facts: StatusFacts): Promise<void> {
    if (this.last !== null && isDeepStrictEqual(factsOf(this.last), factsOf(facts))) return;
    const { organizationId } = this;
    const status: ServingStatus = { v: 1, organizationId, ...facts, updatedAt: new Date().toISOString() };
    await this.put(status);
    this.last = status;
  }
}

/** Fields that an older status does not contain count as empty. */
const factsOf = ({ state, version, reason, ...more }: StatusFacts) => ({
  ...{ state, version, reason },
  cause: more.cause ?? null,
  judgedSequence: more.judgedSequence ?? 0,
  shadowVersion: more.shadowVersion ?? null,
  override: more.override ?? false,
  watch: more.watch ?? null,
});
