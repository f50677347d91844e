import type { AssetId, OrganizationId } from '@eagle/contracts/domain';
import type { TelemetryEnded, TelemetryPush } from '@eagle/contracts/socket';

/** A connected socket, as far as tails need it. */
export interface TailClient {
  readonly id: string;
  /** From its token; nothing else decides which rows it gets. */
  readonly organizationId: OrganizationId;
  readonly ended: boolean;
  /** Whether what was sent before is on its way; else its rows wait, and are condensed. */
  readonly keepsUp: boolean;
  sendTelemetry(push: TelemetryPush): void;
  sendTelemetryEnded(ended: TelemetryEnded): void;
}

/** One asset of one organization: what is followed once for all its listeners. */
export interface TailedAsset {
  readonly organizationId: OrganizationId;
  readonly assetId: AssetId;
}
