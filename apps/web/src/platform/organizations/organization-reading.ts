import type { Reply } from '../../api/index.js';
import type { AlertCounts } from '../../live/index.js';
import type { RowCount } from './rows-per-second.js';

export type Feed = Reply<'/api/v1/organizations/{organizationId}/feed/status', 'get'>;
export type Models = Reply<'/api/v1/ml/status', 'get'>;

/** What the platform answered about an organization. */
export interface OrganizationReading {
  /** Null: the feed has never reported. */
  readonly feed: Feed | null;
  /** Reports of the last minute, oldest first. */
  readonly rowCounts: readonly RowCount[];
  readonly models: Models;
  readonly alerts: AlertCounts;
  /** More alerts are active than were counted. */
  readonly hasMoreAlerts: boolean;
}

/** What seldom changes. */
export interface Place {
  readonly assets: number;
  /** IANA zone of its people. */
  readonly zone: string;
}
