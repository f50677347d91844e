import type { Tone } from './tones.js';

/** Makes tones audible. A browser allows that only after a gesture of the person. */
export interface Player {
  /** @returns whether the browser lets it sound. */
  play(tone: Tone): Promise<boolean>;
}

const VOLUME = 0.2;
const EDGE_SECONDS = 0.01;

export class WebAudioPlayer implements Player {
  private context: AudioContext | null = null;

  async play({ beats }: Tone): Promise<boolean> {
    const context = (this.context ??= new AudioContext());
    if (context.state !== 'running') await Promise.race([context.resume(), aMoment()]);
    // Without a gesture the browser leaves it suspended.
    if (!isRunning(context)) return false;
    for (const { hz, atMs, lengthMs } of beats) {
      const from = context.currentTime + atMs / 1_000;
      const to = from + lengthMs / 1_000;
      const [oscillator, gain] = [context.createOscillator(), context.createGain()];
      oscillator.frequency.value = hz;
      // Without soft edges each beat begins and ends with a click.
      gain.gain.setValueAtTime(0, from);
      gain.gain.linearRampToValueAtTime(VOLUME, from + EDGE_SECONDS);
      gain.gain.setValueAtTime(VOLUME, to - EDGE_SECONDS);
      gain.gain.linearRampToValueAtTime(0, to);
      oscillator.connect(gain).connect(context.destination);
      oscillator.start(from);
      oscillator.stop(to);
    }
    return true;
  }
}

const MOMENT_MS = 500;
const isRunning = ({ state }: AudioContext): boolean => state === 'running';
const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, MOMENT_MS));
