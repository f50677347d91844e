import { createHmac, hkdfSync } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@eagle/contracts/domain';
import { CONFIG, Logger } from '@eagle/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SignInTriesRepository, type CountedTry } from './sign-in-tries.repository.js';
import { normalEmail } from './user.repository.js';
import type { GatewayConfig } from '../config.js';
import { CLOCK, type Clock } from '../ports.js';
import { decideTry } from './tries.js';

/**
 * A delay this short is waited out here: people who sign in several times at once notice nothing.
 */
const WAITED_OUT_MS_MAX = 3_000;
/** Most requests that wait at once; others are asked to come back. */
const WAITING_MAX = 100;
const SWEEP_EVERY_MS = 10 * 60_000;

/** Bounds how many passwords can be tried at one account, over all addresses and replicas. */
@Injectable()
export class GuardAccounts implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly key: Buffer;
  private waiting = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(SignInTriesRepository) private readonly tries: SignInTriesRepository,
    @Inject(CONFIG) config: GatewayConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    const secret = Buffer.from(config.JWT_SECRET.reveal(), 'hex');
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'eagle sign-in tries', 32));
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), SWEEP_EVERY_MS);
  }

  onModuleDestroy(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  /**
   * Takes one try of a password, which counts as wrong until `TryTaken.right` is called.
   * @throws AppError `AUTH.TRY_LATER` (exhausted) with `retryAfterSeconds`.
   */
  async take(email: string, network: string): Promise<TryTaken> {
    const until = performance.now() + WAITED_OUT_MS_MAX;
    for (;;) {
      const nowMs = this.clock();
      const at = { account: this.accountOf(email), email, network, nowMs };
      const { decision, counted } = await this.tries.count(at, (tries) => decideTry(tries, network, nowMs));
      if (decision.isAllowed) return this.taken(email, counted);
      const isShort = performance.now() + decision.waitMs <= until;
      if (!isShort || this.waiting >= WAITING_MAX) throw tryLater(decision.waitMs);
      await this.waitOut(decision.waitMs);
    }
  }

  /** Forgets the wrong tries at this account: nobody waits any longer. */
  forget(email: string): Promise<void> {
    return this.tries.forget(this.accountOf(email));
  }

  private taken(email: string, counted: CountedTry): TryTaken {
    return {
      right: () => this.tries.takeBack(counted),
      wrong: () => this.tries.notifyOwner(counted, email, this.clock()),
    };
  }

  private async waitOut(ms: number): Promise<void> {
    this.waiting += 1;
    try {
      await delay(ms);
    } finally {
      this.waiting -= 1;
    }
  }

  /** Keyed, so that the table does not reveal which addresses were tried. */
  private accountOf(email: string): Buffer {
    return createHmac('sha256', this.key).update(normalEmail(email)).digest();
  }

  private async sweep(): Promise<void> {
    try {
      await this.tries.sweep(this.clock());
    } catch (error) {
      this.logger.warn({ error }, 'Old tries to sign in could not be swept; the next sweep tries again');
    }
  }
}

/** One password that may be tried. Exactly one of the two functions is called. */
export interface TryTaken {
  right(): Promise<void>;
  wrong(): Promise<void>;
}

function tryLater(waitMs: number): AppError {
  const retryAfterSeconds = Math.ceil(waitMs / 1_000);
  return new AppError(
    'AUTH.TRY_LATER',
    `Too many wrong passwords were tried for this account: try again in ${retryAfterSeconds} s.`,
    { retryAfterSeconds },
  );
}
