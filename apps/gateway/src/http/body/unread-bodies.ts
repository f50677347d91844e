import { MiB } from '@eagle/contracts/rest';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * A body up to this size is received and dropped, so that its sender reads the answer and the
 * connection stays open. It is the largest body that any route takes.
 */
const DISCARDED_BYTES_MAX = 8 * MiB;

/**
 * An answer that comes before its request's body was read (no token, too large, malformed) finds
 * the client still sending. Closing at once would cost an honest client the answer; reading without
 * end would serve a dishonest one.
 */
export function discardUnreadBodies(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply) => {
    if (!isUnread(request)) return;
    if (Number(request.headers['content-length'] ?? 0) > DISCARDED_BYTES_MAX) {
      void reply.header('connection', 'close');
      return;
    }
    void reply.removeHeader('connection');
    let left = DISCARDED_BYTES_MAX;
    request.raw.on('data', (piece: Buffer) => {
      left -= piece.length;
      if (left < 0) request.raw.destroy();
    });
    request.raw.resume();
  });
}

function isUnread(request: FastifyRequest): boolean {
  const { headers, raw } = request;
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  return hasBody && !raw.readableEnded && !raw.destroyed;
}
