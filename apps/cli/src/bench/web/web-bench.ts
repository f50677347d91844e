import type { ControlRoomOptions } from '@eagle/testing/browser';
import type { BenchPlatform } from '../bench-platform.js';
import { figure, type Figure, type FigureInput, type Yardstick } from '../figure.js';
import type { MeasuredRoom } from './measured-room.js';

const PART = 'web';

/** What every figure of the control room needs. */
export interface WebBench {
  readonly bench: BenchPlatform;
  /** Address of the gateway; the language is that of the ledger. */
  readonly room: Pick<ControlRoomOptions, 'url' | 'language'>;
  /** Length of each load. */
  readonly seconds: number;
}

/** Yardstick of times of a page: 20 million steps of arithmetic in it. */
export const loopIn = async (room: MeasuredRoom): Promise<Yardstick> => ({
  what: '20 million steps in the page',
  value: await room.loopMs(),
});

/** A figure of this part. */
export const webFigure = (input: Omit<FigureInput, 'part'>): Figure => figure({ part: PART, ...input });
