import type { Workshop } from './export-sources.js';

/** One workshop for all exports that run at once: opened for the first, closed behind the last. */
export class Workshops {
  private opened: Promise<Workshop> | null = null;
  private closing: Promise<void> = Promise.resolve();
  private users = 0;

  constructor(private readonly open: () => Promise<Workshop>) {}

  async use<T>(work: (workshop: Workshop) => Promise<T>): Promise<T> {
    this.users += 1;
    try {
      // A new one is opened after the former has freed its memory.
      this.opened ??= this.closing.then(() => this.open());
      return await work(await this.opened);
    } finally {
      this.users -= 1;
      if (this.users === 0) this.closing = this.close();
      await this.closing;
    }
  }

  private async close(): Promise<void> {
    const { opened } = this;
    this.opened = null;
    if (opened !== null) await closed(opened);
  }
}

async function closed(opening: Promise<Workshop>): Promise<void> {
  // One that could not be opened has nothing to close; its user has the error.
  const workshop = await opening.catch(() => null);
  await workshop?.files.close();
  await workshop?.store.close();
}
