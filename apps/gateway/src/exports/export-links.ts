import { createHmac, timingSafeEqual } from 'node:crypto';
import { AppError, type ExportId, type OrganizationId } from '@eagle/contracts/domain';
import { exportFilesRoutes, pathWith } from '@eagle/contracts/rest';

/** What a link leads to, and until when. */
export interface LinkedFile {
  readonly organizationId: OrganizationId;
  readonly exportId: ExportId;
  /** Epoch milliseconds. */
  readonly expiresMs: number;
}

/**
 * Links to exported files: whoever has one reads that one file until it expires, without a token.
 */
export class ExportLinks {
  private readonly key: Buffer;

  /** @param hexKey  The same for all replicas. */
  constructor(hexKey: string) {
    this.key = Buffer.from(hexKey, 'hex');
  }

  /** The address of the file, without the host. */
  hrefOf(file: LinkedFile): string {
    const path = pathWith(exportFilesRoutes.read.path, () => file.exportId);
    const query = new URLSearchParams({
      organization: file.organizationId,
      expires: String(file.expiresMs),
      signature: this.sign(file).toString('base64url'),
    });
    return `${path}?${query.toString()}`;
  }

  /** @throws AppError `EXPORT.LINK_INVALID`, `EXPORT.LINK_EXPIRED` (forbidden). */
  check(file: LinkedFile, signature: string, nowMs: number): void {
    const expected = this.sign(file);
    const given = Buffer.from(signature, 'base64url');
    // All signatures have one length, so its comparison tells nothing.
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new AppError(
        'EXPORT.LINK_INVALID',
        'The link is not one of this platform: use it exactly as it was given.',
      );
    }
    if (file.expiresMs <= nowMs) {
      throw new AppError(
        'EXPORT.LINK_EXPIRED',
        'The time of the link is over: read the export again for a new one.',
      );
    }
  }

  private sign({ organizationId, exportId, expiresMs }: LinkedFile): Buffer {
    return createHmac('sha256', this.key)
      .update(`export-file\n${organizationId}\n${exportId}\n${expiresMs}`)
      .digest();
  }
}
