import type { OrganizationId } from '@eagle/contracts/domain';
import { mergeRows } from '../rows/merge-rows.js';
import { at, rowsBetween, type RowBlock } from '../rows/row-block.js';
import type { MissingRows, RowQuery } from '../store/telemetry-store.js';
import type { DuckEngine } from './duck-engine.js';
import { planRead, type ReadStretch, type SegmentRun } from './read-plan.js';
import type { CataloguedSegment } from './segment.js';
import type { SegmentCatalogue } from './segment-catalogue.js';
import { firstLine, SegmentsDamaged, isFaultOfFile, type DamagedFile } from './segment-damage.js';
import { storeUnreadable, type AcquiredFiles, type ReadableSegmentFiles } from './segment-files.js';
import { readSegments, type LocalSegment, type SegmentQuery } from './segment-reader.js';
import { VerifiedFiles } from './verified-files.js';

/** Times that a read goes on around damaged or replaced segments before it gives up. */
const ROUNDS_MAX = 50;

/** The key of the last row that was passed on. */
interface RowKey {
  readonly timeMs: number;
  readonly sequence: number;
}

/** Called for a segment that turned out to be damaged. */
export type OnDamage = (organizationId: OrganizationId, damaged: DamagedFile) => Promise<void>;

/** Reads rows out of segments, around those that are damaged. */
export class SegmentRows {
  private readonly verified = new VerifiedFiles();

  constructor(
    private readonly engine: DuckEngine,
    private readonly files: ReadableSegmentFiles,
    private readonly catalogue: SegmentCatalogue,
    private readonly onDamage: OnDamage,
  ) {}

  /**
   * Rows of a range as the catalogue has them. Where a segment turns out to be damaged it is named
   * and left out, and reading goes on behind the last row with a new look at the catalogue; so it
   * does where a segment was merged away meanwhile.
   */
  async *read(
    organizationId: OrganizationId,
    query: RowQuery,
    onMissing: (missing: MissingRows) => void,
  ): AsyncGenerator<RowBlock> {
    const named = new Set<string>();
    const report = (segment: CataloguedSegment, reason: string): void => {
      if (named.has(segment.file)) return;
      named.add(segment.file);
      const { fromMs, toMs, rows } = segment.span;
      onMissing({ fromMs, toMs, rows, segment: `${organizationId}/${segment.file}`, reason });
    };
    /**
     * What this read found out, which is not in the catalogue where the reader may not write there.
     */
    const found = new Map<string, string>();
    let last: RowKey | null = null;
    for (let round = 1; ; round += 1) {
      const range: RowQuery = last === null ? query : { ...query, fromMs: last.timeMs };
      const segments = await this.catalogue.find(
        organizationId,
        range,
        query.resolution,
        query.columns,
        query.readWithin,
      );
      const damageOf = ({ file, damage }: CataloguedSegment): string | null =>
        damage ?? found.get(file) ?? null;
      for (const segment of segments) {
        const damage = damageOf(segment);
        if (damage !== null) report(segment, damage);
      }
      const sound = segments.filter((segment) => damageOf(segment) === null);
      try {
        for await (const block of this.readGiven(organizationId, sound, range)) {
          const unseen: RowBlock = last === null ? block : rowsBehind(block, last);
          if (unseen.rows === 0) continue;
          yield unseen;
          last = lastKey(unseen);
        }
        return;
      } catch (error) {
        if (!(error instanceof SegmentsDamaged) || round >= ROUNDS_MAX) throw error;
        // Named in the next round, unless others have its rows by then.
        for (const damaged of error.damaged) {
          found.set(damaged.file, damaged.reason);
          await this.onDamage(organizationId, damaged);
        }
      }
    }
  }

  /** Rows of segments that the caller has chosen. @throws SegmentsDamaged */
  async *readGiven(
    organizationId: OrganizationId,
    segments: readonly CataloguedSegment[],
    query: SegmentQuery,
  ): AsyncGenerator<RowBlock> {
    for (const stretch of planRead(segments)) yield* this.readStretch(organizationId, stretch, query);
  }

  private async *readStretch(
    organizationId: OrganizationId,
    stretch: ReadStretch,
    query: SegmentQuery,
  ): AsyncGenerator<RowBlock> {
    const segments = stretch.flat();
    const acquired = await this.files.acquire(
      organizationId,
      segments.map(({ file }) => file),
    );
    try {
      const paths = await this.soundPaths(segments, acquired);
      const streams = stretch.map((run) => readSegments(this.engine, localRun(run, paths), query));
      const [only, ...others] = streams;
      if (only !== undefined) yield* others.length === 0 ? only : mergeRows(streams);
    } catch (error) {
      if (!isFaultOfFile(error)) throw error;
      throw await this.explained(organizationId, segments, query, error);
    } finally {
      acquired.release();
    }
  }

  /** @throws SegmentsDamaged where a file is not what was written. */
  private async soundPaths(
    segments: readonly CataloguedSegment[],
    { paths }: AcquiredFiles,
  ): Promise<ReadonlyMap<string, string>> {
    const sound = new Map<string, string>();
    const damaged: DamagedFile[] = [];
    for (const [place, { file, sha256 }] of segments.entries()) {
      const path = paths[place] ?? null;
      const reason = await this.verified.damageOf(file, path, sha256);
      if (reason !== null) damaged.push({ file, reason });
      else if (path !== null) sound.set(file, path);
    }
    if (damaged.length > 0) throw new SegmentsDamaged(damaged);
    return sound;
  }

  /** Which of several segments made a read fail: each is read by itself. */
  private async explained(
    organizationId: OrganizationId,
    segments: readonly CataloguedSegment[],
    query: SegmentQuery,
    error: unknown,
  ): Promise<Error> {
    const damaged: DamagedFile[] = [];
    for (const segment of segments) {
      this.verified.forget(segment.file);
      const reason = await this.trial(organizationId, segment, query);
      if (reason !== null) damaged.push({ file: segment.file, reason });
    }
    return damaged.length > 0
      ? new SegmentsDamaged(damaged, error)
      : storeUnreadable(firstLine(error), error);
  }

  private async trial(
    organizationId: OrganizationId,
    segment: CataloguedSegment,
    query: SegmentQuery,
  ): Promise<string | null> {
    const acquired = await this.files.acquire(organizationId, [segment.file]);
    try {
      const paths = await this.soundPaths([segment], acquired);
      for await (const block of readSegments(this.engine, localRun([segment], paths), query)) void block;
      return null;
    } catch (error) {
      if (error instanceof SegmentsDamaged) return error.damaged[0]?.reason ?? null;
      if (isFaultOfFile(error)) return firstLine(error);
      throw error;
    } finally {
      acquired.release();
    }
  }
}

const localRun = (run: SegmentRun, paths: ReadonlyMap<string, string>): LocalSegment[] =>
  run.map((segment) => ({ segment, path: paths.get(segment.file) ?? '' }));

const lastKey = (block: RowBlock): RowKey => ({
  timeMs: at(block.timesMs, block.rows - 1),
  sequence: at(block.sequences, block.rows - 1),
});

function rowsBehind(block: RowBlock, { timeMs, sequence }: RowKey): RowBlock {
  let from = 0;
  while (
    from < block.rows &&
    (at(block.timesMs, from) < timeMs ||
      (at(block.timesMs, from) === timeMs && at(block.sequences, from) <= sequence))
  ) {
    from += 1;
  }
  return rowsBetween(block, from, block.rows);
}
