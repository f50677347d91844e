import type { Sealer, SealedContent } from './seal.js';

/** What is wrong with a chain, and where. */
export interface ChainBreak {
  /**
   * `changed`: an entry differs from its seal, or one before it is missing. `unsealed`: an entry
   * was put between sealed ones, or lost its seal. `cut-off`: sealed entries after this one are
   * missing. `forged-head`: the head that was kept outside is not ours.
   */
  readonly reason: 'changed' | 'unsealed' | 'cut-off' | 'forged-head';
  readonly id: number;
}

/** A stored entry with its seal, where it has one. */
export interface StoredLink {
  readonly content: SealedContent;
  readonly seal: Buffer | null;
}

/** A place in a chain: everything up to the entry `id` is as it was sealed. */
export interface Verified {
  readonly id: number;
  readonly seal: Buffer;
}

/**
 * The result for some entries: how far they are whole, which have no seal yet, and the first broken
 * one.
 */
export interface CheckedPage {
  readonly upTo: Verified;
  readonly unsealed: readonly { readonly id: number; readonly seal: Buffer }[];
  readonly found: ChainBreak | null;
}

/**
 * Follows a chain over one page of entries, in the order of their ids.
 * @param headId  The last entry that was certainly sealed; entries up to it must have their seal.
 */
export function checkPage(
  sealer: Sealer,
  from: Verified,
  page: readonly StoredLink[],
  headId: number,
): CheckedPage {
  let upTo = from;
  const unsealed: { id: number; seal: Buffer }[] = [];
  for (const { content, seal: stored } of page) {
    const { id } = content;
    const seal = sealer.seal(upTo.seal, content);
    if (stored === null) {
      if (id <= headId) return { upTo, unsealed, found: { reason: 'unsealed', id } };
      unsealed.push({ id, seal });
    } else if (!stored.equals(seal)) {
      return { upTo, unsealed, found: { reason: 'changed', id } };
    }
    upTo = { id, seal };
  }
  return { upTo, unsealed, found: null };
}
