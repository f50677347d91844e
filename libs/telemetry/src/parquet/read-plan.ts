import type { CataloguedSegment } from './segment.js';

/**
 * Segments that are read by one statement: they follow each other, and have the same of the wanted
 * columns.
 */
export type SegmentRun = readonly CataloguedSegment[];

/**
 * A stretch of time. Its runs overlap and are merged, in the order of writing; a stretch of one run
 * is passed on as it is.
 */
export type ReadStretch = readonly SegmentRun[];

/** One statement opens no more files than this. */
const FILES_MAX = 64;

/** Stretches in order of time, such that no row of one has the key of a row of another. */
export function planRead(segments: readonly CataloguedSegment[]): ReadStretch[] {
  const inTime = segments.toSorted((a, b) => a.span.fromMs - b.span.fromMs || a.number - b.number);
  const stretches: ReadStretch[] = [];
  let run: CataloguedSegment[] = [];
  const endRun = (): void => {
    if (run.length > 0) stretches.push([run]);
    run = [];
  };
  for (const overlapping of clusters(inTime)) {
    const [only, ...others] = overlapping;
    if (only === undefined) continue;
    if (others.length > 0) {
      endRun();
      stretches.push(overlapping.toSorted((a, b) => a.number - b.number).map((segment) => [segment]));
      continue;
    }
    const before = run.at(-1);
    if (before !== undefined && (run.length >= FILES_MAX || !sameColumns(before, only))) endRun();
    run.push(only);
  }
  endRun();
  return stretches;
}

/** Segments whose times overlap, directly or through others. */
function* clusters(inTime: readonly CataloguedSegment[]): Generator<CataloguedSegment[]> {
  let cluster: CataloguedSegment[] = [];
  let endMs = Number.NEGATIVE_INFINITY;
  for (const segment of inTime) {
    // The same instant counts as an overlap: the rows may be the same.
    if (segment.span.fromMs > endMs && cluster.length > 0) {
      yield cluster;
      cluster = [];
    }
    cluster.push(segment);
    endMs = Math.max(endMs, segment.span.toMs);
  }
  if (cluster.length > 0) yield cluster;
}

function sameColumns(a: CataloguedSegment, b: CataloguedSegment): boolean {
  if (a.columns.length !== b.columns.length) return false;
  const ofB = new Set(b.columns);
  return a.columns.every((column) => ofB.has(column));
}
