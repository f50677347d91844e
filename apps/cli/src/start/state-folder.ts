import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { AppError } from '@eagle/contracts/domain';
import { identityOf, isSameProcess } from '@eagle/local-services';
import { z } from 'zod';
import { isLockFile, lockFolder, unlockFolder } from './folder-lock.js';

/** Marks a folder as ours: only such a folder may be emptied. */
const MARKER = 'eagle-state.json';
const HOLDER = 'launcher.json';
/**
 * Files that another launcher, which also tries to take the folder, may be writing and renaming.
 */
const isPassing = (name: string): boolean => /\.(part|draft)$/.test(name) || isLockFile(name);
/** Nothing for the group, nothing for others. */
const UMASK = 0o077;
const holderSchema = z.object({ pid: z.number().int().positive(), startedAt: z.string() });

/**
 * Everything a running platform keeps on disk lies under one folder: `EAGLE_HOME`, else `.eagle` in
 * the project.
 */
export class StateFolder {
  private constructor(readonly root: string) {}

  /**
   * Takes the folder for this process. The folder, and all files that this process and its children
   * make from now on, are readable only by their owner; a folder that others could read is closed.
   * @throws AppError `STATE.IN_USE` (conflict) when another running launcher holds it,
   * `STATE.NOT_OURS` (conflict) when it holds something else: a folder of another purpose is
   * neither written into nor emptied.
   */
  static take(root: string, options: { fresh: boolean }): StateFolder {
    const folder = new StateFolder(path.resolve(root));
    folder.assertFree(folder.holder());
    folder.assertOurs();
    process.umask(UMASK);
    mkdirSync(folder.root, { recursive: true, mode: 0o700 });
    folder.writeJson(MARKER, { format: 1 });
    folder.assertFree(lockFolder(folder.root));
    folder.makePrivate();
    if (options.fresh) folder.empty();
    folder.writeJson(HOLDER, identityOf(process.pid));
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
    const holder = holderSchema.safeParse(this.readJson(HOLDER));
    if (!holder.success) return null;
    const { pid, startedAt } = holder.data;
    return pid !== process.pid && isSameProcess({ pid, startedAt }) ? pid : null;
  }

  private assertFree(holder: number | null): void {
    if (holder === null) return;
    throw new AppError(
      'STATE.IN_USE',
      `${this.root} is used by a running platform (process ${holder}); stop it, or give another folder in EAGLE_HOME.`,
    );
  }

  /** Earlier versions left the folder open to everybody on this machine. */
  private makePrivate(): void {
    chmodSync(this.root, 0o700);
    for (const entry of readdirSync(this.root, { withFileTypes: true })) {
      if (entry.isFile() && !isPassing(entry.name)) chmodSync(this.path(entry.name), 0o600);
    }
  }

  private empty(): void {
    for (const name of readdirSync(this.root)) {
      if (name !== MARKER && !isLockFile(name)) rmSync(this.path(name), { recursive: true, force: true });
    }
  }

  private assertOurs(): void {
    // Another launcher may be about to mark it as ours.
    const isFree =
      !existsSync(this.root) || readdirSync(this.root).every((name) => name.startsWith(`${MARKER}.`));
    if (isFree || existsSync(this.path(MARKER))) return;
    throw new AppError(
      'STATE.NOT_OURS',
      `${this.root} holds something else: give an empty or new folder in EAGLE_HOME.`,
    );
  }

  release(): void {
    rmSync(this.path(HOLDER), { force: true });
    rmSync(this.path('run.json'), { force: true });
    unlockFolder(this.root);
  }

  readJson(name: string): unknown {
    const file = this.path(name);
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  }

  /** Writes a file atomically, readable only by its owner. */
  writeJson(name: string, value: unknown): void {
    const file = this.path(name);
    const part = `${file}.${process.pid}.part`;
    writeFileSync(part, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
    renameSync(part, file);
  }
}
