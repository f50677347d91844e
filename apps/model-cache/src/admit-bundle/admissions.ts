import { artifactPathOf, type Envelope, type SealedBundles } from '@eagle/artifacts';
import {
  BUNDLE_BYTES_MAX,
  type AdmissionBegun,
  type AdmitPiece,
  type BeginAdmission,
} from '@eagle/contracts/bus';
import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import { readManifest } from '../bundles/checked-manifest.js';
import { bytesOf, Transfer } from './transfer.js';

/** A transfer ends after this long without a request, or after this long in total. */
const SILENT_MS_MAX = 30_000;
const WHOLE_MS_MAX = 300_000;

export interface AdmissionsOptions {
  readonly sealed: Pick<SealedBundles, 'seal' | 'envelope' | 'versions'>;
  /** Bytes of all transfers together. */
  readonly bytesMax: number;
  readonly now: () => number;
  readonly newTransferId: () => string;
}

/**
 * Receives plain bundles, in memory alone, and seals them. Each organization has at most one
 * transfer: a new one replaces one that its sender gave up, and no organization can use up the room
 * of the others.
 */
export class Admissions {
  private readonly transfers = new Map<string, Transfer>();
  private readonly commits = new Map<string, Promise<string>>();

  constructor(private readonly options: AdmissionsOptions) {}

  /**
   * @returns the transfer's id, or the artifact path where the same bundle is in the store already.
   * @throws AppError `MODEL.VERSION_EXISTS` (conflict), `MODEL.BUNDLE_TOO_LARGE`,
   * `MODEL.FILES_REPEATED` (invalid), `MODEL.ADMISSIONS_FULL` (exhausted).
   */
  async begin(claim: BeginAdmission): Promise<AdmissionBegun> {
    assertBounded(claim);
    if (await this.isStored(claim)) return { artifactPath: artifactPathOf(claim) };
    this.sweep();
    this.dropTransfersOf(claim.organizationId);
    const room = this.options.bytesMax - this.bytes;
    if (bytesOf(claim) > room) {
      throw new AppError(
        'MODEL.ADMISSIONS_FULL',
        'Too many bundles are being handed over at once; try again in a moment.',
      );
    }
    const transferId = this.options.newTransferId();
    this.transfers.set(transferId, new Transfer(claim, this.options.now()));
    return { transferId };
  }

  /** @throws AppError as `Transfer.take`, `MODEL.TRANSFER_UNKNOWN` (conflict). */
  piece({ transferId, ...piece }: AdmitPiece): void {
    const transfer = this.transferOf(transferId);
    transfer.take(piece);
    transfer.heardAtMs = this.options.now();
  }

  /**
   * Checks the bundle as a whole and seals it.
   * @returns its artifact path.
   * @throws AppError as `Transfer.files`, `readManifest`, `SealedBundles.seal`,
   * `MODEL.TRANSFER_UNKNOWN` (conflict).
   */
  async commit(transferId: string): Promise<string> {
    // A repeated request during the commit joins the same commit.
    const running = this.commits.get(transferId);
    if (running !== undefined) return running;
    const commit = this.seal(this.transferOf(transferId)).finally(() => {
      this.commits.delete(transferId);
      this.transfers.delete(transferId);
    });
    this.commits.set(transferId, commit);
    return commit;
  }

  /** Drops transfers that their senders have abandoned. */
  sweep(): void {
    const nowMs = this.options.now();
    for (const [id, { heardAtMs, beganAtMs }] of this.transfers) {
      const over = nowMs - heardAtMs > SILENT_MS_MAX || nowMs - beganAtMs > WHOLE_MS_MAX;
      if (over && !this.commits.has(id)) this.transfers.delete(id);
    }
  }

  /** Bytes that the transfers hold. */
  get bytes(): number {
    return [...this.transfers.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  private async seal(transfer: Transfer): Promise<string> {
    const { claim } = transfer;
    const files = transfer.files();
    const digests = Object.fromEntries(claim.files.map(({ name, digest }) => [name, digest]));
    readManifest(files.get('manifest.json'), claim, digests);
    return this.options.sealed.seal({ ...claim, files });
  }

  /** @throws AppError `MODEL.VERSION_EXISTS` (conflict) where another bundle has the version. */
  private async isStored(claim: BeginAdmission): Promise<boolean> {
    const { sealed } = this.options;
    const versions = await sealed.versions(claim.organizationId);
    if (!versions.includes(claim.version)) return false;
    const envelope = await sealed.envelope(claim).catch((error: unknown) => {
      if (error instanceof AppError && !error.retryable) return null;
      throw error;
    });
    if (envelope !== null && isSameBundle(envelope, claim)) return true;
    throw new AppError(
      'MODEL.VERSION_EXISTS',
      `Version ${claim.version} is in the artifact store already; a version is never overwritten.`,
    );
  }

  private transferOf(transferId: string): Transfer {
    const transfer = this.transfers.get(transferId);
    if (transfer !== undefined) return transfer;
    throw new AppError(
      'MODEL.TRANSFER_UNKNOWN',
      'There is no such transfer, or it has ended: begin the bundle again.',
    );
  }

  private dropTransfersOf(organizationId: OrganizationId): void {
    for (const [id, { claim }] of this.transfers) {
      if (claim.organizationId === organizationId && !this.commits.has(id)) this.transfers.delete(id);
    }
  }
}

function assertBounded(claim: BeginAdmission): void {
  if (bytesOf(claim) > BUNDLE_BYTES_MAX) {
    throw new AppError(
      'MODEL.BUNDLE_TOO_LARGE',
      `The bundle has ${bytesOf(claim)} bytes; at most ${BUNDLE_BYTES_MAX} are allowed.`,
    );
  }
  if (new Set(claim.files.map(({ name }) => name)).size < claim.files.length) {
    throw new AppError('MODEL.FILES_REPEATED', 'A file of the bundle was announced twice.');
  }
}

function isSameBundle(envelope: Envelope, claim: BeginAdmission): boolean {
  return (
    envelope.featureSetHash === claim.featureSetHash &&
    Object.keys(envelope.files).length === claim.files.length &&
    claim.files.every(({ name, digest }) => envelope.files[name]?.plain.digest === digest)
  );
}
