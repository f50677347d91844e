import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { errorCodes } from 'fastify';
import type { GatewayConfig } from '../config.js';
import { answerOf } from './site-answer.js';
import { readSite } from './site-files.js';

/** Where set-up builds the site: beside this service, seen from `dist/control-room`. */
const BUILT = path.resolve(import.meta.dirname, '../../../web/dist/site');

/** The route of everything that no other route serves. */
export const SITE_ROUTE = '/*';

/** Serves the control room, where it was built. */
export async function serveSite(
  app: NestFastifyApplication,
  { CONTROL_ROOM_FILES, PUBLIC_PATH }: Pick<GatewayConfig, 'CONTROL_ROOM_FILES' | 'PUBLIC_PATH'>,
): Promise<void> {
  const site = await readSite(CONTROL_ROOM_FILES ?? BUILT, PUBLIC_PATH);
  if (site === null) return;
  app
    .getHttpAdapter()
    .getInstance()
    .get(SITE_ROUTE, async ({ url, headers }, reply) => {
      const answer = answerOf(site, {
        path: url.split('?', 1)[0]?.slice(1) ?? '',
        accept: headers.accept ?? '',
        acceptEncoding: String(headers['accept-encoding'] ?? ''),
        ifNoneMatch: headers['if-none-match'],
      });
      if (answer === null) throw new errorCodes.FST_ERR_NOT_FOUND();
      return reply.status(answer.status).headers(answer.headers).send(answer.content);
    });
}
