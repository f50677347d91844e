import type { StatusPush } from '@eagle/contracts/socket';
import type { Alert, User } from '../api/index.js';

/** What the frame shows of an organization. */
export interface KnownOrganization {
  readonly id: string;
  readonly name: string;
  /** IANA zone of its people. */
  readonly zone: string;
  /** Expected distance between two scans of one asset. */
  readonly scanPeriodMs: number;
}

/** Whose it is, and how old: everything but the alerts. */
export interface KnownFacts {
  readonly user: User;
  readonly organization: KnownOrganization;
  readonly status: Pick<StatusPush, 'feed' | 'training' | 'serving'>;
  /** Milliseconds since 1970, by the platform's clock. */
  readonly keptAt: number;
  /** How far the platform's clock was ahead of the browser's. */
  readonly clockOffsetMs: number;
}

/** What a person saw last of their organization. */
export interface LastKnown extends KnownFacts {
  readonly alerts: readonly Alert[];
}

/** One person's is never read as another's, nor the one organization's as the other's. */
export const ownerOf = ({ user, organization }: Pick<KnownFacts, 'user' | 'organization'>): string =>
  `${user.id}/${organization.id}`;

export interface AlertDifference {
  readonly changed: readonly Alert[];
  readonly goneIds: readonly string[];
}

/** What has to be written so that the alerts that were kept are those of now. */
export function differenceOf(
  before: ReadonlyMap<string, Alert>,
  now: ReadonlyMap<string, Alert>,
): AlertDifference {
  return {
    changed: [...now.values()].filter((alert) => before.get(alert.id) !== alert),
    goneIds: [...before.keys()].filter((id) => !now.has(id)),
  };
}
