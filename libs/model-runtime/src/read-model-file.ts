import { AppError } from '@eagle/contracts/domain';

/** A file larger than this is refused before it is fetched. */
const FILE_BYTES_MAX = 256 * 1024 * 1024;

/** A piece of a file from `offset` on, and how large the whole is; what model-cache's `read-model-file` answers. */
export type AskForPiece = (offset: number) => Promise<{ readonly size: number; readonly bytes: string }>;

/**
 * Fetches one file of a bundle piece by piece.
 * @param file  Its name, for the sentence of an error.
 * @throws AppError `MODEL.FILE_TOO_LARGE` (invalid), `MODEL.FILE_CHANGED` (unavailable), or of the asking.
 */
export async function readModelFile(file: string, ask: AskForPiece): Promise<Uint8Array> {
  let whole: Uint8Array | null = null;
  let offset = 0;
  do {
    const { size, bytes } = await ask(offset);
    if (size > FILE_BYTES_MAX) {
      throw new AppError('MODEL.FILE_TOO_LARGE', `The model's ${file} has ${size} bytes.`);
    }
    whole ??= new Uint8Array(size);
    const piece = Buffer.from(bytes, 'base64');
    if (whole.length !== size || offset + piece.length > size || (piece.length === 0 && size > offset)) {
      throw new AppError('MODEL.FILE_CHANGED', `The model's ${file} changed while it was read.`);
    }
    whole.set(piece, offset);
    offset += piece.length;
  } while (offset < whole.length);
  return whole;
}
