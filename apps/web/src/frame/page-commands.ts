import { createContext, useContext, useEffect, useRef } from 'react';

/** Something that a page does, and the keys that do it. */
export interface PageCommand {
  /** Unique on its page. */
  readonly id: string;
  /** A verb with its object, in the person's language. */
  readonly label: string;
  readonly keys: readonly string[];
  /** Absent: its keys alone do it, for example moving through a list. */
  readonly run?: () => void;
}

/** What the page on the screen can do, for the command palette and the list of keys. */
export class PageCommandStore {
  private readonly sources = new Set<() => readonly PageCommand[]>();

  add(source: () => readonly PageCommand[]): () => void {
    this.sources.add(source);
    return () => this.sources.delete(source);
  }

  read(): readonly PageCommand[] {
    return [...this.sources].flatMap((source) => source());
  }
}

const PageCommandContext = createContext(new PageCommandStore());

export const usePageCommandStore = (): PageCommandStore => useContext(PageCommandContext);

/** Offers what the page can do in the command palette and in the list of keys, while it is shown. */
export function usePageCommands(commands: readonly PageCommand[]): void {
  const store = usePageCommandStore();
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => store.add(() => latest.current), [store]);
}
