import { STREAMS, type RPC } from '@eagle/contracts/bus';
import type { Bus } from '@eagle/messaging';
import { Controller, Inject, type OnModuleInit, type Type } from '@nestjs/common';
import { BUS } from '../bus/bus.module.js';
import { Answers, type ReplyOf, type RequestOf } from '../requests/answers.js';

/** All services answer the same request, each under its own name. */
type ReplayRequest = typeof RPC.replayDataProcessorLetter;

/**
 * A controller that sends dead letters again, of the subjects that this service writes: the message
 * server refuses it all others.
 */
export function replayLettersController(request: ReplayRequest): Type<object> {
  @Controller()
  class ReplayLettersController implements OnModuleInit {
    constructor(@Inject(BUS) private readonly bus: Bus) {}

    onModuleInit(): void {
      this.bus.handles(STREAMS.deadLetters);
    }

    @Answers(request)
    async replay(letter: RequestOf<ReplayRequest>): Promise<ReplyOf<ReplayRequest>> {
      const { duplicate } = await this.bus.deadLetters.replay(letter.organizationId, letter.sequence);
      return { isDuplicate: duplicate };
    }
  }
  return ReplayLettersController;
}
