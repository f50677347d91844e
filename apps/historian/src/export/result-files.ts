import { open } from 'node:fs/promises';
import type { ArtifactStore } from '@eagle/artifacts';
import { AppError, type ExportId, type OrganizationId } from '@eagle/contracts/domain';

/**
 * Files lie in pieces, so that a place that takes whole documents only needs one piece in memory.
 */
const PIECE_BYTES = 4 * 1024 * 1024;
const PIECE_NAME = /^(.+)\.p\d{6}$/;
const FILE_NAME = /^[0-9a-f-]{36}\.(\d+)$/;
/** Pieces that were read last: a download asks for parts of one piece after another. */
const PIECES_KEPT = 4;

/**
 * The files of exports, in a folder or a bucket of their own: `<organization>/<export>.<written
 * at>.p000000` and so on.
 */
export class ResultFiles {
  private readonly recent = new Map<string, Promise<Buffer>>();

  constructor(private readonly store: ArtifactStore) {}

  /** A name that no other attempt has. */
  static nameOf(id: ExportId, nowMs: number): string {
    return `${id}.${Math.floor(nowMs)}`;
  }

  /** @throws AppError `EXPORT.FILE_UNWRITABLE` (unavailable). */
  async put(organizationId: OrganizationId, name: string, path: string, signal: AbortSignal): Promise<void> {
    const file = await open(path, 'r');
    try {
      const piece = Buffer.alloc(PIECE_BYTES);
      for (let number = 0; ; number += 1) {
        signal.throwIfAborted();
        const { bytesRead } = await file.read(piece, 0, PIECE_BYTES, number * PIECE_BYTES);
        if (bytesRead === 0) return;
        await this.store.putDocument(organizationId, pieceName(name, number), piece.subarray(0, bytesRead));
      }
    } catch (error) {
      if (signal.aborted) throw error;
      throw failed('EXPORT.FILE_UNWRITABLE', 'written', error);
    } finally {
      await file.close();
    }
  }

  /**
   * Bytes from `offset` on, at most `length`, and no more than the piece has in which they begin.
   * @throws AppError `EXPORT.FILE_GONE` (not-found), `EXPORT.FILE_UNREADABLE` (unavailable).
   */
  async read(organizationId: OrganizationId, name: string, offset: number, length: number): Promise<Buffer> {
    const number = Math.floor(offset / PIECE_BYTES);
    const from = offset - number * PIECE_BYTES;
    const piece = await this.piece(organizationId, pieceName(name, number));
    return piece.subarray(from, from + length);
  }

  /** @throws AppError `EXPORT.FILE_UNWRITABLE` (unavailable). */
  async delete(organizationId: OrganizationId, name: string): Promise<void> {
    await this.deleteWhere(organizationId, (file) => file === name);
  }

  async deleteOrganization(organizationId: OrganizationId): Promise<void> {
    await this.deleteWhere(organizationId, () => true);
  }

  /** Removes files that no export names, but not what is being written now. */
  async sweep(
    organizationId: OrganizationId,
    named: ReadonlySet<string>,
    writtenBeforeMs: number,
  ): Promise<void> {
    await this.deleteWhere(organizationId, (file) => {
      const [, writtenAt] = FILE_NAME.exec(file) ?? [];
      return writtenAt !== undefined && Number(writtenAt) < writtenBeforeMs && !named.has(file);
    });
  }

  /** Organizations that have anything here. */
  organizations(): Promise<OrganizationId[]> {
    return this.store.organizations();
  }

  private async deleteWhere(
    organizationId: OrganizationId,
    isUnwanted: (file: string) => boolean,
  ): Promise<void> {
    try {
      for (const piece of await this.store.documents(organizationId)) {
        const [, file] = PIECE_NAME.exec(piece) ?? [];
        if (file === undefined || !isUnwanted(file)) continue;
        this.recent.delete(`${organizationId}/${piece}`);
        await this.store.deleteDocument(organizationId, piece);
      }
    } catch (error) {
      throw failed('EXPORT.FILE_UNWRITABLE', 'removed', error);
    }
  }

  private piece(organizationId: OrganizationId, name: string): Promise<Buffer> {
    const key = `${organizationId}/${name}`;
    const known = this.recent.get(key);
    if (known !== undefined) return known;
    const reading = this.fetch(organizationId, name).catch((error: unknown) => {
      this.recent.delete(key);
      throw error;
    });
    this.recent.set(key, reading);
    const [oldest] = this.recent.keys();
    if (this.recent.size > PIECES_KEPT && oldest !== undefined) this.recent.delete(oldest);
    return reading;
  }

  private async fetch(organizationId: OrganizationId, name: string): Promise<Buffer> {
    try {
      return await this.store.readDocument(organizationId, name);
    } catch (error) {
      if (error instanceof AppError && error.code === 'MODEL.FILE_MISSING') {
        throw new AppError(
          'EXPORT.FILE_GONE',
          'The file of the export is gone: request it again.',
          {},
          { cause: error },
        );
      }
      throw failed('EXPORT.FILE_UNREADABLE', 'read', error);
    }
  }
}

const pieceName = (name: string, number: number): string => `${name}.p${String(number).padStart(6, '0')}`;

function failed(
  code: 'EXPORT.FILE_UNREADABLE' | 'EXPORT.FILE_UNWRITABLE',
  doing: string,
  cause: unknown,
): AppError {
  const said = cause instanceof Error ? cause.message : String(cause);
  return new AppError(code, `The file of the export cannot be ${doing}: ${said}`, {}, { cause });
}
