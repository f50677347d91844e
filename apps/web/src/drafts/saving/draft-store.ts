import { isSame, type Json } from '../values/json.js';
import type { Choices } from '../values/merge.js';
import {
  begin,
  discard,
  type DraftState,
  follow,
  isChanged,
  joinNewer,
  type RevisedValue,
  withValue,
} from './draft-state.js';
import type { DraftStorage, Keeping } from './draft-storage.js';
import { type FormEvent, type FormState, nextForm, UNTOUCHED } from './save-stage.js';

export interface DraftStoreOptions {
  readonly storage: DraftStorage;
  /** Who drafts what: `<user>.<organization>.<part>` */
  readonly name: string;
  /** Takes away what a browser must not keep: the password of a feed. */
  readonly withoutSecrets: (value: Json) => Json;
  /** Calls back after a while. @returns how to call it off. */
  readonly later: (ms: number, act: () => void) => () => void;
}

export interface DraftSnapshot {
  /** Null until the platform answered what it has. */
  readonly state: DraftState | null;
  readonly keeping: Keeping;
  /** What is shown beside it; pages that show the same draft show the same mistakes. */
  readonly form: FormState;
}

/** A draft is written a moment after the last key, and when its page goes. */
const WRITE_AFTER_MS = 300;

/** The draft of one part; every component that shows the part shares it. */
export class DraftStore {
  private snapshot: DraftSnapshot = { state: null, keeping: 'browser', form: UNTOUCHED };
  private readonly listeners = new Set<() => void>();
  private callOff: (() => void) | null = null;

  constructor(private readonly options: DraftStoreOptions) {}

  readonly get = (): DraftSnapshot => this.snapshot;

  readonly listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** What the platform has; the first time, what this browser kept goes on from it. */
  read(read: RevisedValue): void {
    const { storage, name } = this.options;
    const state = this.snapshot.state ?? storage.read(name) ?? begin(read);
    this.update(follow(state, read));
  }

  readonly change = (decide: (value: Json) => Json): void => {
    const { state } = this.snapshot;
    if (state !== null) this.update(withValue(state, decide(state.value)));
  };

  readonly discard = (): void => {
    if (this.snapshot.state !== null) this.update(discard(this.snapshot.state));
  };

  readonly joinNewer = (choices: Choices): void => {
    if (this.snapshot.state !== null) this.update(joinNewer(this.snapshot.state, choices));
  };

  /** The platform has what was typed. */
  saved(read: RevisedValue): void {
    this.update(begin(read));
  }

  readonly tell = (event: FormEvent): void => {
    const form = nextForm(this.snapshot.form, event);
    if (form === this.snapshot.form) return;
    this.snapshot = { ...this.snapshot, form };
    this.notify();
  };

  /**
   * Another tab of this browser wrote the draft: both tabs show one. What was typed here a moment ago
   * is written next instead, and the other tab hears of that. Where the other one saved it, the
   * platform says so.
   */
  readonly hear = (): void => {
    const { storage, name, withoutSecrets } = this.options;
    const { state, keeping } = this.snapshot;
    if (state === null || keeping === 'page') return;
    if (this.callOff !== null && isChanged(state)) return;
    // A password that was typed here is kept here alone.
    if (!isSame(withoutSecrets(state.value), state.value)) return;
    const kept = storage.read(name);
    if (kept === null) return;
    const known = state.newer ?? { revision: state.revision, value: state.base };
    this.snapshot = { ...this.snapshot, state: follow(kept, known) };
    this.notify();
  };

  /** Writes at once what waits to be written. */
  readonly flush = (): void => {
    if (this.callOff === null) return;
    this.callOff();
    this.write();
  };

  private update(state: DraftState): void {
    this.snapshot = { ...this.snapshot, state };
    this.callOff?.();
    this.callOff = this.options.later(WRITE_AFTER_MS, () => this.write());
    this.notify();
  }

  private write(): void {
    this.callOff = null;
    const { storage, name, withoutSecrets } = this.options;
    const { state, keeping } = this.snapshot;
    if (state === null) return;
    let kept: Keeping = 'browser';
    if (isChanged(state)) kept = storage.write(name, { ...state, value: withoutSecrets(state.value) });
    else storage.remove(name);
    if (kept === keeping) return;
    this.snapshot = { ...this.snapshot, keeping: kept };
    this.notify();
  }

  private notify(): void {
    for (const listener of this.listeners) listener();
  }
}
