/** Writes instants in the plant's zone, as an operator reads them. */
export class PlantTime {
  private readonly clock: Intl.DateTimeFormat;
  private readonly day: Intl.DateTimeFormat;
  private readonly parts: Intl.DateTimeFormat;
  private readonly offset: Intl.DateTimeFormat;

  /** @param zone  IANA name, for example `Asia/Kolkata`. */
  constructor(
    readonly zone: string,
    language: string,
  ) {
    const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
    this.clock = new Intl.DateTimeFormat(language, { ...clock, timeZone: zone });
    // The day before the month: English as it is written outside of America.
    const dayFirst = language === 'en' ? 'en-GB' : language;
    this.day = new Intl.DateTimeFormat(dayFirst, { day: 'numeric', month: 'short', timeZone: zone });
    this.parts = new Intl.DateTimeFormat('en-US', {
      ...clock,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      timeZone: zone,
    });
    this.offset = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  }

  /** `14:24:10` */
  time(at: number): string {
    return this.clock.format(at);
  }

  /** Today `14:24:10`, this year `28 Nov 20:10`, else with the year. */
  short(at: number, now: number): string {
    const [then, today] = [this.wall(at), this.wall(now)];
    if (then.day === today.day) return this.time(at);
    const day = this.day.format(at);
    const time = this.time(at).slice(0, 5);
    return then.year === today.year ? `${day} ${time}` : `${day} ${then.year} ${time}`;
  }

  /** ISO 8601 with the zone's offset, as it is copied: `2026-11-28T20:10:07+05:30`. */
  iso(at: number): string {
    const { day, time } = this.wall(at);
    return `${day}T${time}${this.offsetAt(at)}`;
  }

  /** `Kolkata, UTC+5:30`: abbreviations of zones are ambiguous. */
  name(at: number): string {
    const city = (this.zone.split('/').at(-1) ?? this.zone).replaceAll('_', ' ');
    const offset = this.offsetAt(at)
      .replace(/^([+-])0/, '$1')
      .replace(/:00$/, '');
    return this.zone === 'UTC' ? 'UTC' : `${city}, UTC${offset === 'Z' ? '+0' : offset}`;
  }

  private offsetAt(at: number): string {
    const name = this.offset.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
    return name === 'GMT' ? 'Z' : name.slice('GMT'.length);
  }

  private wall(at: number): { readonly year: string; readonly day: string; readonly time: string } {
    const part = Object.fromEntries(this.parts.formatToParts(at).map(({ type, value }) => [type, value]));
    const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = part;
    return { year, day: `${year}-${month}-${day}`, time: `${hour}:${minute}:${second}` };
  }
}
