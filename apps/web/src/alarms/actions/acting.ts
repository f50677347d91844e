import { type Alert, ApiProblem, UNREACHABLE } from '../../api/index.js';
import type { KeptAcknowledgement, Outbox } from './outbox.js';
import type { ActionName, EndingAction, Pending, Refusal } from './pending.js';

/** Sends actions to the platform. Each rejects with an `ApiProblem` where it is refused or lost. */
export interface ActionSender {
  acknowledge(alertId: string, revision: number): Promise<Alert>;
  end(action: EndingAction, alertId: string, message: string, revision: number): Promise<Alert>;
}

export interface ActingOptions {
  readonly sender: ActionSender;
  readonly outbox: Outbox;
  readonly organizationId: string;
  readonly userId: string;
  readonly isConnected: () => boolean;
  /** The platform's answer about an alert, for the live store. */
  readonly onAlert: (alert: Alert) => void;
  /** Runs while no other tab of this browser sends what was kept: each is sent once. */
  readonly alone: (run: () => Promise<void>) => Promise<void>;
  readonly now: () => number;
  readonly later: (ms: number, act: () => void) => () => void;
}

/** Resolving and dismissing can be undone for so long: `--undo-window`. */
export const HELD_BACK_MS = 6_000;
/** Alerts that one keystroke may act on: what was on the screen. */
export const SEVERAL_MAX = 50;
/** What became of an action stays at its row for so long. */
const SAID_MS = 8_000;

/** A request that found no answer is tried again after so long. */
export const RETRY_MS = 5_000;

type Pendings = ReadonlyMap<string, Pending>;

interface HeldBack {
  readonly action: EndingAction;
  readonly alerts: readonly Alert[];
  readonly message: string;
  readonly callOff: () => void;
}

/** What the person does with alerts, from the key to the platform's answer. */
export class Acting {
  private pendings: Pendings = new Map();
  private heldBack: HeldBack | null = null;
  private isSendingKept = false;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly options: ActingOptions) {}

  readonly get = (): Pendings => this.pendings;

  readonly listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Shows alerts as acknowledged at once, and sends it; without a connection it is kept. */
  acknowledge(alerts: readonly Alert[]): void {
    const open = alerts
      .filter((alert) => !alert.state.acknowledged && !this.isUnderWay(alert.id))
      .slice(0, SEVERAL_MAX);
    for (const alert of open) {
      void (this.options.isConnected()
        ? this.sendAcknowledgement(this.keptOf(alert))
        : this.keep(this.keptOf(alert)));
    }
  }

  /** Holds an ending back, so that it can be undone. What was held back before goes out now. */
  end(action: EndingAction, alerts: readonly Alert[], message: string): void {
    this.sendHeldBack();
    const acted = alerts.filter(({ id }) => !this.isUnderWay(id)).slice(0, SEVERAL_MAX);
    if (acted.length === 0) return;
    const until = this.options.now() + HELD_BACK_MS;
    const callOff = this.options.later(HELD_BACK_MS, () => this.sendHeldBack());
    this.heldBack = { action, alerts: acted, message, callOff };
    for (const { id } of acted) this.put(id, { kind: 'held-back', action, until });
  }

  /** @returns whether there was something to undo. */
  undo(): boolean {
    const held = this.heldBack;
    if (held === null) return false;
    held.callOff();
    this.heldBack = null;
    for (const { id } of held.alerts) this.put(id, null);
    return true;
  }

  /** Sends at once what is held back: the person leaves, or acts again. */
  sendHeldBack(): void {
    const held = this.heldBack;
    if (held === null) return;
    held.callOff();
    this.heldBack = null;
    for (const alert of held.alerts) void this.sendEnding(held.action, alert, held.message);
  }

  /** The socket said how alerts are: an acknowledgement that is on its way may be confirmed by it. */
  observe(alerts: ReadonlyMap<string, Alert>): void {
    for (const [id, pending] of this.pendings) {
      const isOnItsWay = pending.kind === 'sending' && pending.action === 'acknowledge';
      if (!isOnItsWay && pending.kind !== 'waiting') continue;
      const alert = alerts.get(id);
      if (alert?.state.acknowledged === true) this.confirmed(alert);
    }
  }

  /** Sends what was kept without a connection, one after the other. */
  async sendKept(): Promise<void> {
    if (this.isSendingKept) return;
    this.isSendingKept = true;
    try {
      await this.options.alone(() => this.sendAllKept());
    } finally {
      this.isSendingKept = false;
    }
  }

  private async sendAllKept(): Promise<void> {
    const all = await this.kept();
    const ids = new Set(all.map(({ alertId }) => alertId));
    for (const [id, { kind }] of this.pendings) {
      // Another tab has sent it meanwhile.
      if (kind === 'waiting' && !ids.has(id)) this.put(id, null);
    }
    for (const kept of all) {
      if (!this.options.isConnected()) return;
      await this.sendAcknowledgement(kept);
    }
  }

  /** Shows what an earlier tab or an earlier reload has kept. */
  async showKept(): Promise<void> {
    for (const { alertId } of await this.kept()) this.put(alertId, { kind: 'waiting' });
  }

  private kept(): Promise<readonly KeptAcknowledgement[]> {
    return this.options.outbox.all(this.options.organizationId, this.options.userId);
  }

  private keptOf({ id, revision }: Alert): KeptAcknowledgement {
    const { organizationId, userId } = this.options;
    return { organizationId, userId, alertId: id, revision };
  }

  private async keep(kept: KeptAcknowledgement): Promise<void> {
    this.put(kept.alertId, { kind: 'sending', action: 'acknowledge' });
    await this.options.outbox.keep(kept);
    // It is said to wait only once a reload cannot lose it; somebody may have acknowledged meanwhile.
    if (this.pendings.get(kept.alertId)?.kind === 'sending') this.put(kept.alertId, { kind: 'waiting' });
  }

  private async sendAcknowledgement(kept: KeptAcknowledgement): Promise<void> {
    const { alertId, revision } = kept;
    this.put(alertId, { kind: 'sending', action: 'acknowledge' });
    try {
      const alert = await this.options.sender.acknowledge(alertId, revision);
      this.options.onAlert(alert);
      this.confirmed(alert);
      await this.options.outbox.forget(kept);
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.code === UNREACHABLE) {
        // The socket may still think that it is connected: then nothing else would try again.
        this.options.later(RETRY_MS, () => void this.sendKept());
        return this.keep(kept);
      }
      this.refused(alertId, 'acknowledge', problem);
      await this.options.outbox.forget(kept);
    }
  }

  private async sendEnding(action: EndingAction, { id, revision }: Alert, message: string): Promise<void> {
    this.put(id, { kind: 'sending', action });
    try {
      this.options.onAlert(await this.options.sender.end(action, id, message, revision));
      this.put(id, null);
    } catch (problem) {
      this.refused(id, action, problem);
    }
  }

  private confirmed(alert: Alert): void {
    const isOurs = alert.acknowledgedBy === this.options.userId;
    if (isOurs || alert.acknowledgedAt === null) this.put(alert.id, null);
    else this.say(alert.id, { kind: 'somebody-first', at: alert.acknowledgedAt });
  }

  private refused(id: string, action: ActionName, problem: unknown): void {
    this.say(id, { kind: 'refused', action, why: refusalOf(problem) });
  }

  /** Says it in the row for a while. */
  private say(id: string, said: Pending): void {
    this.put(id, said);
    this.options.later(SAID_MS, () => {
      if (this.pendings.get(id) === said) this.put(id, null);
    });
  }

  private isUnderWay(id: string): boolean {
    const kind = this.pendings.get(id)?.kind;
    return kind === 'sending' || kind === 'waiting' || kind === 'held-back';
  }

  private put(id: string, pending: Pending | null): void {
    const next = new Map(this.pendings);
    if (pending === null) next.delete(id);
    else next.set(id, pending);
    this.pendings = next;
    for (const listener of this.listeners) listener();
  }
}

const REFUSALS: Readonly<Record<string, Refusal>> = {
  'ALERTING.ALERT_CHANGED': 'changed',
  'ALERTING.ALERT_ENDED': 'ended',
  'ALERT.NOT_FOUND': 'not-found',
};

function refusalOf(problem: unknown): Refusal {
  if (!(problem instanceof ApiProblem)) return 'other';
  return REFUSALS[problem.code] ?? (problem.isPassing ? 'lost' : 'other');
}
