import assert from 'node:assert/strict';
import { AppError, type Mapping } from '@eagle/contracts/domain';
import type { FeedCheckpoint } from '../checkpoint/checkpoint.js';
import type { FeedConnection, PollResult, RawRow } from '../feed-connection.js';
import { feedProblemOf } from '../feed-problem.js';
import { openFeed } from '../open-feed.js';
import { narrowMapping, networks, type Scada } from './scada.fixture.js';

let tables = 0;
/** A table of its own for one test, and its mapping. */
export async function newTable(scada: Scada, columns: string): Promise<Mapping> {
  const name = `scans_${++tables}`;
  await scada.sql(`CREATE TABLE ${name} (${columns})`);
  return narrowMapping({ table: name });
}

/** Reads from a checkpoint until nothing more comes. */
export async function drain(
  feed: FeedConnection,
  mapping: Mapping,
  from: FeedCheckpoint,
  rowsMax?: number,
): Promise<{ rows: RawRow[]; checkpoint: FeedCheckpoint; last: PollResult }> {
  const rows: RawRow[] = [];
  let last = await feed.poll(mapping, from, rowsMax);
  rows.push(...last.rows);
  while (last.more) {
    last = await feed.poll(mapping, last.checkpoint, rowsMax);
    rows.push(...last.rows);
  }
  return { rows, checkpoint: last.checkpoint, last };
}

export async function using<T>(feed: FeedConnection, work: (feed: FeedConnection) => Promise<T>): Promise<T> {
  try {
    return await work(feed);
  } finally {
    await feed.close();
  }
}
export const openFeedOf = (scada: Scada, overrides = {}): FeedConnection =>
  openFeed(scada.feed(overrides), scada.password, { networks });
export const keys = (rows: readonly RawRow[]): number[] => rows.map((row) => Number(row[0]));
/** The status for an error; every error of a feed is a sentence. */
export const problemOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'none';
  } catch (error) {
    assert.ok(error instanceof AppError);
    assert.ok(error.message.endsWith('.'), error.message);
    return feedProblemOf(error);
  }
};
