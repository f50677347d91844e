import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { AppError } from '@eagle/contracts/domain';
import { z } from 'zod';
import type { Trainer, TrainerJob } from '../ports.js';

const EXIT_REFUSED = 3;
const STDERR_CHARS_MAX = 4_000;
/** On a machine that does both, live work goes first. */
const NICENESS = 10;

const lineSchema = z.object({
  event: z.enum(['progress', 'done', 'refused', 'failed']),
  progress: z.number().optional(),
  message: z.string(),
});

export interface PythonTrainerOptions {
  /** Python of an environment with the trainer's requirements. */
  readonly python: string;
  /** Folder that holds the package `model_trainer`. */
  readonly packageFolder: string;
  /** Without the requested time of a search. */
  readonly timeoutMs: number;
}

type TrainerProcess = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Runs `model_trainer` as a separate process. It ends on request, after its time limit, or when
 * this process ends.
 */
export class PythonTrainer implements Trainer {
  constructor(private readonly options: PythonTrainerOptions) {}

  async train(job: TrainerJob): Promise<void> {
    if (job.signal.aborted) throw aborted();
    const child = this.start(job);
    const timeoutMs = this.options.timeoutMs + job.searchMs;
    let message = '';
    let complaint = '';
    let timedOut = false;
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = parseLine(text);
      if (line === null) return;
      if (line.event === 'refused' || line.event === 'failed') message = line.message;
      if (line.progress !== undefined) job.onProgress(line.progress, line.message);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString('utf8')).slice(-STDERR_CHARS_MAX);
    });
    child.stdin.on('error', () => undefined); // the child may end before it has read everything
    const kill = (): void => void child.kill('SIGKILL');
    const timer = setTimeout(() => {
      timedOut = true;
      kill();
    }, timeoutMs);
    job.signal.addEventListener('abort', kill, { once: true });
    try {
      const code = await exitOf(child);
      if (code === 0) return;
      if (job.signal.aborted) throw aborted();
      throw timedOut ? timeout(timeoutMs) : failure(code, message, complaint);
    } finally {
      clearTimeout(timer);
      job.signal.removeEventListener('abort', kill);
    }
  }

  private start({ datasetFolder, outFolder }: TrainerJob): TrainerProcess {
    const module = ['-m', 'model_trainer', 'train', '--end-with-stdin'];
    const child = spawn(this.options.python, [...module, '--dataset', datasetFolder, '--out', outFolder], {
      cwd: this.options.packageFolder,
      // The service's own environment holds secrets: none of it is passed on.
      env: {
        PATH: '/usr/local/bin:/usr/bin:/bin',
        LANG: 'C.UTF-8',
        OMP_NUM_THREADS: '2',
        PYTHONDONTWRITEBYTECODE: '1',
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    if (child.pid !== undefined) {
      try {
        setPriority(child.pid, NICENESS);
      } catch {
        // The process may have ended, or the system may refuse: then the priority stays as it is.
      }
    }
    return child;
  }
}

function timeout(timeoutMs: number): AppError {
  const minutes = Math.round(timeoutMs / 60_000);
  return new AppError(
    'TRAINING.TRAINER_TIMEOUT',
    `The trainer took longer than ${minutes} minutes and was stopped.`,
  );
}

function parseLine(text: string): z.output<typeof lineSchema> | null {
  try {
    return lineSchema.parse(JSON.parse(text));
  } catch {
    return null; // a library that prints on its own
  }
}

function exitOf(child: TrainerProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => {
      const reason = `The trainer could not be started: ${cause.message}. Set TRAINER_PYTHON to a Python with its requirements.`;
      reject(new AppError('TRAINING.TRAINER_FAILED', reason, {}, { cause }));
    });
    child.once('close', (code) => resolve(code));
  });
}

function aborted(): AppError {
  return new AppError('TRAINING.ABORTED', 'The training was stopped before it was done.');
}

function failure(code: number | null, message: string, complaint: string): AppError {
  if (code === EXIT_REFUSED) return new AppError('TRAINING.REFUSED', message);
  const missing = /No module named '?([\w.]+)'?/.exec(complaint)?.[1];
  const reason =
    missing === undefined
      ? message ||
        complaint.trim().split('\n').at(-1) ||
        (code === null ? 'it was killed' : `exit code ${code}`)
      : `its Python lacks the module ${missing}; install the trainer's requirements`;
  return new AppError('TRAINING.TRAINER_FAILED', `The trainer failed: ${reason}.`, {
    exitCode: code,
    complaint,
  });
}
