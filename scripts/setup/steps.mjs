import { spawn } from 'node:child_process';
import os from 'node:os';

export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * Runs a command to its end, or to that of this process; its output is kept and shown only where it
 * fails. @param niceness  of the command and of what it starts
 */
export function run(command, args, { cwd, step, env, niceness = 0 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (niceness !== 0 && child.pid !== undefined) os.setPriority(child.pid, niceness);
    const end = () => child.kill();
    process.once('exit', end);
    const output = [];
    const keep = (chunk) => {
      output.push(chunk);
      step?.heard();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('exit', end);
      const text = Buffer.concat(output).toString();
      if (code === 0) resolve(text);
      else reject(new Error(`${[command, ...args].join(' ')} ended with ${code}:\n${text.slice(-4000)}`));
    });
  });
}

/** Something a person has to install or mend; the message is the one sentence they are shown. */
export class Missing extends Error {}

const PROGRESS_EVERY_MS = 5_000;

/**
 * Runs the steps of the set-up, reports every few seconds which are still running, and collects
 * missing things.
 */
export class Setup {
  startedAt = performance.now();
  #missing = [];

  requireNode(majorMin) {
    if (Number(process.versions.node.split('.')[0]) < majorMin) {
      this.#missing.push(`Node ${process.versions.node} is too old: install Node ${majorMin} or newer.`);
      this.stopIfMissing();
    }
  }

  async step(name, work) {
    const startedAt = performance.now();
    let note = '';
    const timer = setInterval(() => console.log(`  … ${name} (${seconds(startedAt)})`), PROGRESS_EVERY_MS);
    try {
      await work({ heard() {}, ok: (text) => void (note = text) });
      const tookMs = performance.now() - startedAt;
      if (tookMs > 1_000) console.log(`  ✓ ${name}${note ? `: ${note}` : ''} (${seconds(startedAt)})`);
    } catch (error) {
      this.#missing.push(error instanceof Missing ? error.message : `${name}: ${error.message}`);
    } finally {
      clearInterval(timer);
    }
  }

  stopIfMissing() {
    if (this.#missing.length === 0) return;
    for (const sentence of this.#missing) console.error(`  ✗ ${sentence}`);
    process.exit(1);
  }
}
