import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@eagle/contracts/domain';
import type { Compose, ContainerEngine } from '@eagle/local-services/containers';
import { monotonicNow } from '@eagle/service-kit/clocks';
import { z } from 'zod';

const LOOK_EVERY_MS = 1_000;
const PROJECT_LABEL = 'com.docker.compose.project';

const containerSchema = z.object({
  State: z.object({
    Status: z.string(),
    ExitCode: z.number(),
    Health: z
      .object({ Status: z.string(), Log: z.array(z.object({ Output: z.string() })).nullable() })
      .optional(),
  }),
  RestartCount: z.number(),
  HostConfig: z.object({ ReadonlyRootfs: z.boolean(), CapDrop: z.array(z.string()).nullable() }),
  Config: z.object({ User: z.string(), Labels: z.record(z.string(), z.string()) }),
});

/** The state of one container of the stack, from the engine. */
export interface StackContainer {
  readonly service: string;
  readonly state: string;
  readonly exitCode: number;
  /** Null where it has no health check. */
  readonly health: string | null;
  /** The last output of the health check. */
  readonly healthSaid: string;
  readonly restarts: number;
  readonly isReadOnly: boolean;
  readonly hasCapabilities: boolean;
  readonly user: string;
}

export interface StackOptions {
  readonly engine: ContainerEngine;
  readonly compose: Compose;
  readonly project: string;
  readonly files: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** The services of the compose file under a separate project name. */
export class ComposeStack {
  constructor(private readonly options: StackOptions) {}

  /** Starts these services and what they depend on; all where none is named. */
  async up(...services: readonly string[]): Promise<void> {
    await this.compose(['up', '--detach', '--no-build', ...services]);
  }

  /** Runs a command in a container. */
  exec(service: string, command: readonly string[]): Promise<string> {
    return this.compose(['exec', '-T', service, ...command]);
  }

  logs(service: string): Promise<string> {
    return this.compose(['logs', '--no-color', '--tail', '30', service]);
  }

  /** Removes everything with its volumes; works also after the command was stopped. */
  async down(): Promise<void> {
    await this.compose(['down', '--volumes', '--remove-orphans', '--timeout', '15'], false);
  }

  async containers(): Promise<StackContainer[]> {
    const { engine, signal } = this.options;
    const ids = await this.list(['ps', '--all']);
    if (ids.length === 0) return [];
    const inspected: unknown = JSON.parse(await engine.run(['inspect', ...ids], { signal }));
    return z.array(containerSchema).parse(inspected).map(describe);
  }

  async container(service: string): Promise<StackContainer> {
    const found = (await this.containers()).find((container) => container.service === service);
    if (found === undefined) throw new AppError('CONTAINERS.NO_CONTAINER', `${service} has no container.`);
    return found;
  }

  /** Names of the containers, volumes and networks of the project that are left. */
  async leftovers(): Promise<string[]> {
    const kinds = [
      ['ps', '--all'],
      ['volume', 'ls'],
      ['network', 'ls'],
    ] as const;
    return (await Promise.all(kinds.map((kind) => this.list(kind)))).flat();
  }

  /**
   * Polls until a condition holds.
   * @param look  Null where it holds; else one sentence that says why not.
   * @throws AppError `CONTAINERS.TIMEOUT` (timeout) with the last sentence.
   */
  async until(deadlineMs: number, look: () => Promise<string | null>): Promise<void> {
    const endMs = monotonicNow() + deadlineMs;
    for (;;) {
      const why = await look();
      if (why === null) return;
      if (monotonicNow() >= endMs)
        throw new AppError('CONTAINERS.TIMEOUT', `${why} (after ${deadlineMs / 1_000} s)`);
      await delay(LOOK_EVERY_MS, undefined, { signal: this.options.signal });
    }
  }

  private async list(what: readonly string[]): Promise<string[]> {
    const { engine, project } = this.options;
    const found = await engine.run([...what, '--quiet', '--filter', `label=${PROJECT_LABEL}=${project}`]);
    return found.split('\n').filter((line) => line !== '');
  }

  private compose(args: readonly string[], isStoppable = true): Promise<string> {
    const { compose, project, files, environment, signal } = this.options;
    return compose.run(['-p', project, ...files.flatMap((file) => ['-f', file]), ...args], {
      environment,
      ...(isStoppable ? { signal } : {}),
    });
  }
}

function describe({
  State,
  RestartCount,
  HostConfig,
  Config,
}: z.output<typeof containerSchema>): StackContainer {
  return {
    service: Config.Labels['com.docker.compose.service'] ?? '',
    state: State.Status,
    exitCode: State.ExitCode,
    health: State.Health?.Status ?? null,
    healthSaid: State.Health?.Log?.at(-1)?.Output.trim() ?? '',
    restarts: RestartCount,
    isReadOnly: HostConfig.ReadonlyRootfs,
    hasCapabilities: !(HostConfig.CapDrop ?? []).some((dropped) => dropped.toUpperCase() === 'ALL'),
    user: Config.User,
  };
}
