import { eachEpisode } from './alarm-episodes.js';
import { isAbout } from './event-windows.js';
import { NearestEvents, type JudgedRecord, type RecordEvent } from './judged-record.js';

/** Alarms of one candidate compared with the failures of a record. */
export interface JudgedAlarms {
  readonly alarms: number;
  /** Per alarm near no failure: position of the row that raised it. */
  readonly falseAt: readonly number[];
  /** Per judged event: time between the first alarm about it and the failure; NaN without one. */
  readonly leadMs: Float64Array;
  /** Per judged event: position of the row that raised that alarm; -1 without one. */
  readonly raisedAt: Int32Array;
}

/**
 * One alarm: the row that raised it (or the last judged row before that), when it rose and when it
 * ended.
 */
interface Alarm {
  readonly at: number;
  readonly raisedMs: number;
  readonly endsMs: number;
}

/** @param above  Per position: 1 where the probability reaches the threshold. */
export function judgeRowsAbove(record: JudgedRecord, above: Uint8Array): JudgedAlarms {
  const { rows, rule } = record;
  const positions = new Uint32Array(above.length);
  let count = 0;
  for (let at = 0; at < above.length; at += 1) if (above[at] === 1) positions[count++] = at;
  const alarms: Alarm[] = [];
  const sequences = { timesMs: rows.timesMs, sequence: rows.asset };
  eachEpisode(positions, count, sequences, rule, (at, endsMs) => {
    alarms.push({ at, raisedMs: rows.timesMs[at] ?? NaN, endsMs });
  });
  return judgeAlarms(record, alarms);
}

/** @param alarms  In order of time for each asset. */
export function judgeAlarms(record: JudgedRecord, alarms: readonly Alarm[]): JudgedAlarms {
  const leadMs = new Float64Array(record.events.length).fill(NaN);
  const raisedAt = new Int32Array(record.events.length).fill(-1);
  const nearest = record.eventsOfAsset.map((events) => new NearestEvents(events));
  const falseAt: number[] = [];
  for (const { at, raisedMs, endsMs } of alarms) {
    const first = (event: RecordEvent): void => {
      const { judged } = event;
      if (judged < 0 || (raisedAt[judged] ?? 0) >= 0 || !isAbout(raisedMs, endsMs, event)) return;
      leadMs[judged] = event.atMs - raisedMs;
      raisedAt[judged] = at;
    };
    if (nearest[record.rows.asset[at] ?? 0]?.near(raisedMs, first) !== true) falseAt.push(at);
  }
  return { alarms: alarms.length, falseAt, leadMs, raisedAt };
}
