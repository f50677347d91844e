const DAY_MS = 86_400_000;
/**
 * Enough for a century of days; a source that jumps about in time more than that starts its cache
 * again.
 */
const DAYS_CACHED_MAX = 40_000;

/** Decides which of two instants a wall-clock time means. */
export type ChooseMeaning = (earlyMs: number, lateMs: number) => number;

/**
 * One UTC day of a zone: the offset it begins with and, where the offset changes within it, the
 * instant of the change.
 */
interface ZoneDay {
  readonly before: number;
  readonly after: number;
  readonly changesAtMs: number;
}

/**
 * Wall clock of one IANA zone, both ways, without date parsing and with offsets kept per day: about
 * 50 ns a conversion. Assumes at most one change of offset within one UTC day, which holds for
 * every zone of the tz database since 1970.
 */
export class ZoneClock {
  private readonly format: Intl.DateTimeFormat;
  private readonly days = new Map<number, ZoneDay>();
  /** Local times from `steadyFrom` to `steadyTo` have exactly one meaning, with `steadyOffset`. */
  private steadyFrom = Infinity;
  private steadyTo = -Infinity;
  private steadyOffset = 0;

  constructor(readonly timeZone: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** Milliseconds by which the zone's wall clock is ahead of UTC at an instant. */
  offsetAt(utcMs: number): number {
    const day = this.day(Math.floor(utcMs / DAY_MS));
    return utcMs < day.changesAtMs ? day.before : day.after;
  }

  /**
   * The instant that a wall-clock time means.
   * @param localMs  The wall clock, as if it were UTC (milliseconds).
   * @param nearMs   Newest instant of the same source. When clocks went back, a wall-clock time means two instants: the one nearer to
   *                 this is taken (the earlier one where it is NaN or both are as near), so that a source that goes on row by row never
   *                 jumps back an hour. A wall-clock time that was skipped when clocks went forward is read with the earlier offset.
   * @param choose   Decides between the two instead.
   */
  toUtc(localMs: number, nearMs: number, choose?: ChooseMeaning): number {
    if (localMs >= this.steadyFrom && localMs < this.steadyTo) return localMs - this.steadyOffset;
    const dayIndex = Math.floor(localMs / DAY_MS);
    const before = this.day(dayIndex - 1).before;
    const after = this.day(dayIndex + 1).after;
    // A day and its neighbours with one offset throughout: by far the most.
    if (before === after && this.day(dayIndex).before === before && this.day(dayIndex).after === before) {
      this.steadyFrom = dayIndex * DAY_MS;
      this.steadyTo = this.steadyFrom + DAY_MS;
      this.steadyOffset = before;
      return localMs - before;
    }
    const early = localMs - Math.max(before, after);
    const late = localMs - Math.min(before, after);
    const earlyHolds = this.offsetAt(early) === localMs - early;
    const lateHolds = this.offsetAt(late) === localMs - late;
    if (earlyHolds && lateHolds && choose !== undefined) return choose(early, late);
    if (earlyHolds && lateHolds) return Math.abs(late - nearMs) < Math.abs(early - nearMs) ? late : early;
    if (earlyHolds) return early;
    if (lateHolds) return late;
    return localMs - before;
  }

  /** How much later the wall clock shows the time of an instant again; 0 where it does not. */
  repeatsAfterMs(utcMs: number): number {
    let repeatedMs = 0;
    this.toUtc(this.toLocal(utcMs), NaN, (early, late) => {
      if (early === utcMs) repeatedMs = late - early;
      return early;
    });
    return repeatedMs;
  }

  /** By how much the wall clock goes back at an instant; 0: it does not. */
  stepBackAt(utcMs: number): number {
    return Math.max(0, this.offsetAt(utcMs - 1) - this.offsetAt(utcMs));
  }

  /** The wall clock at an instant, as if it were UTC. */
  toLocal(utcMs: number): number {
    return utcMs + this.offsetAt(utcMs);
  }

  /** First instant in the range at which the wall clock goes back, null where it does not. */
  goesBackWithin(fromMs: number, toMs: number): number | null {
    for (let index = Math.floor(fromMs / DAY_MS); index * DAY_MS <= toMs; index++) {
      const day = this.day(index);
      if (day.after < day.before && day.changesAtMs >= fromMs && day.changesAtMs <= toMs)
        return day.changesAtMs;
    }
    return null;
  }

  private day(index: number): ZoneDay {
    const known = this.days.get(index);
    if (known !== undefined) return known;
    if (this.days.size >= DAYS_CACHED_MAX) this.days.clear();
    const startMs = index * DAY_MS;
    const before = this.lookUp(startMs);
    const after = this.lookUp(startMs + DAY_MS - 1);
    const changesAtMs = before === after ? Infinity : this.changeWithin(startMs, before);
    const day = { before, after, changesAtMs };
    this.days.set(index, day);
    return day;
  }

  private changeWithin(startMs: number, before: number): number {
    let low = startMs;
    let high = startMs + DAY_MS - 1;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.lookUp(middle) === before) low = middle;
      else high = middle;
    }
    return high;
  }

  private lookUp(utcMs: number): number {
    const part: Record<string, number> = {};
    let beforeChrist = false;
    for (const { type, value } of this.format.formatToParts(utcMs)) {
      if (type === 'era') beforeChrist = value.startsWith('B');
      else part[type] = Number(value);
    }
    const year = beforeChrist ? 1 - (part.year ?? 0) : (part.year ?? 0);
    const localMs = Date.UTC(
      year,
      (part.month ?? 1) - 1,
      part.day ?? 1,
      part.hour ?? 0,
      part.minute ?? 0,
      part.second ?? 0,
    );
    return localMs - Math.floor(utcMs / 1_000) * 1_000;
  }
}
