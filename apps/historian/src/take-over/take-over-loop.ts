import type { OrganizationId, TakeOverProgress } from '@eagle/contracts/domain';
import { pause } from '../pause.js';
import type { Recorders } from '../record/recorders.js';
import { PieceMemory } from './collected-scans.js';
import { OrganizationTakeOver } from './organization-take-over.js';
import type { TakeOverPorts } from './take-over-ports.js';
import { progressOf } from './take-over-progress.js';

/** Organizations whose sources are read at once: each has some ten megabytes of rows in memory. */
const AT_ONCE = 2;
const IDLE_MS = 250;

export interface TakeOverLoopPorts extends TakeOverPorts {
  readonly recorders: Pick<Recorders, 'of' | 'configOf' | 'all'>;
}

/** Takes histories over in the background: a piece of one organization, then one of the next. */
export class TakeOverLoop {
  private readonly ending = new AbortController();
  private readonly known = new Map<OrganizationId, OrganizationTakeOver>();
  /** In the order of their last turns. */
  private turns: OrganizationTakeOver[] = [];
  private readonly busy = new Set<OrganizationTakeOver>();
  private running: Promise<unknown> | null = null;

  constructor(private readonly ports: TakeOverLoopPorts) {}

  start(): void {
    this.running ??= Promise.all(Array.from({ length: AT_ONCE }, () => this.work()));
  }

  /** Ends the pieces that are being read; what was not stored of them is read again. */
  async stop(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  configured(organizationId: OrganizationId): void {
    this.known.get(organizationId)?.configured();
  }

  /** How far the history of an organization is taken over. @throws AppError of the database. */
  async progress(organizationId: OrganizationId): Promise<TakeOverProgress> {
    const { stretches, recorders, now } = this.ports;
    const all = await stretches.all(organizationId);
    const running = this.known.get(organizationId) ?? null;
    return progressOf(all, running, recorders.configOf(organizationId), now());
  }

  private async work(): Promise<void> {
    const { signal } = this.ending;
    const memory = new PieceMemory();
    while (!signal.aborted) {
      const next = this.next();
      if (next === null) {
        await pause(IDLE_MS, signal);
        continue;
      }
      this.busy.add(next);
      await next.turn(memory, signal);
      this.busy.delete(next);
    }
  }

  /** The one that is due and whose last turn is longest ago. */
  private next(): OrganizationTakeOver | null {
    this.follow();
    const nowMs = this.ports.steadyNow();
    const next = this.turns.find((one) => !this.busy.has(one) && one.dueAtMs <= nowMs);
    if (next === undefined) return null;
    this.turns = [...this.turns.filter((one) => one !== next), next];
    return next;
  }

  private follow(): void {
    const enabled = new Set(this.ports.recorders.all.map(({ organizationId }) => organizationId));
    for (const id of enabled) {
      if (this.known.has(id)) continue;
      const added = new OrganizationTakeOver(id, this.ports);
      this.known.set(id, added);
      this.turns.push(added);
    }
    if (enabled.size === this.known.size) return;
    for (const id of this.known.keys()) if (!enabled.has(id)) this.known.delete(id);
    this.turns = this.turns.filter((one) => this.known.has(one.organizationId));
  }
}
