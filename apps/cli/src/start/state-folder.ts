import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '@eagle/contracts';

/** Everything a running platform keeps on disk lies under one folder: `EAGLE_HOME`, else `.eagle` in the project. */
export class StateFolder {
  private constructor(readonly root: string) {}

  /**
   * Takes the folder for this process.
   * @throws AppError `STATE.IN_USE` (conflict) when another running launcher holds it.
   */
  static take(root: string, options: { fresh: boolean }): StateFolder {
    const folder = new StateFolder(path.resolve(root));
    const holder = folder.holder();
    if (holder !== null) {
      throw new AppError(
        'STATE.IN_USE',
        'conflict',
        `${folder.root} is used by a running platform (process ${holder}); stop it, or give another folder in EAGLE_HOME.`,
      );
    }
    if (options.fresh) rmSync(folder.root, { recursive: true, force: true });
    mkdirSync(folder.root, { recursive: true, mode: 0o755 });
    writeFileSync(folder.path('launcher.pid'), String(process.pid));
    return folder;
  }

  static at(root: string): StateFolder {
    return new StateFolder(path.resolve(root));
  }

  path(...names: string[]): string {
    return path.join(this.root, ...names);
  }

  folder(...names: string[]): string {
    const folder = this.path(...names);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** Process id of the launcher that holds this folder, null when nobody does. */
  holder(): number | null {
    const file = this.path('launcher.pid');
    if (!existsSync(file)) return null;
    const pid = Number(readFileSync(file, 'utf8'));
    return pid !== process.pid && isAlive(pid) ? pid : null;
  }

  release(): void {
    rmSync(this.path('launcher.pid'), { force: true });
    rmSync(this.path('run.json'), { force: true });
  }

  readJson(name: string): unknown {
    const file = this.path(name);
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  }

  /** Written whole or not at all, readable by the owner only. */
  writeJson(name: string, value: unknown): void {
    const file = this.path(name);
    writeFileSync(`${file}.part`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
    chmodSync(`${file}.part`, 0o600);
    renameSync(`${file}.part`, file);
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
