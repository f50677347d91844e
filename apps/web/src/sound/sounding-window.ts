/** Locks of the browser: a window that is closed or falls over gives its lock back by itself. */
export interface Locks {
  /** @returns a promise that rejects when another window takes the lock away. */
  request(name: string, options: LockOptions, taken: () => Promise<void>): Promise<void>;
}

const FOR_EVER = new Promise<void>(() => undefined);

/**
 * Of the windows of one browser that show the same organization one sounds: the one that was used
 * last. Two windows that sound at once are heard as two alerts.
 */
export class SoundingWindow {
  private isOurs = false;
  private isQueued = false;
  private readonly listeners = new Set<() => void>();

  /**
   * @param locks  Undefined where the browser has none, as without TLS: then each window sounds.
   * @param name   Windows of one name take turns.
   */
  constructor(
    private readonly locks: Locks | undefined,
    private readonly name: string,
  ) {
    if (locks === undefined) this.isOurs = true;
  }

  readonly get = (): boolean => this.isOurs;

  readonly listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Sounds once no other window does. */
  queue(): void {
    if (this.isOurs || this.isQueued) return;
    this.isQueued = true;
    this.hold({});
  }

  /** This window was used: it sounds from now on. */
  take(): void {
    if (!this.isOurs) this.hold({ steal: true });
  }

  private hold(options: LockOptions): void {
    const taken = (): Promise<void> => {
      if (options.steal !== true) this.isQueued = false;
      this.set(true);
      return FOR_EVER;
    };
    this.locks?.request(this.name, options, taken).catch(() => {
      // Another window was used: this one waits for its end.
      this.set(false);
      this.queue();
    });
  }

  private set(isOurs: boolean): void {
    if (isOurs === this.isOurs) return;
    this.isOurs = isOurs;
    for (const listener of this.listeners) listener();
  }
}
