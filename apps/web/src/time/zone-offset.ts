/** What the clock of a zone is ahead of UTC at an instant, milliseconds. */
export type ZoneOffset = (at: number) => number;

/** No zone changes its offset inside of a quarter of an hour. */
const QUARTER_MS = 900_000;
/** Quarters whose offset is kept: more than a page of the list has. */
const QUARTERS_MAX = 1_000;

/** By zone; there are a few hundred. */
const offsets = new Map<string, ZoneOffset>([['UTC', () => 0]]);

/**
 * A format of the browser takes milliseconds to make and is slow to use, and a list has many instants:
 * there is one for each zone, and it is asked once for each quarter of an hour.
 * @param zone  IANA name, for example `Asia/Kolkata`.
 * @throws RangeError where the browser knows no such zone
 */
export function zoneOffset(zone: string): ZoneOffset {
  const known = offsets.get(zone);
  if (known !== undefined) return known;
  const offset = byQuarters(readOffset(zone));
  offsets.set(zone, offset);
  return offset;
}

function byQuarters(read: ZoneOffset): ZoneOffset {
  const known = new Map<number, number>();
  return (at) => {
    const quarter = Math.floor(at / QUARTER_MS);
    const kept = known.get(quarter);
    if (kept !== undefined) return kept;
    if (known.size >= QUARTERS_MAX) known.clear();
    const offset = read(quarter * QUARTER_MS);
    known.set(quarter, offset);
    return offset;
  };
}

/** Takes whole seconds. */
function readOffset(zone: string): ZoneOffset {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
    ...{ hourCycle: 'h23', timeZone: zone },
  });
  return (at) => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = part;
    return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - at;
  };
}
