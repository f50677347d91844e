import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { OrganizationId } from '@eagle/contracts/domain';
import { z } from 'zod';

export interface LeaseProcessOptions {
  readonly url: string;
  readonly owner: string;
  readonly organizationId: OrganizationId;
  readonly ttlMs: number;
  /** How far its wall clock is ahead of this process's. */
  readonly clockOffsetMs: number;
}

/** What such a process reports after each look. */
export const lookSchema = z.object({
  held: z.boolean(),
  /** How often it took the lease. */
  terms: z.number(),
  /** Start of the present series of refusals, by its steady clock; 0 while it holds the lease. */
  refusedForMs: z.number(),
  /**
   * Whether it believed to hold the lease when it woke after it was frozen for longer than a ttl;
   * null: it was never frozen.
   */
  woke: z.boolean().nullable(),
});
export type LeaseLook = z.infer<typeof lookSchema>;

/**
 * Takes and renews one lease in a separate process, which can be frozen and has a settable clock.
 */
export class LeaseProcess {
  private look: LeaseLook = { held: false, terms: 0, refusedForMs: 0, woke: null };

  private constructor(private readonly child: ChildProcess) {
    child.on('message', (message) => {
      this.look = lookSchema.parse(message);
    });
  }

  static async start(options: LeaseProcessOptions): Promise<LeaseProcess> {
    const main = fileURLToPath(new URL('./lease-process.main.fixture.js', import.meta.url));
    const child = fork(main, [JSON.stringify(options)], { stdio: 'inherit' });
    await once(child, 'message');
    return new LeaseProcess(child);
  }

  get held(): boolean {
    return this.look.held;
  }
  get terms(): number {
    return this.look.terms;
  }
  get refusedForMs(): number {
    return this.look.refusedForMs;
  }
  get woke(): boolean | null {
    return this.look.woke;
  }

  /** `step-clock`: its wall clock is set back by two hours. */
  report(what: 'release' | 'step-clock'): void {
    this.child.send(what);
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child.kill(signal);
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }
}
