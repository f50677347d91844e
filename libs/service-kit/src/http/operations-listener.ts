import { createServer, type Server, type ServerOptions } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { errorCodes, type FastifyRequest } from 'fastify';

/**
 * Paths for operators, the same in every service; both listeners answer whether it is alive and
 * ready.
 */
const ASKED_ON_BOTH: ReadonlySet<string> = new Set(['/health/live', '/health/ready']);
const METRICS = '/metrics';

const connections = new WeakSet<Socket>();

/** Routes of services that have a listener for operators, or are to have one. */
const separated = new WeakSet<object>();

/** Whether a request came to the operations listener. */
function isForOperations(request: FastifyRequest): boolean {
  return connections.has(request.raw.socket);
}

/** Whether its sender may know more than everybody. */
export function areDetailsFor(request: FastifyRequest): boolean {
  return !separated.has(request.server) || isForOperations(request);
}

/**
 * Keeps operator routes off the public listener, and public routes off the operators' listener.
 * @param operationsPaths  Paths, and what lies below them, beside the metrics.
 */
export function separateOperations(app: NestFastifyApplication, operationsPaths: readonly string[]): void {
  const isOfOperations = (path: string): boolean =>
    [METRICS, ...operationsPaths].some(
      (each) => path === each || path.startsWith(`${each}/`) || path.startsWith(`${each}-`),
    );
  const fastify = app.getHttpAdapter().getInstance();
  separated.add(fastify);
  fastify.addHook('onRequest', async (request) => {
    const path = request.routeOptions.url ?? '';
    if (ASKED_ON_BOTH.has(path)) return;
    if (isOfOperations(path) !== isForOperations(request)) throw new errorCodes.FST_ERR_NOT_FOUND();
  });
}

/** One more listener in front of the same routes. */
export class OperationsListener {
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(
    app: NestFastifyApplication,
    {
      host,
      port,
      options,
    }: { readonly host: string; readonly port: number; readonly options: ServerOptions },
  ): Promise<OperationsListener> {
    const fastify = app.getHttpAdapter().getInstance();
    const server = createServer(options, (request, response) => fastify.routing(request, response));
    server.on('connection', (socket) => connections.add(socket));
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
    const address = server.address();
    if (!isAddress(address)) throw new Error('the operations listener has no address');
    const shown = address.family === 'IPv6' ? `[${address.address}]` : address.address;
    return new OperationsListener(server, `http://${shown}:${address.port}`);
  }

  async close(): Promise<void> {
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }
}

const isAddress = (address: string | AddressInfo | null): address is AddressInfo =>
  typeof address === 'object' && address !== null;
