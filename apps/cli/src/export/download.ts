import { existsSync } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import { AppError } from '@eagle/contracts/domain';
import type { ExportDetail } from '@eagle/contracts/rest';

/** What came so far lies beside the file, under its name with this ending. */
const partOf = (file: string): string => `${file}.part`;

/** An export whose file can be read. */
export type ReadyExport = Pick<ExportDetail, 'id' | 'bytes'> & { readonly href: string };

/**
 * Reads the file of an export; where a part of it is there already, it goes on behind that. The
 * file appears whole, under its name, or not at all.
 * @throws AppError `EXPORT_COMMAND.DOWNLOAD_BROKE` (unavailable); the reason of the signal.
 */
export async function download(
  gatewayUrl: string,
  { id, bytes, href }: ReadyExport,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  const part = partOf(`${file}.${id}`);
  let have = existsSync(part) ? (await stat(part)).size : 0;
  if (have < bytes) {
    const response = await fetch(`${gatewayUrl}${href}`, {
      headers: have > 0 ? { range: `bytes=${have}-`, 'if-range': `"${id}"` } : {},
      signal,
    }).catch((error: unknown) => broke(id, signal, error));
    if (!response.ok || response.body === null) throw broken(id, `it was answered with ${response.status}`);
    // Without a part in the answer it is the whole file.
    const handle = await open(part, response.status === 206 ? 'a' : 'w', 0o600);
    if (response.status !== 206) have = 0;
    try {
      for await (const chunk of response.body) {
        have += (await handle.write(chunk)).bytesWritten;
      }
    } catch (error) {
      broke(id, signal, error);
    } finally {
      await handle.close();
    }
  }
  if (have !== bytes) throw broken(id, `${have} of ${bytes} bytes came`);
  await rename(part, file);
}

function broke(id: string, signal: AbortSignal, error: unknown): never {
  signal.throwIfAborted();
  throw broken(id, error instanceof Error ? error.message : String(error), error);
}

const broken = (id: string, why: string, cause?: unknown): AppError =>
  new AppError(
    'EXPORT_COMMAND.DOWNLOAD_BROKE',
    `The file did not come whole: ${why}. "--resume ${id}" goes on.`,
    {},
    { cause },
  );
