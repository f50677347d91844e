import { LocalServiceError } from '../local-service-error.js';
import { runCommand, type RunOptions } from './container-engine.js';

/** The command of Compose that is installed: the engine's plug-in, or the program before it. */
export class Compose {
  private constructor(
    private readonly command: readonly [string, ...string[]],
    readonly version: string,
  ) {}

  /** @throws LocalServiceError ENGINE_MISSING. */
  static async find(): Promise<Compose> {
    for (const command of [['docker', 'compose'], ['docker-compose']] as const) {
      const [program, ...before] = command;
      const version = await runCommand(program, [...before, 'version', '--short']).catch(() => null);
      if (version !== null) return new Compose(command, version);
    }
    throw new LocalServiceError(
      'ENGINE_MISSING',
      'Compose is missing: install the plug-in "docker compose" or the program "docker-compose".',
    );
  }

  run(args: readonly string[], options: RunOptions): Promise<string> {
    const [program, ...before] = this.command;
    return runCommand(program, [...before, ...args], options);
  }
}
