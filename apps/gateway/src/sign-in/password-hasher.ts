import { AppError } from '@eagle/contracts/domain';
import { Metrics } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { METRICS } from '../declared-metrics.js';
import { ConcurrencyLimiter } from '../live-push/concurrency-limiter.js';
import {
  ARGON2ID,
  formName,
  formOf,
  type HashForm,
  hashOfNobody,
  isOutdated,
  NEWEST_FORM,
} from './password-hash-form.js';
import { PasswordHashForms } from './password-hash-forms.js';
import { isScryptPassword } from './scrypt-hash.js';

/**
 * Each takes 19 MiB and one of the four threads of libuv, which files and host names use as well:
 * half of them stay free. With 26 ms a hash, 75 people a second sign in to one replica.
 */
export const HASHES_AT_ONCE_MAX = 2;
/** The last one to wait gets an answer after a second and a half, on a busy machine after five. */
export const HASHES_WAITING_MAX = 100;
const RETRY_AFTER_SECONDS = 2;

/** The hash that a password was compared with. */
export interface PasswordCheck {
  readonly isRight: boolean;
  /**
   * A new hash of the right password where the stored one is weaker than new ones are; else null.
   */
  readonly replacement: string | null;
}

/**
 * Hashes and compares passwords, on threads beside the event loop. All passwords of people go
 * through here: sign-in, change, invitation, first super-admin. (Services have bcrypt hashes on the
 * message server, because that server reads no other.)
 */
@Injectable()
export class PasswordHasher {
  private readonly limiter = new ConcurrencyLimiter(HASHES_AT_ONCE_MAX, HASHES_WAITING_MAX);
  /** A hash without a password for each form, made when it is first needed. */
  private readonly nobody = new Map<string, string>();
  private readonly refused;
  private readonly unreadable;

  constructor(
    @Inject(PasswordHashForms) private readonly forms: PasswordHashForms,
    @Inject(Metrics) metrics: Metrics,
  ) {
    metrics.gauge(METRICS.passwordHashesPending, (gauge) => gauge.set(this.limiter.pending));
    this.refused = metrics.counter(METRICS.passwordHashesRefused);
    this.unreadable = metrics.counter(METRICS.passwordHashesUnreadable);
  }

  /** @throws AppError `AUTH.TOO_MANY_AT_ONCE` (unavailable). */
  hash(password: string): Promise<string> {
    return this.inTurn(() => newestHash(normalized(password)));
  }

  /**
   * Whether a password belongs to a stored hash; null where there is no such account. Every check
   * costs the same, whatever is stored: one comparison for each form of hash in the database, with
   * a hash without a password for every form but the account's own.
   * @throws AppError `AUTH.TOO_MANY_AT_ONCE` (unavailable), the same for every account.
   */
  async check(password: string, stored: string | null): Promise<PasswordCheck> {
    const own = stored === null ? null : formOf(stored);
    const forms = new Map((await this.forms.stored()).map((form) => [formName(form), form]));
    forms.set(formName(NEWEST_FORM), NEWEST_FORM);
    if (own !== null) forms.set(formName(own), own);
    const text = normalized(password);
    return this.inTurn(async () => {
      let isRight = false;
      // One after the other: two at once would take the memory of two.
      for (const [name, form] of forms) {
        const isOwn = stored !== null && own !== null && formName(own) === name;
        const isSame = await this.isSame(text, form, isOwn ? stored : this.nobodyOf(name, form));
        if (isOwn) isRight = isSame;
      }
      const isToBeReplaced = isRight && stored !== null && isOutdated(stored);
      return { isRight, replacement: isToBeReplaced ? await newestHash(text) : null };
    });
  }

  /** @throws AppError `AUTH.TOO_MANY_AT_ONCE` (unavailable) where no further check may wait now. */
  refuseWhenFull(): void {
    if (!this.limiter.isFull) return;
    this.refused.inc();
    throw new AppError(
      'AUTH.TOO_MANY_AT_ONCE',
      `Too many passwords are being checked just now: try again in ${RETRY_AFTER_SECONDS} s.`,
      { retryAfterSeconds: RETRY_AFTER_SECONDS },
    );
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.refuseWhenFull();
    return this.limiter.run(work);
  }

  private isSame(password: string, form: HashForm, stored: string): Promise<boolean> {
    switch (form.scheme) {
      case 'argon2id':
        return verify(stored, password).catch(() => {
          // Its salt or key is cut off or is no base64: it belongs to no password.
          this.unreadable.inc();
          return false;
        });
      case 'scrypt':
        return isScryptPassword(password, stored);
    }
  }

  private nobodyOf(name: string, form: HashForm): string {
    const known = this.nobody.get(name);
    if (known !== undefined) return known;
    const made = hashOfNobody(form);
    this.nobody.set(name, made);
    return made;
  }
}

const newestHash = (text: string): Promise<string> =>
  hash(text, {
    memoryCost: ARGON2ID.memoryKiB,
    timeCost: ARGON2ID.passes,
    parallelism: ARGON2ID.lanes,
    outputLen: ARGON2ID.keyBytes,
  });

/** The same letters typed on two keyboards may arrive as different code points. */
const normalized = (password: string): string => password.normalize('NFKC');
