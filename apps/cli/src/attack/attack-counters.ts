/** Successes that are reported one by one; further ones are only counted. */
const EXAMPLES_MAX = 5;

/** One attack and the result of its tries. An attack that succeeds once is a hole. */
export interface AttackCount {
  readonly part: string;
  readonly attack: string;
  readonly tries: number;
  readonly successes: number;
  /** Details of the first successes. */
  readonly examples: readonly string[];
}

/** Counts tries and successes of one part, by attack. */
export class AttackCounters {
  private readonly byAttack = new Map<string, { tries: number; successes: number; examples: string[] }>();

  constructor(private readonly part: string) {}

  /**
   * @param attack  What is tried: one line of the report.
   * @param success What the attacker got; null where the platform held.
   */
  tried(attack: string, success: string | null): void {
    const count = this.byAttack.get(attack) ?? { tries: 0, successes: 0, examples: [] };
    this.byAttack.set(attack, count);
    count.tries += 1;
    if (success === null) return;
    count.successes += 1;
    if (count.examples.length < EXAMPLES_MAX) count.examples.push(success);
  }

  counts(): AttackCount[] {
    return [...this.byAttack].map(([attack, count]) => ({ part: this.part, attack, ...count }));
  }
}

/** A table for people: one line for each attack, then the details of successes. */
export function attackTable(counts: readonly AttackCount[]): string {
  const rows = counts.map(({ part, attack, tries, successes }) => [
    part,
    attack,
    String(tries),
    successes === 0 ? '0' : `${successes} SUCCEEDED`,
  ]);
  const head = ['part', 'attack', 'tries', 'successes'];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const seen = counts.flatMap(({ attack, examples }) => examples.map((text) => `${attack}: ${text}`));
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line), ...seen].join('\n');
}
