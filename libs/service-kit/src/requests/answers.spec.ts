import { RPC } from '@eagle/contracts/bus';
import { Controller } from '@nestjs/common';
import { Answers, type ReplyOf, type RequestOf } from './answers.js';
import { Asker } from './request-context.js';
import type { ServiceName } from '@eagle/contracts/domain';

type Warm = typeof RPC.warmModel;
type WarmReply = ReplyOf<Warm>;

const WARM: WarmReply = { replica: 'prediction-0', ok: true, reason: '' };

test('a method that does not fit the declaration of its request does not compile', () => {
  @Controller()
  class FittingController {
    @Answers(RPC.warmModel)
    promised(_: RequestOf<Warm>): Promise<WarmReply> {
      return Promise.resolve(WARM);
    }

    @Answers(RPC.warmModel)
    part({ version }: { version: string }): WarmReply {
      return { ...WARM, reason: version };
    }

    @Answers(RPC.warmModel)
    decorated(_: RequestOf<Warm>, @Asker() asker: ServiceName): WarmReply {
      return { ...WARM, reason: asker };
    }
  }

  @Controller()
  class WrongController {
    // @ts-expect-error: the request has no such member.
    @Answers(RPC.warmModel)
    request(_: { readonly organization: string }): WarmReply {
      return WARM;
    }

    // @ts-expect-error: the member is of another type.
    @Answers(RPC.warmModel)
    member(_: { readonly version: number }): WarmReply {
      return WARM;
    }

    // @ts-expect-error: the reply lacks `reason`.
    @Answers(RPC.warmModel)
    reply(_: RequestOf<Warm>): { replica: string; ok: boolean } {
      return WARM;
    }

    // @ts-expect-error: the same, promised.
    @Answers(RPC.warmModel)
    async promised(_: RequestOf<Warm>): Promise<{ ok: boolean }> {
      return WARM;
    }

    // @ts-expect-error: a handler answers.
    @Answers(RPC.warmModel)
    nothing(_: RequestOf<Warm>): void {}
  }

  expect(FittingController).toBeDefined();
  expect(WrongController).toBeDefined();
});
