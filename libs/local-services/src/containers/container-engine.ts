import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { LocalServiceError } from '../local-service-error.js';

const execute = promisify(execFile);
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;
const SAID_CHARACTERS_MAX = 4_000;

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** Where it runs; default: where this process does. */
  readonly directory?: string;
  /** Beside this process's own environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * The container engine that answers: the one that `DOCKER_HOST` names, else that of the default
 * socket.
 */
export class ContainerEngine {
  private constructor(readonly version: string) {}

  /** @throws LocalServiceError ENGINE_MISSING with one sentence that says what is missing. */
  static async find(): Promise<ContainerEngine> {
    try {
      const { stdout } = await execute('docker', ['version', '--format', '{{.Server.Version}}']);
      return new ContainerEngine(stdout.trim());
    } catch (cause) {
      throw new LocalServiceError('ENGINE_MISSING', whyMissing(cause), { cause });
    }
  }

  /**
   * Runs a command of the engine to its end.
   * @returns what it wrote on standard output, without the last line break
   * @throws LocalServiceError CONTAINER_COMMAND_FAILED with the end of what it said.
   */
  run(args: readonly string[], options: RunOptions = {}): Promise<string> {
    return runCommand('docker', args, options);
  }

  async hasImage(tag: string): Promise<boolean> {
    return (await this.run(['image', 'ls', '--quiet', tag])) !== '';
  }

  /** Whether the image is here, or could be had from its registry. */
  async canHaveImage(tag: string): Promise<boolean> {
    if (await this.hasImage(tag)) return true;
    return this.run(['pull', '--quiet', tag]).then(
      () => true,
      () => false, // No registry, or none that has it: the caller chooses another way and says so.
    );
  }
}

export async function runCommand(
  command: string,
  args: readonly string[],
  { signal, directory, environment }: RunOptions = {},
): Promise<string> {
  try {
    const { stdout } = await execute(command, [...args], {
      maxBuffer: OUTPUT_BYTES_MAX,
      env: { ...process.env, ...environment },
      ...(directory === undefined ? {} : { cwd: directory }),
      ...(signal === undefined ? {} : { signal }),
    });
    return stdout.trimEnd();
  } catch (cause) {
    signal?.throwIfAborted();
    throw new LocalServiceError(
      'CONTAINER_COMMAND_FAILED',
      `"${[command, ...args.slice(0, 2)].join(' ')}" failed: ${whatItSaid(cause)}`,
      { cause },
    );
  }
}

function whyMissing(cause: unknown): string {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
    return 'The command "docker" is missing: install a container engine (Docker, or Podman with its docker command) and start it.';
  }
  const where = process.env['DOCKER_HOST'] ?? 'the default socket';
  return `No container engine answers at ${where}: start one, or name it in DOCKER_HOST.`;
}

function whatItSaid(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const outputs = [
    'stdout' in cause ? String(cause.stdout) : '',
    'stderr' in cause ? String(cause.stderr) : '',
  ];
  const said = outputs.join('\n').trim();
  return (said === '' ? cause.message : said).slice(-SAID_CHARACTERS_MAX);
}
