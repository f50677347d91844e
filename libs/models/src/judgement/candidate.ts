import type { CandidateJudgement, Difference, Estimate } from '@eagle/contracts/domain';
import { estimate } from './bootstrap.js';
import { eventCurve } from './event-curve.js';
import type { JudgedAlarms } from './judge-alarms.js';
import { rowMetrics } from './judge-rows.js';
import type { JudgedRecord } from './judged-record.js';
import { rankingMetrics, type OrderedScores, type Ranking } from './ranking.js';
import type { ResampledUnits } from './resampled-units.js';
import { quantile, summariseEvents } from './score-events.js';
import { UnitRanking } from './unit-ranking.js';

/**
 * Upper 97.5 % limit of the expected number of false alarms when none was counted (Poisson, Garwood
 * 1936).
 */
const NONE_SEEN_MAX = 3.689;

type Measure = 'warnedShare' | 'falseAlarmsPerAssetDay' | 'averagePrecision' | 'auc';
const MEASURES: readonly Measure[] = ['warnedShare', 'falseAlarmsPerAssetDay', 'averagePrecision', 'auc'];

/** One candidate in the comparison on a record: its figures on the record and on each draw. */
export class Candidate {
  readonly ranking: Ranking;
  /** Minutes of lead per judged event; null where it was not warned of in time. */
  readonly leadMinutes: readonly (number | null)[];
  private readonly draws: Record<Measure | 'leadMinutes' | 'skill', Float64Array>;
  private readonly byUnit: UnitRanking;
  private readonly falseOfBlock: Float64Array;

  /** @param scores  By position; of rules 1 during an alarm, else 0. */
  constructor(
    private readonly record: JudgedRecord,
    private readonly units: ResampledUnits,
    private readonly scored: OrderedScores,
    private readonly above: Uint8Array,
    readonly alarms: JudgedAlarms,
    draws: number,
  ) {
    const { scores, order } = scored;
    this.ranking = rankingMetrics(record.rows.labels, scores, record.rows.rowWeight, order);
    this.byUnit = new UnitRanking(record.rows, units, scores, order);
    this.leadMinutes = Array.from(alarms.leadMs, (ms) => (ms >= record.rule.leadMsMin ? ms / 60_000 : null));
    this.falseOfBlock = new Float64Array(units.blocks);
    for (const at of alarms.falseAt) {
      const block = units.block[at] ?? 0;
      this.falseOfBlock[block] = (this.falseOfBlock[block] ?? 0) + 1;
    }
    const empty = (): Float64Array => new Float64Array(draws).fill(NaN);
    this.draws = {
      warnedShare: empty(),
      falseAlarmsPerAssetDay: empty(),
      averagePrecision: empty(),
      auc: empty(),
      leadMinutes: empty(),
      skill: empty(),
    };
  }

  /**
   * Measures one draw.
   * @param times  How often each unit was drawn.
   * @param imagined  How often this draw contains the imagined failure that the candidate warned
   * of, and the one that it missed.
   */
  take(
    draw: number,
    times: Uint16Array,
    imagined: { readonly warned: number; readonly missed: number },
  ): void {
    let [warned, events] = [imagined.warned, imagined.warned + imagined.missed];
    const leads: number[] = [];
    this.record.events.forEach(({ cluster }, i) => {
      const drawn = times[cluster] ?? 0;
      const lead = this.leadMinutes[i] ?? null;
      events += drawn;
      if (lead === null) return;
      warned += drawn;
      for (let k = 0; k < drawn; k += 1) leads.push(lead);
    });
    let [falseAlarms, days] = [0, 0];
    for (let block = 0; block < this.units.blocks; block += 1) {
      const drawn = times[this.units.clusters + block] ?? 0;
      falseAlarms += drawn * (this.falseOfBlock[block] ?? 0);
      days += drawn * (this.units.daysOfBlock[block] ?? 0);
    }
    const { auc, averagePrecision, baseRate } = this.byUnit.rank(times);
    const { draws } = this;
    draws.warnedShare[draw] = events > 0 ? warned / events : NaN;
    draws.falseAlarmsPerAssetDay[draw] = days > 0 ? falseAlarms / days : NaN;
    draws.averagePrecision[draw] = averagePrecision ?? NaN;
    draws.auc[draw] = auc ?? NaN;
    draws.skill[draw] = (averagePrecision ?? NaN) - (baseRate ?? NaN);
    draws.leadMinutes[draw] =
      quantile(
        leads.sort((a, b) => a - b),
        0.5,
      ) ?? NaN;
  }

  /** @param probabilityMin  The threshold at which its alarms rise; null for rules. */
  judgement(probabilityMin: number | null): CandidateJudgement {
    const { record, alarms, draws } = this;
    const event = this.event();
    const rate = estimate(this.value('falseAlarmsPerAssetDay'), draws.falseAlarmsPerAssetDay);
    const isLate = (ms: number): boolean => ms < record.rule.leadMsMin;
    const noneSeen = event.falseAlarms === 0 && record.assetDays > 0;
    return {
      probabilityMin,
      event,
      late: alarms.leadMs.filter(isLate).length,
      alarms: alarms.alarms,
      warnedShare: this.estimateOf('warnedShare'),
      falseAlarmsPerAssetDay: noneSeen ? { ...rate, high: NONE_SEEN_MAX / record.assetDays } : rate,
      leadMinutesMedian: estimate(event.leadMinutesMedian, draws.leadMinutes),
      averagePrecision: this.estimateOf('averagePrecision'),
      auc: this.estimateOf('auc'),
      rows: rowMetrics(record.rows, this.above),
      leadMinutes: [...this.leadMinutes],
      lateMinutes: Array.from(alarms.leadMs, (ms) => (isLate(ms) ? ms / 60_000 : null)),
      eventCurve: probabilityMin === null ? null : eventCurve(record, this.scored, probabilityMin),
    };
  }

  /** This one minus another, on the same draws. */
  minus(other: Candidate): Difference {
    const [warnedShare, falseAlarmsPerAssetDay, averagePrecision, auc] = MEASURES.map((measure): Estimate => {
      const [own, its] = [this.value(measure), other.value(measure)];
      const value = own === null || its === null ? null : own - its;
      const drawn = this.draws[measure].map((draw, i) => draw - (other.draws[measure][i] ?? NaN));
      return estimate(value, drawn);
    });
    const none = { value: null, low: null, high: null };
    return {
      warnedShare: warnedShare ?? none,
      falseAlarmsPerAssetDay: falseAlarmsPerAssetDay ?? none,
      averagePrecision: averagePrecision ?? none,
      auc: auc ?? none,
    };
  }

  /** Average precision minus base rate. */
  skill(): Estimate {
    const { averagePrecision, baseRate } = this.ranking;
    const value = averagePrecision === null || baseRate === null ? null : averagePrecision - baseRate;
    return estimate(value, this.draws.skill);
  }

  private event(): CandidateJudgement['event'] {
    return summariseEvents(
      this.leadMinutes.map((minutes) => (minutes === null ? null : minutes * 60_000)),
      this.alarms.falseAt.length,
      this.record.assetDays,
    );
  }

  private estimateOf(measure: Measure): Estimate {
    return estimate(this.value(measure), this.draws[measure]);
  }

  private value(measure: Measure): number | null {
    const { events, warnedInTime, falseAlarmsPerAssetDay } = this.event();
    switch (measure) {
      case 'warnedShare':
        return events > 0 ? warnedInTime / events : null;
      case 'falseAlarmsPerAssetDay':
        return this.record.assetDays > 0 ? falseAlarmsPerAssetDay : null;
      case 'averagePrecision':
        return this.ranking.averagePrecision;
      case 'auc':
        return this.ranking.auc;
    }
  }
}
