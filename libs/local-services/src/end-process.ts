import { isSameProcess, type ProcessIdentity } from './process-identity.js';
import { pollUntil } from './poll-until.js';

const LOOK_EVERY_MS = 50;
const KILLED_MS_MAX = 10_000;

/**
 * Ends a process that this one did not start, with its group: asked first, killed where it does not
 * end in time. Does nothing when that process is gone, also where its id belongs to another one by
 * now.
 * @returns whether it is gone.
 */
export async function endProcess(
  process_: ProcessIdentity,
  stopSignal: NodeJS.Signals,
  stopMsMax: number,
): Promise<boolean> {
  const gone = (deadlineMs: number): Promise<true | null> =>
    pollUntil(() => (isSameProcess(process_) ? null : true), { deadlineMs, everyMs: LOOK_EVERY_MS });
  if (!isSameProcess(process_)) return true;
  send(process_.pid, stopSignal);
  if ((await gone(stopMsMax)) !== null) return true;
  // The group: a service may have started helpers of its own, which hold its locks as well.
  send(-process_.pid, 'SIGKILL');
  send(process_.pid, 'SIGKILL');
  return (await gone(KILLED_MS_MAX)) !== null;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already, or it leads no group.
  }
}
