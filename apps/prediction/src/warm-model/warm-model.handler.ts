import { RPC } from '@eagle/contracts/bus';
import type { Bus, Subscription } from '@eagle/messaging';
import { messageOf } from '@eagle/service-kit';
import type { ModelShelf } from '../models/model-shelf.js';

/** Answers `warmModel`: loads a version beside the live one, so that the flip to it costs nothing. A refusal is an answer, not an error. */
export function serveWarmModel(bus: Bus, shelf: ModelShelf, replica: string): Promise<Subscription> {
  return bus.serve(RPC.warmModel, async (request) => {
    try {
      await shelf.warm(request);
      return { replica, ok: true, reason: '' };
    } catch (error) {
      return { replica, ok: false, reason: messageOf(error) };
    }
  });
}
