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
import { AppError } from '@eagle/contracts';
import { z } from 'zod';
import { isSameProcess, startOfProcess } from './process-identity.js';

/** Marks a folder as ours: only such a folder is ever emptied. */
const MARKER = 'eagle-state.json';
const HOLDER = 'launcher.json';
const holderSchema = z.object({ pid: z.number().int().positive(), startedAt: z.string() });

/** Everything a running platform keeps on disk lies under one folder: `EAGLE_HOME`, else `.eagle` in the project. */
export class StateFolder {
  private constructor(readonly root: string) {}

  /**
   * Takes the folder for this process.
   * @throws AppError `STATE.IN_USE` (conflict) when another running launcher holds it, `STATE.NOT_OURS` (conflict) when it holds something
   * else: a folder of another purpose is neither written into nor emptied.
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
    folder.assertOurs();
    if (options.fresh) rmSync(folder.root, { recursive: true, force: true });
    mkdirSync(folder.root, { recursive: true, mode: 0o755 });
    folder.writeJson(MARKER, { format: 1 });
    folder.writeJson(HOLDER, { pid: process.pid, startedAt: startOfProcess(process.pid) });
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
    return pid !== process.pid && isSameProcess(pid, startedAt) ? pid : null;
  }

  private assertOurs(): void {
    const isFree = !existsSync(this.root) || readdirSync(this.root).length === 0;
    if (isFree || existsSync(this.path(MARKER))) return;
    throw new AppError(
      'STATE.NOT_OURS',
      'conflict',
      `${this.root} holds something else: give an empty or new folder in EAGLE_HOME.`,
    );
  }

  release(): void {
    rmSync(this.path(HOLDER), { force: true });
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
