const SPAN_MS = 15 * 60_000;

/**
 * Writes instants as the naive wall clock of a zone, `YYYY-MM-DD HH:MM:SS.mmm`, as plants do. The
 * zone's offset is looked up once per quarter of an hour: no zone changes within one.
 */
export function wallClock(timeZone: string): (atMs: number) => string {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  let span = NaN;
  let offsetMs = 0;
  return (atMs) => {
    const present = Math.floor(atMs / SPAN_MS);
    if (present !== span) {
      span = present;
      offsetMs = offsetOf(format, present * SPAN_MS);
    }
    return new Date(atMs + offsetMs).toISOString().slice(0, 23).replace('T', ' ');
  };
}

function offsetOf(format: Intl.DateTimeFormat, atMs: number): number {
  const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)] as const));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const wallMs = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wallMs - atMs;
}
