import { isJson, isObject } from '../values/json.js';
import type { DraftState } from './draft-state.js';

/** Whether a draft survives the end of the page. */
export type Keeping = 'browser' | 'page';

/**
 * Keeps drafts in this browser, so that they survive a reload and a new sign-in. Where storage is
 * full or forbidden, they stay in this page, and the form says so.
 */
export class DraftStorage {
  constructor(private readonly storage: () => Storage) {}

  /** @returns null where none is kept, or where it cannot be read. */
  read(name: string): DraftState | null {
    try {
      const text = this.storage().getItem(keyOf(name));
      return text === null ? null : draftOf(JSON.parse(text));
    } catch {
      return null; // Forbidden here, or written by another version: there is no draft to go on with.
    }
  }

  write(name: string, { revision, base, value }: DraftState): Keeping {
    try {
      this.storage().setItem(keyOf(name), JSON.stringify({ revision, base, value }));
      return 'browser';
    } catch {
      return 'page'; // Full or forbidden: the caller says so.
    }
  }

  /** Whether an event of the storage is about a draft; one without a key is about everything. */
  isAbout(name: string, key: string | null): boolean {
    return key === null || key === keyOf(name);
  }

  remove(name: string): void {
    try {
      this.storage().removeItem(keyOf(name));
    } catch {
      // Forbidden: nothing was kept.
    }
  }
}

const keyOf = (name: string): string => `eagle.draft.${name}`;

function draftOf(stored: unknown): DraftState | null {
  if (!isJson(stored) || !isObject(stored)) return null;
  const { revision, base, value } = stored;
  if (typeof revision !== 'number' || base === undefined || value === undefined) return null;
  return { revision, base, value, newer: null };
}

export const draftStorage = new DraftStorage(() => localStorage);
