import { execFileSync } from 'node:child_process';
import { eventually } from './eventually.js';

/** Lists each thread of a process; elsewhere `ps` has no such option, and tells of the whole. */
const OF_THREADS = process.platform === 'linux' ? ['-L'] : [];

/**
 * Stops a process until it gets SIGCONT. Resolves when all its threads stand still: a signal takes
 * effect when a thread is scheduled next, and on a busy machine the process answers until then.
 */
export async function freezeProcess(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  await eventually(() => {
    const states = execFileSync('ps', [...OF_THREADS, '-o', 'state=', '-p', String(pid)], {
      encoding: 'utf8',
    });
    const moving = states.split('\n').filter((state) => state.trim() !== '' && !state.startsWith('T'));
    if (moving.length > 0) throw new Error(`Process ${pid} still runs: ${moving.join(' ')}`);
  });
}
