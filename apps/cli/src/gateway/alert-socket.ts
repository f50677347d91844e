import type { AlertView, OrganizationId } from '@eagle/contracts/domain';
import {
  ALERTS_NAMESPACE,
  alertPushSchema,
  socketCaughtUpSchema,
  socketPositionSchema,
  socketResumedSchema,
  statusPushSchema,
  type AlertPush,
  type SocketCaughtUp,
  type SocketResumed,
  type StatusPush,
} from '@eagle/contracts/socket';
import { ROUTES, type ReplyOf } from '@eagle/contracts/rest';
import { io, type Socket } from 'socket.io-client';
import { AlertPlace } from './alert-place.js';
import type { GatewayClient } from './gateway-client.js';

const REFUSED_RETRY_MS = 2_000;

export interface AlertSocketHandlers {
  readonly onAlert: (push: AlertPush) => void;
  readonly onStatus?: (status: StatusPush) => void;
  /** Unseen events are gone: these are the active alerts, which replace all known ones. */
  readonly onReadAnew?: (standing: readonly AlertView[]) => void;
  /**
   * Alerts came and went while the client was disconnected, or while the platform was behind: show
   * one line, not a signal for each.
   */
  readonly onPast?: (pastAlerts: number) => void;
  /** The platform has caught up after an outage; alerts that are still active need a signal. */
  readonly onCaughtUp?: (summary: SocketCaughtUp) => void;
  /** A connection was refused, or active alerts could not be read; the next one tries again. */
  readonly onProblem?: (error: unknown) => void;
}

/**
 * What an operator's phone does: connects, keeps its place in the alert stream, and after every
 * reconnect asks for what followed it. Each change comes once and in order, across broken
 * connections. Where the server no longer has all later changes, it reads the active alerts anew.
 */
export class AlertSocket {
  private socket: Socket | null = null;
  private readonly place = new AlertPlace();
  private isToReadAnew = false;
  private retry: NodeJS.Timeout | undefined;

  /** @param organizationId only for a super-admin, who belongs to none. */
  constructor(
    private readonly client: GatewayClient,
    private readonly handlers: AlertSocketHandlers,
    private readonly organizationId?: OrganizationId,
  ) {}

  async open(): Promise<void> {
    const socket = io(`${this.client.url}${ALERTS_NAMESPACE}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 200,
      reconnectionDelayMax: 2_000,
      auth: (send) => {
        const { organizationId, place } = this;
        this.tokenWithin().then(
          (token) =>
            send({
              token,
              ...(organizationId ? { organizationId } : {}),
              ...place.resumeFrom,
            }),
          () => send({ token: '-' }), // Refused as unauthenticated; the next attempt asks for a token again.
        );
      },
    });
    this.socket = socket;
    socket.on('connect', () => this.readAnew());
    socket.on('position', (payload: unknown) => this.place.position(socketPositionSchema.parse(payload)));
    socket.on('alert', (payload: unknown) => this.alert(alertPushSchema.parse(payload)));
    socket.on('resumed', (payload: unknown) => this.resumed(socketResumedSchema.parse(payload)));
    socket.on('caught-up', (payload: unknown) => {
      const summary = socketCaughtUpSchema.parse(payload);
      this.handlers.onPast?.(summary.pastAlerts);
      this.handlers.onCaughtUp?.(summary);
    });
    socket.on('status', (payload: unknown) => this.handlers.onStatus?.(statusPushSchema.parse(payload)));
    // A connection that the server ended on purpose (an expired token) is not tried again by the
    // client library itself.
    socket.on('disconnect', (reason) => {
      if (reason === 'io server disconnect') socket.connect();
    });
    // Nor is one that the gateway refused.
    socket.on('connect_error', (error) => {
      if (socket.active) return;
      this.handlers.onProblem?.(error);
      this.retry = setTimeout(() => socket.connect(), REFUSED_RETRY_MS);
    });
    await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  }

  /** A super-admin enters the organization before listening to it. */
  private async tokenWithin(): Promise<string> {
    if (this.organizationId !== undefined) await this.client.within(this.organizationId);
    return this.client.accessToken();
  }

  private alert(push: AlertPush): void {
    if (this.place.alert(push.cursor)) this.handlers.onAlert(push);
  }

  private resumed(answer: SocketResumed): void {
    if (answer.pastAlerts > 0) this.handlers.onPast?.(answer.pastAlerts);
    if (!this.place.resumed(answer)) return;
    this.isToReadAnew = true;
    this.readAnew();
  }

  /** After a failure it tries again with the next connection. */
  private readAnew(): void {
    if (!this.isToReadAnew) return;
    this.standing().then(
      (standing) => {
        this.isToReadAnew = false;
        this.handlers.onReadAnew?.(standing);
      },
      (error: unknown) => this.handlers.onProblem?.(error),
    );
  }

  private async standing(): Promise<AlertView[]> {
    const standing: AlertView[] = [];
    const { organizationId } = this;
    let cursor: string | undefined;
    do {
      const page: ReplyOf<typeof ROUTES.alerts.list> = await this.client.ask(ROUTES.alerts.list, {
        query: { active: 'true', limit: 200, cursor, organizationId },
      });
      standing.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return standing;
  }

  close(): void {
    clearTimeout(this.retry);
    this.socket?.disconnect();
  }
}
