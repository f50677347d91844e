import path from 'node:path';
import type { DevelopingFailure } from '@eagle/learning';
import { runsToFailureOnce } from '@eagle/models';
import { namesClash } from '../recordings/names.js';
import { readFolder, type Lane, type RecordedFolder } from '../recordings/recorded-folder.js';
import { assertOneClock } from '../recordings/times/one-clock.js';
import type { EvaluationInput, Say } from './evaluation-input.js';
import { failuresOfLanes } from './recorded-failures-of-lanes.js';
import { inferHorizonMs } from './time-scale.js';

/**
 * Reads the folder that trains and the one that is held out, where there is one.
 * @throws AppError `RECORDING.INVALID` (invalid).
 */
export async function readFolders(input: EvaluationInput, say: Say): Promise<RecordedFolder[]> {
  const { config, train, test, workFolder } = input;
  const folders: RecordedFolder[] = [];
  try {
    for (const folder of test === null ? [train] : [train, test]) {
      const name = path.basename(path.resolve(folder));
      say(`reading ${name}`);
      folders.push(
        await readFolder(folder, {
          ...config,
          tableFile: path.join(workFolder, `rows-${folders.length}.bin`),
          columns: folders[0]?.columns ?? null,
          compares: (lanes, failures, scanPeriodMs) => {
            const horizonMs =
              input.horizonMs ?? config.horizonMs ?? inferHorizonMs(lanes, failures, scanPeriodMs);
            return isCompared(lanes, failuresOfLanes(lanes, failures, null, horizonMs).failures, horizonMs);
          },
          onProgress: (rows) => say(`reading ${name}: ${rows} rows`),
        }),
      );
    }
    assertOneClock(
      folders.map(({ read }) => ({ file: 'the telemetry', time: read.telemetry.time })),
      [],
      config.reading,
    );
    return folders;
  } catch (error) {
    for (const { table } of folders) await table.close();
    throw error;
  }
}

/**
 * Assets that each run to failure once differ in age: the state of others at the same moment says
 * nothing about an asset.
 */
export const isCompared = (
  lanes: readonly Lane[],
  failures: readonly DevelopingFailure[],
  horizonMs: number,
): boolean =>
  !runsToFailureOnce(
    lanes.map(({ laneId, firstMs, lastMs }) => ({ assetId: laneId, firstMs, lastMs })),
    failures,
    horizonMs,
  );

/** Lanes of all folders; lanes of one name are joined. */
export function lanesOf(folders: readonly RecordedFolder[]): Lane[] {
  const joined = new Map<string, Lane>();
  for (const lane of folders.flatMap(({ lanes }) => lanes)) {
    const other = joined.get(lane.laneId) ?? lane;
    if (other.asset !== lane.asset) throw namesClash('assets', other.asset, lane.asset, lane.laneId);
    joined.set(lane.laneId, {
      ...lane,
      firstMs: Math.min(lane.firstMs, other.firstMs),
      lastMs: Math.max(lane.lastMs, other.lastMs),
      rows: other === lane ? lane.rows : lane.rows + other.rows,
    });
  }
  return [...joined.values()];
}
