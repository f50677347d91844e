import { spawn, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';

/**
 * Ends a process when this one is gone, however that happened: a shell whose standard input is a
 * pipe from here sees the pipe close, asks the process to end, and kills it with its group where it
 * does not. It ignores what a closing terminal sends. One that is itself killed is replaced.
 */
export class Guardian {
  private shell: ChildProcess;
  private dismissed = false;

  constructor(
    private readonly pid: number,
    private readonly stopSignal: NodeJS.Signals,
    private readonly stopMsMax: number,
  ) {
    this.shell = this.start();
  }

  /** For when the process has ended. */
  dismiss(): void {
    this.dismissed = true;
    this.shell.kill('SIGKILL');
  }

  private start(): ChildProcess {
    const { pid, stopSignal, stopMsMax } = this;
    const seconds = Math.ceil(stopMsMax / 1_000);
    const script = `trap '' INT TERM HUP
read -r _
kill -${stopSignal.replace('SIG', '')} ${pid} 2>/dev/null
waited=0
while kill -0 ${pid} 2>/dev/null && [ $waited -lt ${seconds} ]; do sleep 1; waited=$((waited + 1)); done
kill -KILL -${pid} 2>/dev/null
kill -KILL ${pid} 2>/dev/null`;
    const shell = spawn('/bin/sh', ['-c', script], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
      cwd: '/',
    });
    shell.unref();
    // The pipe must stay open as long as this process lives, yet not keep it alive.
    const pipe = shell.stdin;
    pipe?.on('error', () => undefined);
    if (pipe instanceof Socket) pipe.unref();
    shell.once('error', () => undefined); // No process to be had: 'exit' does not come, and the next start clears what is left.
    shell.once('exit', () => {
      if (!this.dismissed) this.shell = this.start();
    });
    return shell;
  }
}
