import { lasting } from './gate-words.js';

/** A column that leaks the failure. */
export interface Leak {
  readonly feature: string;
  /**
   * `label`: changes with the label. `switch`: changes the same time before each failure.
   * `countdown`: counts to the end.
   */
  readonly kind: 'label' | 'switch' | 'countdown';
  readonly failures: number;
  readonly leadMinutes: number | null;
}

/** The first column that leaks and is not trusted. */
export const leakIn = (leaks: readonly Leak[], trusted: readonly string[]): Leak | undefined =>
  leaks.find(({ feature }) => !trusted.includes(feature));

/** The sentence that names a column that leaks. */
export function leakSentence(leak: Leak): string {
  return (
    `The column ${leak.feature} knows the end: ${whatItDoes(leak)}, which no sensor does. ` +
    `Leave it out (--ignore-columns, or no model input), or trust it where it is honest (--trust-column ${leak.feature}, or training.trustedTags).`
  );
}

function whatItDoes({ kind, failures, leadMinutes }: Leak): string {
  switch (kind) {
    case 'label':
      return `it changes exactly where the label changes, at all of ${failures} failures`;
    case 'switch':
      return `it changes ${lasting((leadMinutes ?? 0) * 60_000)} before each of ${failures} failures`;
    case 'countdown':
      return `it counts in a straight line to the same end at each of ${failures} failures`;
  }
}
