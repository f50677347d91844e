import { endProcess, identityOf, type ProcessIdentity } from '@eagle/local-services';
import { AppError } from '@eagle/contracts/domain';
import { z } from 'zod';
import type { StateFolder } from './state-folder.js';

const FILE = 'processes.json';
const registerSchema = z.record(
  z.string(),
  z.object({ pid: z.number().int().positive(), startedAt: z.string() }),
);
/**
 * Nobody waits for their work any more, and each may be killed at any moment: a short wait is
 * enough.
 */
const LEFTOVER_STOP_MS_MAX = 5_000;

/**
 * The processes of this state folder, by id and start, kept on disk: a launcher that finds
 * processes of a predecessor ends them before it starts new ones, even where their guardians have
 * ended.
 */
export class ProcessRegister {
  private readonly processes = new Map<string, ProcessIdentity>();

  private constructor(
    private readonly state: StateFolder,
    private readonly onProblem: (problem: string) => void,
  ) {}

  /**
   * Ends the remaining processes of a predecessor.
   * @param onProblem  called where the file cannot be written: a later start would not find the
   *   processes of this one
   * @throws AppError `START.LEFTOVER` (conflict) when one of them cannot be ended.
   */
  static async open(state: StateFolder, onProblem: (problem: string) => void): Promise<ProcessRegister> {
    const left = registerSchema.safeParse(state.readJson(FILE) ?? {}).data ?? {};
    await Promise.all(
      Object.entries(left).map(async ([name, identity]) => {
        if (await endProcess(identity, 'SIGTERM', LEFTOVER_STOP_MS_MAX)) return;
        throw new AppError(
          'START.LEFTOVER',
          `${name} of an earlier start (process ${identity.pid}) still runs and cannot be ended; end it first.`,
        );
      }),
    );
    return new ProcessRegister(state, onProblem);
  }

  started(name: string, pid: number): void {
    this.processes.set(name, identityOf(pid));
    this.write();
  }

  ended(name: string): void {
    this.processes.delete(name);
    this.write();
  }

  private write(): void {
    try {
      this.state.writeJson(FILE, Object.fromEntries(this.processes));
    } catch (error) {
      this.onProblem(`${FILE} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
