import type { WorkingService } from '@eagle/contracts/domain';
import type { Bus } from '@eagle/messaging';
import { LeaderTerms, type Database } from '@eagle/persistence';
import {
  LeaderElection,
  leaderLease,
  type LeaderElectionOptions,
  type LeaderTask,
} from '../leader-election/leader-election.js';

export interface ElectLeaderParts extends Pick<LeaderElectionOptions<LeaderTask>, 'logger' | 'requests'> {
  readonly bus: Pick<Bus, 'lease'>;
  /** Draws the fencing tokens of the terms, and compares them when a leader writes. */
  readonly database: Database;
  readonly config: { readonly REPLICA: string; readonly LEASE_TTL_MS: number };
}

/**
 * The election among the replicas of a service: its lease is on the bus, its fencing tokens are in
 * the database. It begins with `start`.
 * @param task  Creates the work of a term.
 */
export function electLeader<T extends LeaderTask>(
  service: WorkingService,
  { bus, database, config, logger, requests }: ElectLeaderParts,
  task: LeaderElectionOptions<T>['task'],
): LeaderElection<T> {
  return new LeaderElection({
    lease: leaderLease(bus, service, config.REPLICA, config.LEASE_TTL_MS),
    ttlMs: config.LEASE_TTL_MS,
    fencingTokens: new LeaderTerms(database, service),
    logger,
    requests,
    task,
  });
}
