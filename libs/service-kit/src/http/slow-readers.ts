import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * Ends connections whose clients do not take their answers in time, so that nobody makes the process hold answers by reading slowly. Measured from the
 * moment the answer is ready; what takes long to find out is another matter.
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
