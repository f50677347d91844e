import { createHash } from 'node:crypto';
import type { AdmitPiece, BeginAdmission } from '@eagle/contracts/bus';
import { AppError } from '@eagle/contracts/domain';

interface PartialFile {
  readonly bytes: Buffer;
  readonly digest: string;
  received: number;
}

/** One incoming bundle: its announcement, and the part that has arrived. */
export class Transfer {
  private readonly partialFiles: ReadonlyMap<string, PartialFile>;
  readonly bytes: number;

  constructor(
    readonly claim: BeginAdmission,
    readonly beganAtMs: number,
    public heardAtMs: number = beganAtMs,
  ) {
    this.partialFiles = new Map(
      claim.files.map(({ name, bytes, digest }) => [
        name,
        { bytes: Buffer.alloc(bytes), digest, received: 0 },
      ]),
    );
    this.bytes = bytesOf(claim);
  }

  /**
   * Takes the next piece of a file. A repeated piece (its answer was lost) changes nothing.
   * @throws AppError `MODEL.PIECE_DAMAGED`, `MODEL.PIECE_OUT_OF_ORDER`, `MODEL.FILE_UNEXPECTED`
   * (invalid).
   */
  take({ file: name, offset, bytes: text, digest }: Omit<AdmitPiece, 'transferId'>): void {
    const file = this.partialFiles.get(name);
    if (file === undefined) {
      throw new AppError('MODEL.FILE_UNEXPECTED', `The bundle was announced without ${name}.`);
    }
    const piece = Buffer.from(text, 'base64');
    if (sha256(piece) !== digest) {
      throw new AppError('MODEL.PIECE_DAMAGED', `A piece of ${name} was damaged on its way.`);
    }
    const end = offset + piece.length;
    if (offset > file.received || end > file.bytes.length || piece.length === 0) {
      throw new AppError(
        'MODEL.PIECE_OUT_OF_ORDER',
        `${file.received} of ${file.bytes.length} bytes of ${name} have arrived; the piece covers ${offset} to ${end}.`,
      );
    }
    piece.copy(file.bytes, offset);
    file.received = Math.max(file.received, end);
  }

  /**
   * Returns the whole files after checking each against its announcement.
   * @throws AppError `MODEL.TRANSFER_INCOMPLETE`, `MODEL.FILE_DAMAGED` (invalid).
   */
  files(): Map<string, Buffer> {
    const whole = new Map<string, Buffer>();
    for (const [name, { bytes, received, digest }] of this.partialFiles) {
      if (received < bytes.length) {
        throw new AppError(
          'MODEL.TRANSFER_INCOMPLETE',
          `Only ${received} of ${bytes.length} bytes of ${name} have arrived.`,
        );
      }
      if (sha256(bytes) !== digest) {
        throw new AppError('MODEL.FILE_DAMAGED', `${name} is not the file that was announced.`);
      }
      whole.set(name, bytes);
    }
    return whole;
  }
}

export const bytesOf = ({ files }: Pick<BeginAdmission, 'files'>): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0);

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
