/** A choice that a person made. */
export interface PreferenceChange {
  readonly name: string;
  /** What was kept before; null: nothing was. */
  readonly former: string | null;
}

/** Keeps a few choices of a person in this browser. Where storage is full or forbidden, they hold until the tab ends. */
export class PreferenceStore {
  private readonly values = new Map<string, string>();
  private readonly listeners = new Set<() => void>();
  private readonly changeListeners = new Set<(change: PreferenceChange) => void>();
  private isKeeping = true;

  constructor(private readonly storage: () => Storage) {}

  get(name: string): string | null {
    const kept = this.values.get(name);
    if (kept !== undefined) return kept;
    try {
      return this.storage().getItem(keyOf(name));
    } catch {
      return null; // Storage is forbidden here: the choice was never kept.
    }
  }

  set(name: string, value: string): void {
    const former = this.get(name);
    this.keep(name, value);
    if (former === value) return;
    for (const listener of this.changeListeners) listener({ name, former });
  }

  /** Puts a former value back. That is no new choice, so nothing listens to it. */
  restore(name: string, value: string | null): void {
    if (value !== null) return this.keep(name, value);
    this.values.delete(name);
    try {
      this.storage().removeItem(keyOf(name));
    } catch {
      // Forbidden: it was never kept there.
    }
    this.tell();
  }

  private keep(name: string, value: string): void {
    this.values.set(name, value);
    try {
      this.storage().setItem(keyOf(name), value);
    } catch {
      this.isKeeping = false; // Storage is full or forbidden: it holds until the tab ends.
    }
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  /** Another tab of this browser wrote something. @param key  Null: everything is gone. */
  readonly hear = (key: string | null): void => {
    for (const name of [...this.values.keys()]) {
      if (key === null || key === keyOf(name)) this.values.delete(name);
    }
    this.tell();
  };

  /** False since a choice could not be written. */
  readonly keeps = (): boolean => this.isKeeping;

  readonly listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Calls back when a value was set that is another one than before. */
  readonly listenToChanges = (listener: (change: PreferenceChange) => void): (() => void) => {
    this.changeListeners.add(listener);
    return () => this.changeListeners.delete(listener);
  };
}

const keyOf = (name: string): string => `eagle.${name}`;

export const preferences = new PreferenceStore(() => localStorage);
