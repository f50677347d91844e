import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { identityOf, isSameProcess } from '@eagle/local-services';
import { z } from 'zod';

const holderSchema = z.object({ pid: z.number().int().positive(), startedAt: z.string() });

/**
 * Ports that launchers of this user have reserved for processes that do not listen yet. A free port
 * may be about to be used by another platform that started at the same moment.
 */
export class PortReservations {
  private readonly own = new Set<number>();

  /** @param folder  shared by all launchers of this user */
  constructor(private readonly folder = path.join(os.tmpdir(), `eagle-ports-${os.userInfo().username}`)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /**
   * @returns whether this process now holds the port. A reservation of a launcher that has ended is
   *   taken over.
   */
  take(port: number): boolean {
    if (this.own.has(port)) return true;
    if (!this.isHeld(port)) rmSync(this.file(port), { force: true });
    try {
      writeFileSync(this.file(port), JSON.stringify(identityOf(process.pid)), { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
      throw error;
    }
    this.own.add(port);
    return true;
  }

  release(): void {
    for (const port of this.own) rmSync(this.file(port), { force: true });
    this.own.clear();
  }

  private isHeld(port: number): boolean {
    try {
      return isSameProcess(holderSchema.parse(JSON.parse(readFileSync(this.file(port), 'utf8'))));
    } catch {
      return false; // Without an owner, or cut short by a launcher that was killed while writing.
    }
  }

  private file(port: number): string {
    return path.join(this.folder, `${port}.json`);
  }
}
