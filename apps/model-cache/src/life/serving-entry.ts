import type { LiveModel } from '@eagle/contracts/bus';
import type { AuditAuthor, OrganizationId } from '@eagle/contracts/domain';
import { changeToFollow } from '@eagle/models';
import type { Logger } from '@eagle/service-kit';
import type { ModelPointers } from './model-pointers.js';
import type { ModelRegister } from './model-register.js';

export interface EntryTools {
  readonly register: ModelRegister;
  readonly logger: Logger;
}

/** What the register says of the version that serves; it follows the pointer. */
export class ServingEntry {
  private written = false;
  private override = false;

  constructor(
    private readonly organizationId: OrganizationId,
    private readonly pointers: Pick<ModelPointers, 'live'>,
    private readonly tools: EntryTools,
  ) {}

  /** Whether the register agrees with the pointer. */
  get isRecorded(): boolean {
    return this.written;
  }

  /** Whether an admin put the live version into service against the gate or after a failure. */
  get isOverride(): boolean {
    return this.override;
  }

  /** Brings the register up to the pointer. Never throws: where it fails, `isRecorded` is false. */
  async write(): Promise<void> {
    const { organizationId, tools } = this;
    const { live } = this.pointers;
    this.written = false;
    try {
      const records = await tools.register.read(organizationId);
      const change =
        live === null ? null : changeToFollow(records, { ...(live.step ?? UNTOLD), version: live.version });
      if (live !== null && change !== null) {
        await tools.register.apply(organizationId, change, authorOf(live.step), live.flippedAt);
      }
      const now = records.find(({ version }) => version === live?.version);
      this.override = live !== null && (live.step?.override || now?.overridden === true);
      this.written = true;
    } catch (error) {
      tools.logger.warn(
        { organizationId, version: live?.version, error },
        'The register does not show the live version yet',
      );
    }
  }
}

/** For pointers that are older than the history in the register. */
const UNTOLD = {
  action: 'promoted',
  reason: 'It was live when the history began.',
  override: false,
} as const;

/** The person or service that flipped the pointer. */
function authorOf(step: LiveModel['step']): AuditAuthor {
  return { actorId: step?.actorId ?? null, correlationId: step?.correlationId ?? null };
}
