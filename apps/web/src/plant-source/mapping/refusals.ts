import type { Mistake } from '../../api/index.js';

/** What the platform said of signals when it refused a configuration, by their names at the source. */
export type Refusals = ReadonlyMap<string, readonly Mistake[]>;

export const NO_REFUSALS: Refusals = new Map();

const OF_SIGNAL = /^\/(?:tags|mapping\/source\/(?:columns|tags))\/(\d+)(?:\/|$)/;

/**
 * Brings each mistake to its signal.
 * @param sources  Names at the source in the order of the tags that were sent.
 * @returns mistakes of signals, and all others as they are.
 */
export function placedMistakes(
  mistakes: readonly Mistake[],
  sources: readonly string[],
): { readonly ofSignals: Refusals; readonly others: readonly Mistake[] } {
  const placed = mistakes.map((mistake) => {
    const at = OF_SIGNAL.exec(mistake.pointer)?.[1];
    return { mistake, source: at === undefined ? undefined : sources[Number(at)] };
  });
  const ofSignals = new Map<string, readonly Mistake[]>();
  for (const { mistake, source } of placed) {
    if (source !== undefined) ofSignals.set(source, [...(ofSignals.get(source) ?? []), mistake]);
  }
  return {
    ofSignals,
    others: placed.flatMap(({ mistake, source }) => (source === undefined ? [mistake] : [])),
  };
}
