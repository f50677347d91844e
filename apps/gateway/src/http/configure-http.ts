import { problemSchema } from '@eagle/contracts/rest';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { CONFIG } from '@eagle/service-kit';
import type { GatewayConfig } from '../config.js';
import { serveSite, SITE_ROUTE } from '../control-room/serve-site.js';
import { admitBeforeBodies } from './admission.js';
import { carryCorrelation } from './correlation.js';
import { readBodies } from './body/read-bodies.js';
import { discardUnreadBodies } from './body/unread-bodies.js';
import { describeFiles } from './csv-text.js';

/** Lists that may come as a file. */
const CSV_PATHS = ['event-logs', 'failure-records'].map(
  (name) => `/api/v1/organizations/:organizationId/${name}`,
);

/** The page that describes the interface, and the files of that page. */
export const API_DOCS_PATH = '/api/docs';
/**
 * It brings its own scripts and styles, some of them inline; it calls the interface on the same
 * origin.
 */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Set-up that a module cannot declare: admission before bodies, the bodies themselves, headers, the
 * description of the interface. No CORS: other origins are refused.
 */
export async function configureHttp(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  carryCorrelation(fastify);
  admitBeforeBodies(app);
  readBodies(app, CSV_PATHS);
  discardUnreadBodies(fastify);
  fastify.addHook('onSend', async (request, reply) => {
    const { url = '' } = request.routeOptions;
    if (url.startsWith(API_DOCS_PATH)) void reply.header('content-security-policy', PAGE_POLICY);
    // A file of the control room says by itself for how long it holds.
    else if (url !== SITE_ROUTE || reply.statusCode >= 400) void reply.header('cache-control', 'no-store');
  });
  describeInterface(app);
  await serveSite(app, app.get<GatewayConfig>(CONFIG));
}

/** Routes that only operators of the platform may call, beside the metrics. */
export function operationsPathsOf({ API_DOCS }: Pick<GatewayConfig, 'API_DOCS'>): string[] {
  return API_DOCS === 'public' ? [] : [API_DOCS_PATH];
}

function describeInterface(app: NestFastifyApplication): void {
  const config = new DocumentBuilder()
    .setTitle('Eagle Notifier')
    .setDescription(
      'Errors are problem details (RFC 9457) with a stable `code`. Lists come in pages: send `nextCursor` back as `cursor`. ' +
        'Changes of alerts are pushed over Socket.IO, namespace `/alerts`.',
    )
    .setVersion('1')
    .addBearerAuth()
    .addGlobalResponse({
      status: 'default',
      description: 'Problem details, as application/problem+json.',
      standardSchema: problemSchema,
    })
    .build();
  const describe = (): OpenAPIObject => {
    const document = SwaggerModule.createDocument(app, config, { autoTagControllers: false });
    describeFiles(document);
    return document;
  };
  SwaggerModule.setup('api/docs', app, describe, {
    jsonDocumentUrl: 'api/docs-json',
    yamlDocumentUrl: 'api/docs-yaml',
  });
}
