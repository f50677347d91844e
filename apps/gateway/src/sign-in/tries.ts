/** Wrong tries that cost nothing: people mistype. */
export const FREE_TRIES = 10;
/**
 * How long the first try after those waits; each further try waits twice as long as the one before.
 */
export const DELAY_FIRST_MS = 1_000;
export const DELAY_MAX_MS = 5 * 60_000;
/** After so long without a wrong try all is forgotten. */
export const FORGET_MS = 24 * 60 * 60_000;

/** Wrong tries at one account from one origin. */
export interface Tries {
  readonly failures: number;
  readonly lastAtMs: number;
  /** The network of the last wrong try. */
  readonly lastNetwork: string;
}

export type TryDecision =
  /**
   * `next` is stored before the password is checked: with many tries at once, none goes uncounted.
   */
  { readonly isAllowed: true; readonly next: Tries } | { readonly isAllowed: false; readonly waitMs: number };

/**
 * Whether one more password may be tried now. The delay belongs to the account, so many addresses
 * together get no more tries than one. The network that failed last waits twice as long as the
 * others: a guesser at one address leaves every other turn to the owner at another address.
 */
export function decideTry(tries: Tries | null, network: string, nowMs: number): TryDecision {
  const first = { failures: 1, lastAtMs: nowMs, lastNetwork: network };
  if (tries === null || nowMs - tries.lastAtMs >= FORGET_MS) return { isAllowed: true, next: first };
  const turns = network === tries.lastNetwork ? 2 : 1;
  const delayMs = turns * delayAfterMs(tries.failures);
  // A clock that was set back must not make anybody wait longer than the delay itself.
  const waitMs = Math.min(delayMs, tries.lastAtMs + delayMs - nowMs);
  if (waitMs > 0) return { isAllowed: false, waitMs };
  return { isAllowed: true, next: { ...first, failures: tries.failures + 1 } };
}

function delayAfterMs(failures: number): number {
  if (failures < FREE_TRIES) return 0;
  return Math.min(DELAY_MAX_MS, DELAY_FIRST_MS * 2 ** Math.min(failures - FREE_TRIES, 30));
}
