import type { Severity } from '../api/index.js';

/** One beat: its pitch, and when it sounds. */
export interface Beat {
  readonly hz: number;
  readonly atMs: number;
  readonly lengthMs: number;
}

export interface Tone {
  readonly beats: readonly Beat[];
  /** How often it sounds until somebody acknowledges; null: once. */
  readonly everyMs: number | null;
}

const BEAT_MS = 140;
const GAP_MS = 60;
const PAIR_GAP_MS = 160;

const row = (pitches: readonly number[], stepMs: number, fromMs = 0): Beat[] =>
  pitches.map((hz, index) => ({ hz, atMs: fromMs + index * stepMs, lengthMs: BEAT_MS }));

const fallingPair = (index: number): Beat[] => row([880, 660], BEAT_MS, index * (2 * BEAT_MS + PAIR_GAP_MS));

/** Tones of DESIGN_WEB, "Sound"; low is silent. */
const TONES: Readonly<Record<Severity, Tone | null>> = {
  critical: { beats: [0, 1, 2].flatMap(fallingPair), everyMs: 5_000 },
  high: { beats: row([660, 660], BEAT_MS + GAP_MS), everyMs: 15_000 },
  medium: { beats: row([520], BEAT_MS), everyMs: null },
  low: null,
};

/** A short rising step says that what follows is a prediction. */
const RISING = row([440, 587], 90);
const RISING_MS = 260;

/** @returns null for a priority without a tone. */
export function toneOf(severity: Severity, isPredicted: boolean): Tone | null {
  const tone = TONES[severity];
  if (tone === null || !isPredicted) return tone;
  const later = tone.beats.map((beat) => ({ ...beat, atMs: beat.atMs + RISING_MS }));
  return { ...tone, beats: [...RISING, ...later] };
}
