import { RPC } from '@eagle/contracts/bus';
import { Answers, CONFIG, messageOf, RequestGate, type ReplyOf, type RequestOf } from '@eagle/service-kit';
import { Controller, Inject } from '@nestjs/common';
import type { PredictionConfig } from '../config.js';
import { LiveModels } from '../models/live-models.js';

/**
 * Open from before this replica announces itself until after it has left the list: a promotion
 * waits for every living replica.
 */
export const TAKES_MODELS = new RequestGate('takes-models');

/**
 * Loads a version beside the live one, so that the flip to it is immediate. A refusal is an answer,
 * not an error.
 */
@Controller()
export class WarmModelController {
  constructor(
    @Inject(LiveModels) private readonly liveModels: LiveModels,
    @Inject(CONFIG) private readonly config: PredictionConfig,
  ) {}

  @Answers(RPC.warmModel, { while: TAKES_MODELS })
  async warm(reference: RequestOf<typeof RPC.warmModel>): Promise<ReplyOf<typeof RPC.warmModel>> {
    const replica = this.config.REPLICA;
    try {
      await this.liveModels.warm(reference);
      return { replica, ok: true, reason: '' };
    } catch (error) {
      return { replica, ok: false, reason: messageOf(error) };
    }
  }
}
