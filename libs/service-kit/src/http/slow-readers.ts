import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * Ends connections whose clients do not take their answers in time, so that slow readers cannot
 * make the process hold answers. The time counts from the moment the answer is ready; the time to
 * produce it is not included.
 */
export function endSlowReaders(app: NestFastifyApplication, answerMsMax: number): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', async (_request, reply) => {
      const timer = setTimeout(() => reply.raw.destroy(), answerMsMax);
      reply.raw.once('close', () => clearTimeout(timer));
    });
}
