import { dateLanguage } from './date-language.js';
import { zoneOffset } from './zone-offset.js';

const MINUTE_MS = 60_000;

/** Writes instants in the plant's zone, as an operator reads them. */
export class PlantTime {
  private dayFormat: Intl.DateTimeFormat | null = null;

  /** @param zone  IANA name, for example `Asia/Kolkata`. */
  constructor(
    readonly zone: string,
    private readonly language: string,
  ) {}

  /** `14:24:10` */
  time(at: number): string {
    return this.wall(at).time;
  }

  /** Today `14:24:10`, this year `28 Nov 20:10`, else with the year. */
  short(at: number, now: number): string {
    const [then, today] = [this.wall(at), this.wall(now)];
    if (then.day === today.day) return then.time;
    const day = this.dayText(at);
    const time = then.time.slice(0, 5);
    return then.year === today.year ? `${day} ${time}` : `${day} ${then.year} ${time}`;
  }

  /** ISO 8601 with the zone's offset, as it is copied: `2026-11-28T20:10:07+05:30`. */
  iso(at: number): string {
    const { day, time } = this.wall(at);
    return `${day}T${time}${this.offsetText(at) ?? 'Z'}`;
  }

  /** `Kolkata, UTC+5:30`: abbreviations of zones are ambiguous. */
  name(at: number): string {
    if (this.zone === 'UTC') return 'UTC';
    const city = (this.zone.split('/').at(-1) ?? this.zone).replaceAll('_', ' ');
    const offset = this.offsetText(at)
      ?.replace(/^([+-])0/, '$1')
      .replace(/:00$/, '');
    return `${city}, UTC${offset ?? '+0'}`;
  }

  /** `+05:30`; null where the zone goes with UTC. */
  private offsetText(at: number): string | null {
    const minutes = Math.round(this.offsetMs(at) / MINUTE_MS);
    if (minutes === 0) return null;
    const two = (part: number): string => String(part).padStart(2, '0');
    const ahead = Math.abs(minutes);
    return `${minutes < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
  }

  private wall(at: number): { readonly year: string; readonly day: string; readonly time: string } {
    const wall = new Date(at + this.offsetMs(at)).toISOString();
    return { year: wall.slice(0, 4), day: wall.slice(0, 10), time: wall.slice(11, 19) };
  }

  private offsetMs(at: number): number {
    return zoneOffset(this.zone)(at);
  }

  private dayText(at: number): string {
    this.dayFormat ??= new Intl.DateTimeFormat(dateLanguage(this.language), {
      ...{ day: 'numeric', month: 'short', timeZone: this.zone },
    });
    return this.dayFormat.format(at);
  }
}
