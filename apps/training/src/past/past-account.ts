import type { MissingRows, RowBlock } from '@eagle/telemetry';

/** Segments that are named one by one; further ones are counted. */
const SEGMENTS_NAMED_MAX = 3;

/** Where the scans of one reading came from, and what they lack, for the log of the training. */
export class PastAccount {
  private readonly scans = { historian: 0, source: 0 };
  private readonly segments = new Map<string, MissingRows>();
  private readonly unrecorded = new Map<string, number>();
  private away: { readonly fromMs: number; readonly reason: string } | null = null;

  count(from: 'historian' | 'source', scans: number): void {
    this.scans[from] += scans;
  }

  /** Rows that lie in a damaged segment. */
  miss(missing: MissingRows): void {
    this.segments.set(missing.segment, missing);
  }

  /** A tag that rows up to this block lack, because it was configured later. */
  lack(tag: string, block: RowBlock): void {
    const lastMs = block.timesMs[block.rows - 1] ?? Number.NEGATIVE_INFINITY;
    this.unrecorded.set(tag, Math.max(lastMs, this.unrecorded.get(tag) ?? Number.NEGATIVE_INFINITY));
  }

  /** The source cannot be read, and its scans from an instant on are done without. */
  doWithout(fromMs: number, reason: string): void {
    this.away = { fromMs, reason };
  }

  get facts(): Readonly<Record<string, unknown>> {
    return {
      scansFromHistorian: this.scans.historian,
      scansFromSource: this.scans.source,
      missingSegments: [...this.segments.values()],
      tagsNotRecorded: [...this.unrecorded.keys()],
    };
  }

  /** A few sentences for people. */
  get text(): string {
    const { historian, source } = this.scans;
    const counted = `${historian + source} scans read: ${historian} from the historian, ${source} from the source.`;
    return [counted, ...this.missingText(), ...this.unrecordedText(), ...this.awayText()].join(' ');
  }

  private missingText(): string[] {
    if (this.segments.size === 0) return [];
    const named = [...this.segments.values()]
      .slice(0, SEGMENTS_NAMED_MAX)
      .map(
        ({ segment, rows, fromMs, toMs, reason }) =>
          `${segment} with ${rows} scans from ${iso(fromMs)} to ${iso(toMs)} (${reason})`,
      );
    const more = this.segments.size - named.length;
    const others = more > 0 ? `, and ${more} more` : '';
    return [`Damaged segments of the historian were left out: ${named.join('; ')}${others}.`];
  }

  private unrecordedText(): string[] {
    if (this.unrecorded.size === 0) return [];
    const tags = [...this.unrecorded].map(([tag, lastMs]) => `${tag} (until about ${iso(lastMs)})`);
    return [`Tags that were configured later are missing in older scans: ${tags.join(', ')}.`];
  }

  private awayText(): string[] {
    if (this.away === null) return [];
    return [`Scans since ${iso(this.away.fromMs)} that are not stored were left out: ${this.away.reason}`];
  }
}

const iso = (ms: number): string => new Date(ms).toISOString();
