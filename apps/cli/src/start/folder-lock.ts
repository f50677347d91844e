import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { identityOf, isSameProcess } from '@eagle/local-services';
import { z } from 'zod';

const identitySchema = z.object({ pid: z.number().int().positive(), startedAt: z.string() });
const LOCK = /^launcher\.(\d+)\.lock$/;

export const isLockFile = (name: string): boolean => LOCK.test(name);

/**
 * Locks a folder for this process, until it ends in any way. Each taker makes the lock with the
 * next number, which only one process can do, and nobody removes the highest. So two processes that
 * start at the same moment, and see the same dead holder, cannot both take the folder.
 * @returns the process that holds the folder; null when this process now holds it.
 */
export function lockFolder(folder: string): number | null {
  for (;;) {
    const newest = Math.max(0, ...numbers(folder));
    const holder = newest === 0 ? null : holderOf(folder, newest);
    if (holder === process.pid) return null;
    if (holder !== null) return holder;
    const own = newest + 1;
    if (!make(folder, own)) continue;
    const later = numbers(folder).filter((number) => number > own);
    if (later.length === 0) {
      for (const number of numbers(folder)) if (number < own) rmSync(fileOf(folder, number), { force: true });
      return null;
    }
    // Another process was two steps ahead while this one was paused: the file made here blocks
    // nobody and locks nothing.
    rmSync(fileOf(folder, own), { force: true });
  }
}

/** Releases the folder while this process continues. The file stays: see above. */
export function unlockFolder(folder: string): void {
  const newest = Math.max(0, ...numbers(folder));
  if (newest === 0 || holderOf(folder, newest) !== process.pid) return;
  const draft = path.join(folder, `launcher.${process.pid}.draft`);
  try {
    writeFileSync(draft, JSON.stringify({ pid: process.pid, startedAt: '' }), { mode: 0o600 });
    renameSync(draft, fileOf(folder, newest));
  } catch {
    rmSync(draft, { force: true }); // A full disk: the lock ends with this process anyway.
  }
}

const fileOf = (folder: string, number: number): string => path.join(folder, `launcher.${number}.lock`);

const numbers = (folder: string): number[] =>
  readdirSync(folder).flatMap((name) => {
    const [, number] = LOCK.exec(name) ?? [];
    return number === undefined ? [] : [Number(number)];
  });

/** Null where the process that made the lock is gone. */
function holderOf(folder: string, number: number): number | null {
  try {
    const identity = identitySchema.parse(JSON.parse(readFileSync(fileOf(folder, number), 'utf8')));
    return isSameProcess(identity) ? identity.pid : null;
  } catch {
    return null; // Removed by the holder of a later lock, or damaged: it locks nothing.
  }
}

/** The file appears with its content; it does not appear where another process has made it. */
function make(folder: string, number: number): boolean {
  const draft = path.join(folder, `launcher.${process.pid}.draft`);
  writeFileSync(draft, JSON.stringify(identityOf(process.pid)), { mode: 0o600 });
  try {
    linkSync(draft, fileOf(folder, number));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
