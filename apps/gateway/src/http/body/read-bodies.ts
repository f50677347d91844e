import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { AppError } from '@eagle/contracts/domain';
import { KiB, MiB } from '@eagle/contracts/rest';
import { Metrics } from '@eagle/service-kit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { errorCodes, type FastifyReply, type FastifyRequest } from 'fastify';
import { requestContextOf } from '../../access/request-context.js';
import { METRICS } from '../../declared-metrics.js';
import { CsvText } from '../csv-text.js';
import { routeFactsOf } from '../../access/route-facts.js';
import { inSlices } from '../time-slices.js';
import { BODY_BYTES_MAX_DEFAULT } from './body-limit.decorator.js';
import { BytesInFlight } from './bytes-in-flight.js';
import { JsonBounds } from './json-bounds.js';
import { jsonSlices, type ParseJson } from './json-slices.js';

/** Larger bodies are counted as large, wait for their turn, and are parsed in slices. */
const LARGE_BODY_BYTES = 64 * KiB;
const LARGE = { bytesMax: 16 * MiB, bytesOfOneMax: 8 * MiB, waitMsMax: 10_000 };
/** Small bodies do not wait: this many at once are an attack. */
const SMALL = { bytesMax: 16 * MiB, bytesOfOneMax: 4 * MiB, waitMsMax: 0 };
/** The owner of a body where nobody signed in. */
const NOBODY = 'nobody';

/**
 * Reads the bodies of requests: as JSON, and as CSV on the paths that take it. The cost of a body
 * is bounded before and while it is read: its bytes by the route's limit, its shape by
 * `JsonBounds`, all bodies in memory by `BytesInFlight`. A large body is parsed in slices.
 */
export function readBodies(app: NestFastifyApplication, csvPaths: readonly string[]): void {
  const fastify = app.getHttpAdapter().getInstance();
  const reader = new BodyReader(parserOf(app));
  app.get(Metrics).gauge(METRICS.bodyBytes, (gauge) => {
    gauge.set({ size: 'large' }, reader.large.bytes);
    gauge.set({ size: 'small' }, reader.small.bytes);
  });
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', (request: FastifyRequest, raw: IncomingMessage) =>
    reader.json(request, raw),
  );
  fastify.addContentTypeParser('text/csv', async (request: FastifyRequest, raw: IncomingMessage) => {
    if (!csvPaths.includes(request.routeOptions.url ?? ''))
      throw new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE();
    return new CsvText((await reader.bytes(request, raw, null)).toString('utf8'));
  });
  fastify.addHook('onRequest', async (request, reply) => {
    replies.set(request, reply);
  });
}

const replies = new WeakMap<FastifyRequest, FastifyReply>();

/** Fastify's own, which refuses keys that would replace a prototype. */
function parserOf(app: NestFastifyApplication): (request: FastifyRequest) => ParseJson {
  const parser = app.getHttpAdapter().getInstance().getDefaultJsonParser('error', 'error');
  return (request) => (text) => {
    let outcome: { readonly error: Error | null; readonly value?: unknown } = {
      error: new Error('not parsed'),
    };
    void parser(request, text, (error: Error | null, value?: unknown) => {
      outcome = { error, value };
    });
    if (outcome.error !== null) throw outcome.error;
    return outcome.value;
  };
}

class BodyReader {
  readonly large = new BytesInFlight(LARGE);
  readonly small = new BytesInFlight(SMALL);

  constructor(private readonly parserFor: (request: FastifyRequest) => ParseJson) {}

  async json(request: FastifyRequest, raw: IncomingMessage): Promise<unknown> {
    const bytes = await this.bytes(request, raw, new JsonBounds());
    if (!isUtf8(bytes)) throw notUtf8();
    const parse = this.parserFor(request);
    if (bytes.length <= LARGE_BODY_BYTES) return parse(bytes.toString('utf8'));
    try {
      return await inSlices(jsonSlices(bytes, parse));
    } catch (error) {
      throw error instanceof SyntaxError ? new errorCodes.FST_ERR_CTP_INVALID_JSON_BODY() : error;
    }
  }

  /** @throws Fastify's 413 where it is larger than the route takes, and the errors of `bounds`. */
  async bytes(request: FastifyRequest, raw: IncomingMessage, bounds: JsonBounds | null): Promise<Buffer> {
    const limit = routeFactsOf(request)?.bodyBytesMax ?? BODY_BYTES_MAX_DEFAULT;
    const declared = Number(request.headers['content-length'] ?? NaN);
    if (declared > limit) throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
    // A body without a declared length may become as long as the route takes.
    const size = Number.isNaN(declared) ? limit : declared;
    const giveBack = await (size > LARGE_BODY_BYTES ? this.large : this.small).take(
      requestContextOf(request)?.organizationId ?? NOBODY,
      size,
    );
    const reply = replies.get(request);
    if (reply === undefined || reply.raw.closed) giveBack();
    else reply.raw.once('close', giveBack);
    return readAll(raw, limit, bounds);
  }
}

function readAll(raw: IncomingMessage, limit: number, bounds: JsonBounds | null): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // The client may have gone while the body waited for its turn.
    if (raw.destroyed) {
      reject(cutShort());
      return;
    }
    const pieces: Buffer[] = [];
    let length = 0;
    const leave = (): void => {
      raw.off('data', take).off('end', end).off('error', refuse).off('close', gone);
    };
    const refuse = (error: Error): void => {
      leave();
      reject(error);
    };
    const take = (piece: Buffer): void => {
      length += piece.length;
      try {
        if (length > limit) throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
        bounds?.take(piece);
        pieces.push(piece);
      } catch (error) {
        refuse(error instanceof Error ? error : new Error('A body could not be read.', { cause: error }));
      }
    };
    const end = (): void => {
      leave();
      resolve(Buffer.concat(pieces, length));
    };
    const gone = (): void => refuse(cutShort());
    raw.on('data', take).on('end', end).on('error', refuse).on('close', gone);
  });
}

const cutShort = (): Error => new errorCodes.FST_ERR_CTP_INVALID_CONTENT_LENGTH();

function notUtf8(): AppError {
  return new AppError('BODY.NOT_UTF8', 'The body is not in UTF-8, as JSON has to be.');
}
