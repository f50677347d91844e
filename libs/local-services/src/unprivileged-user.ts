import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { LocalServiceError } from './local-service-error.js';

const execute = promisify(execFile);

/** How to run a program: its command line, and its user if that is another one. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

/** The user for a program that refuses to run as root. */
export interface UnprivilegedUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root.
 * @returns null when this process is not root; else an existing user without rights. No user is
 * created on anybody's machine.
 */
export async function unprivilegedUser(): Promise<UnprivilegedUser | null> {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', '_postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([execute('id', ['-u', name]), execute('id', ['-g', name])]);
      return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
    } catch {
      // The next name may exist.
    }
  }
  throw new LocalServiceError(
    'START_FAILED',
    'PostgreSQL cannot run as root and no unprivileged user (postgres, nobody) exists: run as a normal user.',
  );
}

/**
 * The command that runs a program as the given user. Where a folder on the way is closed to that
 * user (such as /root), the program keeps one right of root, to pass closed folders
 * (CAP_DAC_OVERRIDE, by util-linux' setpriv); everything else of root is dropped.
 * @param needs  Absolute paths that the program must reach.
 * @throws LocalServiceError STATE_UNREACHABLE when a folder is closed and nothing can be done about
 * it.
 */
export async function launchAs(
  user: UnprivilegedUser | null,
  command: string,
  args: readonly string[],
  needs: readonly string[],
): Promise<Launch> {
  if (user === null) return { command, args };
  const closed = await firstClosedFolder(user, [command, ...needs]);
  if (closed === null) return { command, args, uid: user.uid, gid: user.gid };
  if (!(await hasSetpriv())) {
    throw new LocalServiceError(
      'STATE_UNREACHABLE',
      `PostgreSQL runs as ${user.name}, who may not enter ${closed}: run as a normal user, or move the project elsewhere.`,
    );
  }
  const identity = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  const right = [
    '--inh-caps=-all,+dac_override',
    '--ambient-caps=-all,+dac_override',
    '--bounding-set=-all,+dac_override',
  ];
  return { command: 'setpriv', args: [...identity, ...right, '--', command, ...args] };
}

async function firstClosedFolder(user: UnprivilegedUser, paths: readonly string[]): Promise<string | null> {
  const folders = new Set(paths.flatMap(ancestors));
  for (const folder of folders) {
    const found = await stat(folder).catch(() => null);
    if (found === null) continue; // Not made yet: its maker decides.
    const enter = found.uid === user.uid ? 0o100 : found.gid === user.gid ? 0o010 : 0o001;
    if ((found.mode & enter) === 0) return folder;
  }
  return null;
}

function ancestors(file: string): string[] {
  const parent = path.dirname(file);
  return parent === file ? [] : [...ancestors(parent), parent];
}

async function hasSetpriv(): Promise<boolean> {
  try {
    return (await execute('setpriv', ['--help'])).stdout.includes('--ambient-caps');
  } catch {
    return false;
  }
}
