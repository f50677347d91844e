import { BY_PLATFORM, type OrganizationId, organizationIdSchema } from '@eagle/contracts/domain';
import { CONFIG, Logger, Metrics } from '@eagle/service-kit';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { METRICS } from '../declared-metrics.js';
import { AuditChainRepository, type KnownChain } from './audit-chain.repository.js';
import type { GatewayConfig } from '../config.js';
import { CLOCK, type Clock } from '../ports.js';
import { AuditHeads } from './audit-heads.js';
import { AuditLog } from './audit-log.js';
import { checkPage, type ChainBreak, type Verified } from './check-chain.js';
import { chainOf, PLATFORM_CHAIN, Sealer } from './seal.js';

const SEAL_EVERY_MS = 1_000;
const PAGE_ENTRIES = 500;
/** Entries read again in one round of checks; longer logs take several rounds. */
const ROUND_ENTRIES_MAX = 20_000;

/** The state of a chain: when it was last found whole, or where it breaks. */
export interface ChainState {
  readonly checkedAt: string | null;
  readonly break: ChainBreak | null;
}

/**
 * Seals new entries of the audit log and checks the old ones, at the start and while the service
 * runs. So a changed, removed or cut-off entry is noticed by a service that owns neither the
 * database nor its backups. No request waits for it.
 */
@Injectable()
export class AuditNotary implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly sealer: Sealer;
  private readonly states = new Map<string, ChainState>();
  private readonly sealedUpTo = new Map<string, number>();
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly running = new Map<string, Promise<void>>();
  /** The place at which the next round of checks continues. */
  private next: { chain: string; from: Verified } | null = null;

  constructor(
    @Inject(AuditChainRepository) private readonly repository: AuditChainRepository,
    @Inject(AuditHeads) private readonly heads: AuditHeads,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(CONFIG) private readonly config: GatewayConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    this.sealer = new Sealer(config.AUDIT_KEY.reveal());
  }

  onApplicationBootstrap(): void {
    this.reportBroken();
    this.timers.push(setInterval(() => this.run('seal', () => this.sealNew()), SEAL_EVERY_MS));
    this.timers.push(
      setInterval(() => this.run('check', () => this.checkRound()), this.config.AUDIT_CHECK_MS),
    );
    this.run('check', () => this.checkRound());
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await Promise.all(this.running.values());
  }

  stateOf(organizationId: OrganizationId | null): ChainState {
    return this.states.get(chainOf(organizationId)) ?? { checkedAt: null, break: null };
  }

  /** One run of each kind at a time; the next run repeats what failed. */
  private run(what: string, work: () => Promise<void>): void {
    if (this.running.has(what)) return;
    const done = work()
      .catch((error: unknown) =>
        this.logger.warn({ error, what }, 'The audit log could not be sealed or checked'),
      )
      .finally(() => this.running.delete(what));
    this.running.set(what, done);
  }

  private async sealNew(): Promise<void> {
    for (const known of await this.repository.chains()) {
      const isSealed = this.sealedUpTo.get(known.chain) === known.lastId;
      if (isSealed || this.isBroken(known.chain)) continue;
      await this.sealChain(known);
    }
  }

  /** Continues from the head that is kept outside, never from the seals of the database. */
  private async sealChain({ chain, organizationId }: KnownChain): Promise<void> {
    const head = await this.headOf(chain);
    if (head === null) return;
    if (head.id > 0 && !(await this.repository.holds(organizationId, head))) {
      this.found(chain, { reason: 'cut-off', id: head.id });
      return;
    }
    let upTo = head;
    for (;;) {
      const page = await this.repository.linksAfter(organizationId, upTo.id, PAGE_ENTRIES);
      if (upTo.id === 0 && page[0]?.seal) this.headsLost(chain);
      const checked = checkPage(this.sealer, upTo, page, head.id);
      await this.repository.seal(organizationId, checked.unsealed);
      if (checked.upTo.id > upTo.id) {
        upTo = checked.upTo;
        await this.heads.keep(this.sealer.head(chain, upTo.id, upTo.seal));
      }
      if (checked.found !== null) this.found(chain, checked.found);
      if (checked.found !== null || page.length < PAGE_ENTRIES) break;
    }
    this.sealedUpTo.set(chain, upTo.id);
  }

  /**
   * The place up to which a chain is sealed; before the first entry where it was never sealed; null
   * where the head outside is not ours.
   */
  private async headOf(chain: string): Promise<Verified | null> {
    const heads = await this.heads.of(chain);
    const forged = heads.find((head) => head.chain !== chain || !this.sealer.isOurs(head));
    if (forged !== undefined) {
      this.found(chain, { reason: 'forged-head', id: forged.id });
      return null;
    }
    const start = { id: 0, seal: this.sealer.first(chain) };
    return heads.reduce<Verified>(
      (furthest, { id, seal }) => (id > furthest.id ? { id, seal: Buffer.from(seal, 'hex') } : furthest),
      start,
    );
  }

  /** Checks all chains up to the bound of one round; the next round continues there. */
  private async checkRound(): Promise<void> {
    const chains = await this.chains();
    let left = ROUND_ENTRIES_MAX;
    const at = chains.findIndex((known) => known.chain === this.next?.chain);
    const inTurn = [...chains.slice(Math.max(at, 0)), ...chains.slice(0, Math.max(at, 0))];
    for (const known of inTurn) {
      const from = this.next?.chain === known.chain ? this.next.from : null;
      this.next = null;
      left -= await this.checkChain(known, from, left);
      if (left <= 0) return;
    }
  }

  /** Chains in the database, and chains that should be there. */
  private async chains(): Promise<Omit<KnownChain, 'lastId'>[]> {
    const known = await this.repository.chains();
    const missing = (await this.heads.chains()).filter(
      (chain) => !known.some((each) => each.chain === chain),
    );
    const asKnown = missing.map((chain) => {
      const organizationId = chain === PLATFORM_CHAIN ? null : organizationIdSchema.parse(chain);
      return { chain, organizationId };
    });
    return [...known, ...asKnown].sort((one, other) => (one.chain < other.chain ? -1 : 1));
  }

  /** @returns the number of entries read. */
  private async checkChain(
    { chain, organizationId }: Omit<KnownChain, 'lastId'>,
    goOnFrom: Verified | null,
    entriesMax: number,
  ): Promise<number> {
    const head = await this.headOf(chain);
    if (head === null || head.id === 0) return 0;
    let upTo: Verified = goOnFrom ?? { id: 0, seal: this.sealer.first(chain) };
    let read = 0;
    while (upTo.id < head.id && read < entriesMax) {
      const page = await this.repository.linksAfter(organizationId, upTo.id, PAGE_ENTRIES);
      const links = page.filter(({ content }) => content.id <= head.id);
      const { upTo: next, found } = checkPage(this.sealer, upTo, links, head.id);
      const isEnd = links.length < PAGE_ENTRIES && next.id < head.id;
      const broken = found ?? (isEnd ? { reason: 'cut-off' as const, id: next.id } : null);
      if (broken !== null) {
        this.found(chain, broken);
        return read + page.length;
      }
      upTo = next;
      read += page.length;
    }
    if (upTo.id < head.id) this.next = { chain, from: upTo };
    else if (upTo.id === head.id && !upTo.seal.equals(head.seal))
      this.found(chain, { reason: 'changed', id: head.id });
    else this.foundWhole(chain);
    return Math.max(read, 1);
  }

  /**
   * Sealed before, but no head is kept outside: all seals are verified from the first on, but a
   * cut-off end would stay unnoticed.
   */
  private headsLost(chain: string): void {
    this.logger.error(
      { chain },
      'The heads of the audit log outside of the database are gone; they are made again',
    );
  }

  private isBroken(chain: string): boolean {
    return (this.states.get(chain)?.break ?? null) !== null;
  }

  private foundWhole(chain: string): void {
    this.states.set(chain, { checkedAt: new Date(this.clock()).toISOString(), break: null });
    this.reportBroken();
  }

  /** Reported once as a log entry, then by state and metric until the chain is whole again. */
  private found(chain: string, broken: ChainBreak): void {
    const before = this.states.get(chain);
    this.states.set(chain, { checkedAt: before?.checkedAt ?? null, break: broken });
    this.reportBroken();
    if ((before?.break ?? null) !== null) return;
    this.logger.error(
      { chain, ...broken },
      'The audit log was changed after it was written: check who can write to the database',
    );
    const subject = { kind: 'audit' as const, id: chain };
    this.run(`tell ${chain}`, () =>
      this.audit.record(null, { action: 'AUDIT.BROKEN', subject, details: { ...broken }, by: BY_PLATFORM }),
    );
  }

  private reportBroken(): void {
    const broken = [...this.states.keys()].filter((chain) => this.isBroken(chain)).length;
    this.metrics.gauge(METRICS.auditChainsBroken).set(broken);
  }
}
