import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const GIT_MS_MAX = 5_000;

/**
 * The commit of the code that runs: as `EAGLE_REVISION` says, else as git does (with `-dirty` where
 * files differ from it), else `unknown`.
 * @param root  The project's folder; a repository around it is ignored.
 */
export async function revisionOf(root: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const given = environment['EAGLE_REVISION'] ?? '';
  if (given !== '') return given;
  const describe = ['-C', root, 'describe', '--always', '--dirty', '--abbrev=40', '--exclude=*'];
  try {
    const { stdout } = await promisify(execFile)('git', describe, {
      timeout: GIT_MS_MAX,
      env: {
        ...environment,
        GIT_CEILING_DIRECTORIES: path.dirname(path.resolve(root)),
        LC_ALL: 'C',
        GIT_OPTIONAL_LOCKS: '0',
      },
    });
    return stdout.trim() || 'unknown';
  } catch {
    // No git, or no repository: an installed copy.
    return 'unknown';
  }
}
