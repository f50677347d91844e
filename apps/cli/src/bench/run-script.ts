import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../start/platform.js';

const run = promisify(execFile);
const RUN_TIMEOUT_MS = 120_000;

/** How a script is run, beside its defaults. */
export interface ScriptRun {
  readonly args?: readonly string[];
  readonly nodeArgs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** What a measuring script prints. */
export async function jsonOf(
  script: string,
  { args = [], nodeArgs = [], env = {}, timeoutMs = RUN_TIMEOUT_MS }: ScriptRun = {},
): Promise<unknown> {
  const { stdout } = await run(process.execPath, [...nodeArgs, path.join(projectRoot, script), ...args], {
    timeout: timeoutMs,
    maxBuffer: 16 * 1024 * 1024,
    env: { ...process.env, ...env },
  });
  return JSON.parse(stdout);
}
