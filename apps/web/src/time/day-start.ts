import type { PlantTime } from './plant-time.js';

const DATE_CHARACTERS = 10;
const SECONDS_CHARACTERS = 19;

/** The plant's date of an instant: `2026-11-28`. */
export const dateOf = (at: number, plantTime: PlantTime): string =>
  plantTime.iso(at).slice(0, DATE_CHARACTERS);

/** When a date of the plant begins, milliseconds since 1970. @param near  An instant close to it. */
export function dateStart(date: string, near: number, plantTime: PlantTime): number {
  const midnightBy = (instant: number): number =>
    Date.parse(`${date}T00:00:00${plantTime.iso(instant).slice(SECONDS_CHARACTERS)}`);
  // Where clocks change on that day, its beginning has another offset than `near`.
  return midnightBy(midnightBy(near));
}

/** When the plant's day began. */
export const dayStart = (at: number, plantTime: PlantTime): number =>
  dateStart(dateOf(at, plantTime), at, plantTime);
