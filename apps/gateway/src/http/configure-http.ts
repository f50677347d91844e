import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { admitBeforeBodies } from './admission.js';
import { readBodies } from './body/read-bodies.js';
import { discardUnreadBodies } from './body/unread-bodies.js';
import { describeCsvAsText } from './csv-text.js';
import { problemSchema } from './problem.js';

/** Lists that may come as a file. */
const CSV_PATHS = ['event-logs', 'failure-records'].map(
  (name) => `/api/v1/organizations/:organizationId/${name}`,
);

/** What the module cannot do by itself: admission before bodies, the bodies themselves, headers, the description of the interface. No CORS: other origins are refused. */
export function configureHttp(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  admitBeforeBodies(app);
  readBodies(app, CSV_PATHS);
  discardUnreadBodies(fastify);
  fastify.addHook('onSend', async (request, reply) => {
    void reply.header('x-content-type-options', 'nosniff');
    if (!request.url.startsWith('/api/docs')) void reply.header('cache-control', 'no-store');
  });
  describeInterface(app);
}

function describeInterface(app: NestFastifyApplication): void {
  const config = new DocumentBuilder()
    .setTitle('Eagle Notifier')
    .setDescription(
      'Errors are problem details (RFC 9457) with a stable `code`. Lists come in pages: hand `nextCursor` back as `cursor`. ' +
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
    const document = SwaggerModule.createDocument(app, config);
    describeCsvAsText(document);
    return document;
  };
  SwaggerModule.setup('api/docs', app, describe, {
    jsonDocumentUrl: 'api/docs-json',
    yamlDocumentUrl: 'api/docs-yaml',
  });
}
