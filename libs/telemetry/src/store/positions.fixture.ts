import { streamIncarnationSchema } from '@eagle/contracts/domain';
import type { Positions, StreamPosition } from './telemetry-store.js';

export const position = (sequence: number, incarnation = 'one'): StreamPosition => ({
  sequence,
  incarnation: streamIncarnationSchema.parse(incarnation),
});
export const NO_POSITIONS: Positions = new Map();
