import { AppError } from '@eagle/contracts/domain';
import {
  ALERTS_NAMESPACE,
  type SocketCursor,
  type SocketEnded,
  socketResumeSchema,
  type SocketSubscribed,
  socketSubscribeSchema,
  socketUnsubscribeSchema,
} from '@eagle/contracts/socket';
import { Logger, Metrics } from '@eagle/service-kit';
import { type BeforeApplicationShutdown, Inject } from '@nestjs/common';
import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  WebSocketGateway,
} from '@nestjs/websockets';
import type { Namespace, Socket } from 'socket.io';
import type { z } from 'zod';
import { METRICS } from '../declared-metrics.js';
import { problemOf } from '../http/problem.js';
import { TailHub } from '../live-tail/tail-hub.js';
import { CLOCK, type Clock } from '../ports.js';
import { AlertHub } from './alert-hub.js';
import { AlertSession } from './alert-session.js';
import { LiveClient } from './live-client.js';
import { LiveClients } from './live-clients.js';
import { PredictionHub } from './prediction-hub.js';
import { type Admission, messageInvalid, SocketAdmissions } from './socket-admissions.js';
import { StatusCache } from './status-cache.js';

/**
 * A client that was away sends `resume` as soon as it is connected. Live events wait this long for
 * it, so that missed events come before new ones. A client that has nothing to resume only loses
 * this moment, once.
 */
const RESUME_GRACE_MS = 400;
/** The largest message that a client may send: clients send little. */
const MESSAGE_BYTES_MAX = 16_384;

/**
 * Both sides learn within ten seconds that the other is gone: an operator must not take an old list
 * for a live one.
 */
const HEARTBEAT_EVERY_MS = 4_500;
const HEARTBEAT_WAIT_MS = 5_000;

/** A connection that does not authenticate within this time is closed. */
const CONNECT_TIMEOUT_MS = 30_000;

const admitted = new WeakMap<Socket, Admission>();

type Acknowledge = (answer: unknown) => void;
type ClientMessage = 'resume' | 'subscribe' | 'unsubscribe';

/** Socket.IO namespace `/alerts`: see `socket.ts` of the contracts for its messages. */
@WebSocketGateway({
  namespace: ALERTS_NAMESPACE,
  serveClient: false,
  maxHttpBufferSize: MESSAGE_BYTES_MAX,
  pingInterval: HEARTBEAT_EVERY_MS,
  pingTimeout: HEARTBEAT_WAIT_MS,
  connectTimeout: CONNECT_TIMEOUT_MS,
})
export class LivePushGateway
  implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect, BeforeApplicationShutdown
{
  constructor(
    @Inject(SocketAdmissions) private readonly admissions: SocketAdmissions,
    @Inject(AlertHub) private readonly hub: AlertHub,
    @Inject(PredictionHub) private readonly predictions: PredictionHub,
    @Inject(TailHub) private readonly tails: TailHub,
    @Inject(StatusCache) private readonly statuses: StatusCache,
    @Inject(LiveClients) private readonly clients: LiveClients,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  afterInit(namespace: Namespace): void {
    this.metrics.gauge(METRICS.sockets, (gauge) => {
      gauge.set(this.clients.count);
    });
    // The default namespace serves no client.
    namespace.server.of('/').use((_socket, next) => next(new Error('SOCKET.NO_SUCH_NAMESPACE')));
    namespace.use((socket, next) => {
      this.admissions.admit(socket.handshake).then(
        (admission) => {
          // A client that hung up during admission is never passed to `handleConnection`.
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
    const { principal, organizationId, history, newestSequence } = admission;
    const client = new LiveClient(socket, principal, organizationId, this.clock(), (reason) =>
      this.left(client, reason),
    );
    if (history !== this.hub.history) {
      client.end('interrupted'); // The stream has begun anew: the next connection learns its place in the new one.
      return;
    }
    const session = new AlertSession(organizationId, history, client, {
      newestSequence,
      hasMissedOffers: this.hub.seenSequence(organizationId) > newestSequence,
    });
    this.clients.add({ client, session });
    this.listen(socket, client, session);
    client.sendStatus(this.statuses.of(organizationId));
    this.begin(client, session, admission.resumeFrom).catch((error: unknown) =>
      this.interrupted(client, error),
    );
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

  private async begin(
    client: LiveClient,
    session: AlertSession,
    resumeFrom: SocketCursor | null,
  ): Promise<void> {
    session.start();
    if (resumeFrom !== null) client.sendResumed(await session.resume(resumeFrom));
    else {
      setTimeout(() => {
        session.goLive().catch((error: unknown) => this.interrupted(client, error));
      }, RESUME_GRACE_MS);
    }
  }

  private listen(socket: Socket, client: LiveClient, session: AlertSession): void {
    const on = (message: ClientMessage, work: (payload: unknown) => Promise<unknown>): void => {
      socket.on(message, (payload: unknown, acknowledge: unknown) => {
        this.answer(client, message, acknowledge, () => work(payload)).catch((error: unknown) =>
          this.interrupted(client, error),
        );
      });
    };
    on('resume', async (payload) => session.resume(readMessage(socketResumeSchema, payload)));
    on('subscribe', (payload) => this.subscribe(client, payload));
    on('unsubscribe', async (payload) => {
      const { telemetry } = readMessage(socketUnsubscribeSchema, payload);
      await this.tails.unsubscribe(client, telemetry.assetId);
      return {};
    });
  }

  private async subscribe(client: LiveClient, payload: unknown): Promise<SocketSubscribed> {
    const { predictions, telemetry } = readMessage(socketSubscribeSchema, payload);
    const begun = telemetry === undefined ? null : await this.tails.subscribe(client, telemetry);
    if (predictions !== undefined) this.setPredictions(client, predictions);
    return {
      predictions: client.wantsPredictions,
      ...(begun === null ? {} : { telemetry: begun }),
    };
  }

  /**
   * Mistakes of the client are answered. Another error is thrown and closes the connection, except
   * where it concerns only a subscription: the alerts do not depend on it.
   */
  private async answer(
    client: LiveClient,
    message: ClientMessage,
    acknowledge: unknown,
    work: () => Promise<unknown>,
  ): Promise<void> {
    const reply: Acknowledge = isAcknowledge(acknowledge) ? acknowledge : () => undefined;
    try {
      reply(await work());
    } catch (error) {
      this.admissions.noteRefusal(error, client.principal, message);
      const problem = problemOf(error, ALERTS_NAMESPACE);
      reply({ problem });
      if (message === 'resume' ? !isMistake(error) : !(error instanceof AppError)) throw error;
      if (problem.status >= 500) this.logger.warn({ error, message }, 'A message of a client failed');
    }
  }

  private setPredictions(client: LiveClient, wanted: boolean): void {
    if (client.wantsPredictions === wanted) return;
    client.wantsPredictions = wanted;
    if (wanted) this.predictions.subscribe(client.organizationId);
    else this.predictions.unsubscribe(client.organizationId);
  }

  private interrupted(client: LiveClient, error: unknown): void {
    if (client.ended) return; // The client is gone already, which broke off its replay.
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
    this.tails.leave(client);
    this.setPredictions(client, false);
    this.metrics.counter(METRICS.socketEnds).inc({ reason });
  }

  private refusal(error: unknown): Error {
    const problem = problemOf(error, ALERTS_NAMESPACE);
    if (problem.status >= 500) this.logger.warn({ error }, 'A socket could not be admitted');
    return Object.assign(new Error(problem.code), { data: problem });
  }
}

/** @throws AppError `REQUEST.INVALID` (invalid). */
function readMessage<S extends z.ZodType>(schema: S, payload: unknown): z.output<S> {
  const message = schema.safeParse(payload);
  if (message.success) return message.data;
  throw messageInvalid(message.error);
}

function isMistake(error: unknown): boolean {
  return error instanceof AppError && error.kind === 'invalid';
}

function isAcknowledge(value: unknown): value is Acknowledge {
  return typeof value === 'function';
}
