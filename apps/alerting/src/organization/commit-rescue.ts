import {
  revertAlert,
  storableAlert,
  storableEvent,
  storableMemory,
  storableText,
  type AssetMemory,
} from '@eagle/alerts';
import type { AlertEvent } from '@eagle/contracts/bus';
import type { Alert, AssetId } from '@eagle/contracts/domain';
import type { AlertNote, Commit, PersonalAction } from '../alert-store.js';
import { isRefusal } from './refusal.js';

/**
 * What the rescue did with something that the database refused: made its text storable, or left it
 * out.
 */
export type SetAside = 'mended' | 'alert' | 'note' | 'memory' | 'positions';

export interface RescuePorts {
  /**
   * Writes, and retries until it succeeds. @throws the refusal of the database, or the error that
   * ends this process's term
   */
  readonly write: (commit: Commit) => Promise<void>;
  /** Reads the stored alert, and retries until the database answers. */
  readonly stored: (alert: Alert) => Promise<Alert | null>;
  /** The current engine state of an asset. */
  readonly memoryOf: (assetId: AssetId) => AssetMemory | undefined;
  readonly onSetAside: (what: SetAside, assetId: AssetId | null, error: unknown) => void;
}

/** What was written in the end, and what was not. */
export interface Rescued {
  readonly events: readonly AlertEvent[];
  /** By alert: why its decision or note was left out. */
  readonly leftOut: ReadonlyMap<string, unknown>;
}

/** The parts of a commit that belong to one asset. */
interface Part {
  readonly assetId: AssetId;
  readonly commit: Commit;
}

const NOTHING: Commit = { alerts: [], events: [], notes: [], actions: [], memories: [], positions: null };

/**
 * Saves as much as possible of a commit that the database refuses. Every asset is written by
 * itself. If that is refused, it is written again with storable texts. If that is refused too, it
 * alone is set aside, and its state in memory returns to the stored one. So the memory is never
 * ahead of the database, and nothing else is lost.
 */
export class CommitRescue {
  private readonly events: AlertEvent[] = [];
  private readonly leftOut = new Map<string, unknown>();

  constructor(private readonly ports: RescuePorts) {}

  async rescue(commit: Commit): Promise<Rescued> {
    for (const part of partsOf(commit)) await this.part(part);
    const own = new Set<string>(commit.alerts.map(({ id }) => id));
    await this.notes(
      null,
      commit.notes.filter(({ alertId }) => !own.has(alertId)),
      commit.actions,
    );
    const { positions } = commit;
    if (positions !== null) {
      const error = await this.refusalOf({ ...NOTHING, positions });
      if (error !== null) this.ports.onSetAside('positions', null, error);
    }
    return { events: this.events, leftOut: this.leftOut };
  }

  private async part({ assetId, commit }: Part): Promise<void> {
    const error = await this.refusalOf(commit);
    if (error === null) return void this.events.push(...commit.events);
    const mended = mend(commit);
    if ((await this.refusalOf(mended)) === null) {
      this.events.push(...mended.events);
      this.mendLive(assetId);
      this.ports.onSetAside('mended', assetId, error);
      return;
    }
    await this.oneByOne(assetId, mended);
  }

  private async oneByOne(assetId: AssetId, commit: Commit): Promise<void> {
    const { memoryOf, onSetAside, stored } = this.ports;
    const memories = commit.memories.map(({ json }) => storableMemory(JSON.parse(json)));
    const audited = new Set<PersonalAction>();
    for (const alert of commit.alerts) {
      const events = commit.events.filter((event) => event.alert.id === alert.id);
      const actions = commit.actions.filter(({ alertId }) => alertId === alert.id);
      const error = await this.refusalOf({ ...NOTHING, alerts: [alert], events, actions });
      if (error === null) {
        this.events.push(...events);
        for (const action of actions) audited.add(action);
        continue;
      }
      this.leftOut.set(alert.id, error);
      const before = await stored(alert);
      for (const memory of [...memories, memoryOf(assetId)])
        if (memory !== null && memory !== undefined) revertAlert(memory, alert, before);
      onSetAside('alert', assetId, error);
    }
    const unaudited = commit.actions.filter((action) => !audited.has(action));
    await this.notes(assetId, commit.notes, unaudited);
    for (const memory of memories) {
      const written = memory === null ? [] : [{ assetId, json: JSON.stringify(memory) }];
      const error = await this.refusalOf({ ...NOTHING, memories: written });
      if (memory === null || error !== null) onSetAside('memory', assetId, error);
    }
  }

  /** @param actions  Actions that are not audited yet; only their notes can still be written. */
  private async notes(
    assetId: AssetId | null,
    notes: readonly AlertNote[],
    actions: readonly PersonalAction[],
  ): Promise<void> {
    for (const note of notes) {
      const mended = { ...note, text: storableText(note.text) };
      const noted = actions
        .filter(({ noteId }) => noteId === note.noteId)
        .map((action) => ({ ...action, action: 'note' as const }));
      if ((await this.refusalOf({ ...NOTHING, notes: [note], actions: noted })) === null) continue;
      const error = await this.refusalOf({ ...NOTHING, notes: [mended], actions: noted });
      if (error !== null) this.leftOut.set(note.alertId, error);
      this.ports.onSetAside(error === null ? 'mended' : 'note', assetId, error);
    }
  }

  /** Makes the texts of later decisions storable, too. */
  private mendLive(assetId: AssetId): void {
    const live = this.ports.memoryOf(assetId);
    const mended = live === undefined ? null : storableMemory(live);
    if (live !== undefined && mended !== null) Object.assign(live, mended);
  }

  /** @returns why it is refused; null where it is written. @throws any other error */
  private async refusalOf(commit: Commit): Promise<unknown> {
    try {
      await this.ports.write(commit);
      return null;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return error;
    }
  }
}

/** The alerts of an asset, their events and notes, and its engine state. */
function partsOf({ alerts, events, notes, actions, memories }: Commit): Part[] {
  const assets = new Set([
    ...alerts.map(({ assetId }) => assetId),
    ...memories.map(({ assetId }) => assetId),
    ...events.map(({ alert }) => alert.assetId),
  ]);
  const assetOf = new Map<string, AssetId>(alerts.map(({ id, assetId }) => [id, assetId]));
  return [...assets].map((assetId) => ({
    assetId,
    commit: {
      ...NOTHING,
      alerts: alerts.filter((alert) => alert.assetId === assetId),
      events: events.filter(({ alert }) => alert.assetId === assetId),
      notes: notes.filter(({ alertId }) => assetOf.get(alertId) === assetId),
      actions: actions.filter(({ alertId }) => assetOf.get(alertId) === assetId),
      memories: memories.filter((memory) => memory.assetId === assetId),
    },
  }));
}

function mend({ alerts, events, notes, actions, memories }: Commit): Commit {
  return {
    ...NOTHING,
    alerts: alerts.map((alert) => storableAlert(alert) ?? alert),
    events: events.map((event) => storableEvent(event) ?? event),
    notes: notes.map((note): AlertNote => ({ ...note, text: storableText(note.text) })),
    actions,
    memories: memories.map(({ assetId, json }) => ({ assetId, json: mendedJson(json) })),
  };
}

function mendedJson(json: string): string {
  const memory = storableMemory(JSON.parse(json));
  return memory === null ? json : JSON.stringify(memory);
}
