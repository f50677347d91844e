import { Worker } from 'node:worker_threads';
import { AppError } from '@eagle/contracts/domain';
import { Inject, Injectable, Optional, type OnModuleDestroy } from '@nestjs/common';
import { strengthAnswerSchema, type StrengthQuestion } from './password-strength.messages.js';
import { PasswordStrength } from './password-policy.js';

/** The memory of the list of common passwords is released after this time without a question. */
const IDLE_MS = 60_000;
const ANSWER_MS_MAX = 10_000;
/** The injection token of another deadline than that, for tests on a busy machine. */
export const PASSWORD_JUDGEMENT_MS_MAX = Symbol('PASSWORD_JUDGEMENT_MS_MAX');
/** Most judgements at once; further callers are asked to come back. */
const WAITING_MAX = 100;
const HEAP_MB_MAX = 128;

interface Asked {
  readonly resolve: (guessesLog10: number) => void;
  readonly reject: (error: AppError) => void;
  readonly deadline: NodeJS.Timeout;
}

/** Judges passwords in a thread that is started when it is first asked. */
@Injectable()
export class WorkerPasswordStrength extends PasswordStrength implements OnModuleDestroy {
  private worker: Worker | null = null;
  private idle: NodeJS.Timeout | null = null;
  private readonly asked = new Map<number, Asked>();
  private lastId = 0;

  /** @param answerMsMax  How long a judgement may take, including those before it. */
  constructor(@Optional() @Inject(PASSWORD_JUDGEMENT_MS_MAX) private readonly answerMsMax = ANSWER_MS_MAX) {
    super();
  }

  /**
   * @throws AppError `AUTH.PASSWORD_NOT_JUDGED` (unavailable): no password is accepted unjudged.
   */
  override guessesLog10(password: string, words: readonly string[]): Promise<number> {
    if (this.asked.size >= WAITING_MAX) return Promise.reject(notJudged());
    const question: StrengthQuestion = { id: (this.lastId += 1), password, words: [...words] };
    const worker = (this.worker ??= this.start());
    if (this.idle !== null) clearTimeout(this.idle);
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(() => void this.end(), this.answerMsMax);
      this.asked.set(question.id, { resolve, reject, deadline });
      worker.postMessage(question);
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.end();
  }

  private start(): Worker {
    const worker = new Worker(new URL('./password-strength.worker.js', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
    });
    worker.unref();
    worker.on('message', (message: unknown) => {
      const { id, guessesLog10 } = strengthAnswerSchema.parse(message);
      this.settle(id, (asked) => asked.resolve(guessesLog10));
      if (this.asked.size === 0) this.endWhenIdle();
    });
    const failed = (cause: unknown): void => {
      if (this.worker !== worker) return;
      this.worker = null;
      for (const id of [...this.asked.keys()]) this.settle(id, (asked) => asked.reject(notJudged(cause)));
    };
    worker.on('error', failed);
    worker.on('exit', failed);
    return worker;
  }

  private settle(id: number, how: (asked: Asked) => void): void {
    const asked = this.asked.get(id);
    if (asked === undefined) return;
    this.asked.delete(id);
    clearTimeout(asked.deadline);
    how(asked);
  }

  private endWhenIdle(): void {
    if (this.idle !== null) clearTimeout(this.idle);
    this.idle = setTimeout(() => void this.end(), IDLE_MS);
    this.idle.unref();
  }

  /** Callers that still wait learn of it when the worker exits. */
  private async end(): Promise<void> {
    if (this.idle !== null) clearTimeout(this.idle);
    await this.worker?.terminate();
  }
}

function notJudged(cause?: unknown): AppError {
  return new AppError(
    'AUTH.PASSWORD_NOT_JUDGED',
    'The password could not be checked just now: try again.',
    {},
    { cause },
  );
}
