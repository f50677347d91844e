import type { Alert, AssetId, OrganizationConfig, OrganizationId } from '@eagle/contracts/domain';
import type { Head, TableFiles, TelemetryReader, TelemetryStore } from '@eagle/telemetry';

export interface AlertQuery {
  /** None: all. */
  readonly assets: readonly AssetId[];
  /** Raised in `[fromMs, toMs)`. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Only those whose newest change was recorded in this time. */
  readonly recordedWithin: { readonly fromMs: number; readonly toMs: number } | null;
}

/** What waits in memory of an organization, and its configuration. */
export interface LiveOrganization {
  readonly config: OrganizationConfig | null;
  readonly head: Head | null;
}

/** Where exports come from. */
export interface ExportSources {
  /** The store of recording and charts: for what is known of ranges, never for their rows. */
  readonly store: Pick<TelemetryStore, 'summary' | 'newest' | 'positions'>;
  readonly live: (organizationId: OrganizationId) => LiveOrganization;
  readonly alerts: {
    read(organizationId: OrganizationId, query: AlertQuery): AsyncIterable<Alert[]>;
    count(organizationId: OrganizationId, query: AlertQuery): Promise<number>;
  };
}

/**
 * What writes an export: a store and files with memory of their own, so that charts and recording
 * keep theirs.
 */
export interface Workshop {
  readonly store: TelemetryReader;
  readonly files: TableFiles;
}
