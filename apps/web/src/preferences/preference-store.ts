/** Keeps a few choices of a person in this browser. Where storage is full or forbidden, they hold until the tab ends. */
export class PreferenceStore {
  private readonly values = new Map<string, string>();
  private readonly listeners = new Set<() => void>();
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
    this.values.set(name, value);
    try {
      this.storage().setItem(keyOf(name), value);
    } catch {
      this.isKeeping = false; // Storage is full or forbidden: it holds until the tab ends.
    }
    for (const listener of this.listeners) listener();
  }

  /** False since a choice could not be written. */
  readonly keeps = (): boolean => this.isKeeping;

  readonly listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

const keyOf = (name: string): string => `eagle.${name}`;

export const preferences = new PreferenceStore(() => localStorage);
