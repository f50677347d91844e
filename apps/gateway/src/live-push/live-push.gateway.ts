import {
  ALERTS_NAMESPACE,
  AppError,
  socketAuthSchema,
  type SocketEnded,
  socketResumeSchema,
  socketSubscribeSchema,
  type OrganizationId,
} from '@eagle/contracts';
import { Logger, Metrics } from '@eagle/service-kit';
import { type BeforeApplicationShutdown, Inject } from '@nestjs/common';
import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  WebSocketGateway,
} from '@nestjs/websockets';
import type { Namespace, Socket } from 'socket.io';
import { z } from 'zod';
import { problemOf } from '../http/problem.js';
import type { GatewayConfig } from '../config.js';
import { CLOCK, type Clock, GATEWAY_CONFIG } from '../ports.js';
import { AccessTokens, tokenInvalid } from '../sign-in/access-tokens.js';
import { Principals } from '../sign-in/principals.js';
import { organizationOf } from '../tenancy/organization-access.js';
import { OrganizationEntries } from '../tenancy/organization-entries.js';
import type { Principal } from '../tenancy/principal.js';
import { AlertHub } from './alert-hub.js';
import { AlertSession } from './alert-session.js';
import { LiveClient } from './live-client.js';
import { LiveClients } from './live-clients.js';
import { PredictionHub } from './prediction-hub.js';
import { SocketPlaces } from './socket-places.js';
import { StatusBoard } from './status-board.js';

/**
 * A client that was away sends `resume` as soon as it is connected. Live events wait this long for it, so that what it missed comes before
 * what is new; a client that has nothing to resume loses nothing but this moment, once.
 */
const RESUME_GRACE_MS = 400;
/** The largest message that a client may send: it has little to say. */
const MESSAGE_BYTES_MAX = 16_384;

/** A connection that does not say who it is within this time is closed. */
const CONNECT_TIMEOUT_MS = 30_000;

const admitted = new WeakMap<Socket, Admission>();

interface Admission {
  readonly principal: Principal;
  readonly organizationId: OrganizationId;
  readonly cursor: number | null;
  /** Read before the client is told that it is connected, so that everything it could know of comes after it. */
  readonly newestSequence: number;
  /** Gives its place back. */
  readonly leave: () => void;
}

type Acknowledge = (answer: unknown) => void;

/** Socket.IO namespace `/alerts`: see `socket.ts` of the contracts for what goes in and out. */
@WebSocketGateway({
  namespace: ALERTS_NAMESPACE,
  serveClient: false,
  maxHttpBufferSize: MESSAGE_BYTES_MAX,
  pingInterval: 20_000,
  pingTimeout: 20_000,
  connectTimeout: CONNECT_TIMEOUT_MS,
})
export class LivePushGateway
  implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect, BeforeApplicationShutdown
{
  private readonly places: SocketPlaces;

  constructor(
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
    @Inject(Principals) private readonly principals: Principals,
    @Inject(AlertHub) private readonly hub: AlertHub,
    @Inject(PredictionHub) private readonly predictions: PredictionHub,
    @Inject(StatusBoard) private readonly statuses: StatusBoard,
    @Inject(LiveClients) private readonly clients: LiveClients,
    @Inject(OrganizationEntries) private readonly entries: OrganizationEntries,
    @Inject(GATEWAY_CONFIG) config: GatewayConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {
    this.places = new SocketPlaces({
      all: config.SOCKETS_MAX,
      perOrganization: config.SOCKETS_PER_ORGANIZATION_MAX,
      perUser: config.SOCKETS_PER_USER_MAX,
    });
  }

  afterInit(namespace: Namespace): void {
    this.metrics.gauge('eagle_gateway_sockets', 'Connected sockets.', [], (gauge) => {
      gauge.set(this.clients.count);
    });
    // The default namespace serves nobody.
    namespace.server.of('/').use((_socket, next) => next(new Error('SOCKET.NO_SUCH_NAMESPACE')));
    namespace.use((socket, next) => {
      this.admit(socket).then(
        (admission) => {
          // Whoever hung up while it was being admitted is never handed to `handleConnection`.
          if (socket.conn.readyState === 'open') socket.conn.once('close', admission.leave);
          else admission.leave();
          admitted.set(socket, admission);
          next();
        },
        (error: unknown) => next(this.refusal(error)),
      );
    });
  }

  handleConnection(socket: Socket): void {
    const admission = admitted.get(socket);
    if (admission === undefined) {
      socket.disconnect(true);
      return;
    }
    const { principal, organizationId, newestSequence } = admission;
    const client = new LiveClient(socket, principal, organizationId, this.clock(), (reason) =>
      this.left(client, reason),
    );
    const session = new AlertSession(organizationId, this.hub.history, client, {
      newestSequence,
      hasMissedOffers: this.hub.seenSequence(organizationId) > newestSequence,
    });
    this.clients.add({ client, session });
    this.listen(socket, client, session);
    client.sendStatus(this.statuses.of(organizationId));
    this.begin(client, session, admission.cursor).catch((error: unknown) => this.interrupted(client, error));
  }

  handleDisconnect(socket: Socket): void {
    const admission = admitted.get(socket);
    if (admission === undefined) return;
    admission.leave();
    for (const { client } of [...this.clients.of(admission.organizationId)]) {
      if (client.id === socket.id) this.left(client, 'closed');
    }
  }

  beforeApplicationShutdown(): void {
    for (const { client } of [...this.clients.all()]) client.end('stopping');
  }

  private async admit(socket: Socket): Promise<Admission> {
    const auth = authOf(socket.handshake.auth);
    const principal = await this.principals.of(this.tokens.verify(auth.token));
    const organizationId = organizationOf(principal, {
      path: undefined,
      query: auth.organizationId ?? socket.handshake.query['organizationId'],
      body: socket.handshake.query['organizationId'],
      header: undefined,
    });
    const leave = this.places.take(principal.userId, organizationId);
    try {
      await this.entries.note(principal, organizationId, `socket ${ALERTS_NAMESPACE}`);
      const newestSequence = await this.hub.history.newestSequence(organizationId);
      return { principal, organizationId, cursor: auth.cursor ?? null, newestSequence, leave };
    } catch (error) {
      leave();
      throw error;
    }
  }

  private async begin(client: LiveClient, session: AlertSession, cursor: number | null): Promise<void> {
    session.start();
    if (cursor !== null) client.sendResumed(await session.resume(cursor));
    else {
      setTimeout(() => {
        session.goLive().catch((error: unknown) => this.interrupted(client, error));
      }, RESUME_GRACE_MS);
    }
  }

  private listen(socket: Socket, client: LiveClient, session: AlertSession): void {
    socket.on('resume', (payload: unknown, acknowledge: unknown) => {
      this.answer(acknowledge, async () => {
        const { cursor } = socketResumeSchema.parse(payload);
        return session.resume(cursor);
      }).catch((error: unknown) => this.interrupted(client, error));
    });
    socket.on('subscribe', (payload: unknown, acknowledge: unknown) => {
      this.answer(acknowledge, async () => {
        const { predictions } = socketSubscribeSchema.parse(payload);
        this.setPredictions(client, predictions);
        return { predictions };
      }).catch((error: unknown) => this.interrupted(client, error));
    });
  }

  /** Mistakes of the client are answered; anything else is thrown, for the connection to be closed. */
  private async answer(acknowledge: unknown, work: () => Promise<unknown>): Promise<void> {
    const reply: Acknowledge = isAcknowledge(acknowledge) ? acknowledge : () => undefined;
    try {
      reply(await work());
    } catch (error) {
      const known = error instanceof z.ZodError ? messageInvalid(error) : error;
      reply({ problem: problemOf(known, ALERTS_NAMESPACE) });
      if (!(error instanceof z.ZodError)) throw error;
    }
  }

  private setPredictions(client: LiveClient, wanted: boolean): void {
    if (client.wantsPredictions === wanted) return;
    client.wantsPredictions = wanted;
    if (wanted) this.predictions.subscribe(client.organizationId);
    else this.predictions.unsubscribe(client.organizationId);
  }

  private interrupted(client: LiveClient, error: unknown): void {
    if (client.ended) return; // It is gone already; that is what broke off its replay.
    this.logger.warn(
      { error, organizationId: client.organizationId },
      'A client could not be served further',
    );
    client.end('interrupted');
  }

  private left(client: LiveClient, reason: SocketEnded['reason'] | 'closed'): void {
    const connected = this.clients.remove(client);
    connected?.session.stop();
    client.closed();
    this.setPredictions(client, false);
    this.metrics
      .counter('eagle_gateway_socket_ends_total', 'Sockets that ended, by reason.', ['reason'])
      .inc({ reason });
  }

  private refusal(error: unknown): Error {
    const problem = problemOf(error, ALERTS_NAMESPACE);
    if (problem.status >= 500) this.logger.warn({ error }, 'A socket could not be admitted');
    return Object.assign(new Error(problem.code), { data: problem });
  }
}

/** What the connection says of itself. A mistake beside the token is told as one: a client that refreshes its token would not mend it. */
function authOf(handshake: unknown): z.output<typeof socketAuthSchema> {
  const auth = socketAuthSchema.safeParse(handshake);
  if (auth.success) return auth.data;
  const isTokenWrong = auth.error.issues.some(({ path }) => path[0] === 'token' || path.length === 0);
  throw isTokenWrong ? tokenInvalid(auth.error) : messageInvalid(auth.error);
}

function isAcknowledge(value: unknown): value is Acknowledge {
  return typeof value === 'function';
}

function messageInvalid(cause: z.ZodError): AppError {
  return new AppError('REQUEST.INVALID', 'invalid', z.prettifyError(cause), {}, { cause });
}
