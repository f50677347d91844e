import { STREAMS, type RPC } from '@eagle/contracts/bus';
import type { Bus } from './bus.types.js';
import type { Subscription } from './consumer.types.js';

type ReplayRequest = typeof RPC.replayDataProcessorLetter;

/** Sends dead letters again, of the subjects that this service writes: the message server refuses it all others. */
export function serveReplays(bus: Bus, request: ReplayRequest): Promise<Subscription> {
  bus.handles(STREAMS.deadLetters);
  return bus.serve(request, async ({ organizationId, sequence }) => {
    const { duplicate } = await bus.deadLetters.replay(organizationId, sequence);
    return { isDuplicate: duplicate };
  });
}
