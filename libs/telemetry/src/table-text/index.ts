/** How rows are written as text. It needs no store, so it is a part by itself. */
export { csvField, csvNumber } from './csv-field.js';
export { zonedTimes, ZoneOffsets } from './zoned-time.js';
