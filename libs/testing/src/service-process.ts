import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A service in a separate process, which a test can kill and freeze. */
export class ServiceProcess {
  private child: ChildProcess | null = null;
  private output = '';

  /** @param main  Path of its compiled `main.js`. */
  constructor(
    private readonly main: string,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  start(): void {
    this.output = '';
    const child = spawn(process.execPath, [this.main], {
      env: { PATH: process.env['PATH'], HTTP_PORT: '0', LOG_LEVEL: 'info', ...this.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.output = (this.output + chunk.toString()).slice(-20_000)));
    }
    this.child = child;
  }

  /** Its last log lines, for the message of a failed test. */
  get log(): string {
    return this.output;
  }

  /** Whether it says that it leads, or led. */
  get leads(): boolean {
    return this.output.includes('This replica leads"');
  }

  /** Whether it reports that it led and no longer leads. */
  get hasLostTheLead(): boolean {
    return this.output.includes('This replica no longer leads"');
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child?.kill(signal);
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
    this.child = null;
  }
}
