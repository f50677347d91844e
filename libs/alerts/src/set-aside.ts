import { alertEventSchema, type AlertEvent } from '@eagle/contracts/bus';
import { alertSchema, cutText, type Alert } from '@eagle/contracts/domain';
import { assetMemorySchema, newAssetMemory, type AssetMemory } from './asset-memory.js';

/** Longest text that is kept from a refused alert. */
const TEXT_CHARACTERS_MAX = 2_000;
const FIRST_INSTANT = '0001-01-01T00:00:00.000Z';
const LAST_INSTANT = '9999-12-31T23:59:59.000Z';

/**
 * The alert in a form that any store accepts: well-formed, bounded texts, instants of the years 1
 * to 9999; null where there is none.
 */
export function storableAlert(alert: Alert): Alert | null {
  return alertSchema.safeParse(storable(alert)).data ?? null;
}

export function storableEvent(event: AlertEvent): AlertEvent | null {
  return alertEventSchema.safeParse(storable(event)).data ?? null;
}

export function storableMemory(memory: unknown): AssetMemory | null {
  return assetMemorySchema.safeParse(storable(memory)).data ?? null;
}

export const storableText = (text: string): string =>
  cutText(text.replaceAll('\0', '').toWellFormed(), TEXT_CHARACTERS_MAX);

function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableInstant(value) ?? storableText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [storableText(key), storable(each)]));
}

/** Instants beyond the calendar of stores come as `+010000-01-01T00:00:00.000Z`. */
function storableInstant(text: string): string | null {
  if (/^\+\d{6}-\d{2}-\d{2}T/.test(text)) return LAST_INSTANT;
  return /^(-\d{6}|0000)-\d{2}-\d{2}T/.test(text) ? FIRST_INSTANT : null;
}

/**
 * A store permanently refuses an alert's newest change: the memory continues from the stored alert,
 * so that it is never ahead of it. An alert that was never stored is forgotten; its rules keep
 * their state and raise again when their severity changes, or when they return.
 * @param refused  The refused alert; if it has changed since, nothing is done: the new change is
 * tried separately.
 */
export function revertAlert(memory: AssetMemory, refused: Alert, stored: Alert | null): void {
  const episode = memory.episodes.find(({ alert }) => alert.id === refused.id);
  if (episode === undefined || episode.alert.revision > refused.revision) return;
  if (stored === null) {
    memory.episodes = memory.episodes.filter((other) => other !== episode);
    return;
  }
  episode.alert = stored;
  if (stored.resolvedAt !== null) return;
  episode.endedBy = null;
  episode.endedAtMs = null;
  if (stored.state.active) episode.clearedAtMs = null;
}

/**
 * The rest of an unreadable stored memory: its position in the streams, so that nothing is decided
 * twice.
 */
export function salvagedMemory(assetId: AssetMemory['assetId'], stored: unknown): AssetMemory {
  const memory = newAssetMemory(assetId);
  const { lastSequence, scansDecided, prediction } = assetMemorySchema
    .pick({ lastSequence: true, scansDecided: true, prediction: true })
    .partial()
    .catch({})
    .parse(stored);
  memory.lastSequence = lastSequence ?? memory.lastSequence;
  memory.scansDecided = scansDecided ?? memory.scansDecided;
  memory.prediction.lastSequence = prediction?.lastSequence ?? memory.prediction.lastSequence;
  return memory;
}
