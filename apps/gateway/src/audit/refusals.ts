import { AppError, type AuditEntry, type OrganizationId } from '@eagle/contracts/domain';
import { Logger } from '@eagle/service-kit';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CLOCK, type Clock } from '../ports.js';
import type { Principal } from '../access/principal.js';
import { AuditLog, authorOf } from './audit-log.js';

/** Refusals of one user and kind are written once in this time, with their count. */
export const REFUSALS_EVERY_MS = 60_000;
const LOOK_EVERY_MS = 5_000;
/** Most users remembered at once; the oldest are written and forgotten first. */
const REMEMBERED_MAX = 10_000;

/** A refused caller, and the organization that logs the refusal. */
export type Refusal = Extract<
  AuditEntry,
  { action: 'SIGN_IN.REFUSED' | 'ACCESS.REFUSED' | 'ORGANIZATION.REFUSED' | 'SOCKET.REFUSED' }
> & {
  /** Null: the log of the platform. */
  readonly organizationId: OrganizationId | null;
};

type AccessRefusal = Exclude<Refusal['action'], 'SIGN_IN.REFUSED'>;

interface Remembered {
  entry: Refusal;
  writtenAtMs: number;
  /** Refusals since then. */
  count: number;
  /**
   * Entries of one user are written one after the other: their order in the log is that of the
   * refusals.
   */
  written: Promise<void>;
}

/**
 * Records who was refused what. It writes the first refusal at once, and those that follow within a
 * minute as one entry with their count: a client in a loop, or an attack, would bury everything
 * else. No request waits for it: a refusal takes the same time for every sender.
 */
@Injectable()
export class Refusals implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly remembered = new Map<string, Remembered>();
  private readonly writing = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.writeDue(), LOOK_EVERY_MS);
  }

  /** While the database is still open. */
  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    for (const [key, each] of this.remembered) if (each.count > 0) this.write(key, each);
    await Promise.all(this.writing);
  }

  note(entry: Refusal): void {
    const key = `${entry.organizationId ?? ''} ${entry.by.actorId ?? ''} ${entry.action}`;
    const before = this.remembered.get(key);
    if (before !== undefined && !this.isDue(before)) {
      before.count += 1;
      before.entry = entry;
      return;
    }
    this.remembered.delete(key);
    const count = (before?.count ?? 0) + 1;
    const written = before?.written ?? Promise.resolve();
    const each = { entry, writtenAtMs: this.clock(), count, written };
    this.remembered.set(key, each);
    this.write(key, each);
    this.forgetOldest();
  }

  private writeDue(): void {
    for (const [key, each] of this.remembered) {
      if (!this.isDue(each)) continue;
      if (each.count > 0) this.write(key, each);
      else this.remembered.delete(key);
    }
  }

  private forgetOldest(): void {
    if (this.remembered.size <= REMEMBERED_MAX) return;
    for (const [key, each] of this.remembered) {
      if (each.count > 0) this.write(key, each);
      this.remembered.delete(key);
      return;
    }
  }

  private isDue({ writtenAtMs }: Remembered): boolean {
    return Math.abs(this.clock() - writtenAtMs) >= REFUSALS_EVERY_MS;
  }

  private write(key: string, each: Remembered): void {
    const { entry, count } = each;
    each.writtenAtMs = this.clock();
    each.count = 0;
    const { organizationId, ...reported } = structuredClone(entry);
    reported.details.count = count;
    const record = (): Promise<void> => this.audit.record(organizationId, reported);
    const written = each.written.then(record).catch((error: unknown) => {
      // Written with the next ones.
      each.count += count;
      this.remembered.set(key, each);
      this.logger.warn({ error, action: entry.action, count }, 'Refusals could not be audited yet');
    });
    each.written = written;
    this.writing.add(written);
    void written.finally(() => this.writing.delete(written));
  }
}

/** The refused caller, which decides in which log the refusal goes. */
export type RefusedUser = Pick<Principal, 'userId' | 'organizationId'>;

/**
 * @param user  Null: a stranger. The refusals of all strangers are one entry in the platform's log.
 * @param tried  What was refused, for example `GET /api/v1/alerts`.
 */
export function refusalEntry(
  error: AppError,
  user: RefusedUser | null,
  tried: string,
  action: AccessRefusal = accessActionOf(error),
): Refusal {
  return {
    organizationId: user?.organizationId ?? null,
    action,
    subject: { kind: 'user', id: user?.userId ?? 'unknown' },
    details: { action: tried, code: error.code, count: 1 },
    by: authorOf(user),
  };
}

function accessActionOf({ code }: AppError): AccessRefusal {
  return code === 'TENANCY.OTHER_ORGANIZATION' ? 'ORGANIZATION.REFUSED' : 'ACCESS.REFUSED';
}

/** Whether an answer is a refusal, not a mistake of the caller or a fault of ours. */
export function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && (error.kind === 'forbidden' || error.kind === 'unauthenticated');
}
