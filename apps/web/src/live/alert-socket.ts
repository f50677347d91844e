import type { AppErrorCode } from '@eagle/contracts/domain';
import type {
  ALERTS_NAMESPACE,
  AlertPush,
  SocketCursor,
  SocketEnded,
  SocketResumed,
  SocketSubscribed,
  StatusPush,
  TelemetryEnded,
  TelemetryPush,
} from '@eagle/contracts/socket';
import { io, type Socket } from 'socket.io-client';
import { siteBasePath } from '../address/index.js';
import type { AlertChange } from './live-state.js';
import { TelemetryTail } from './telemetry-tail.js';

/** The name only: its module brings the schemas of all messages. */
const NAMESPACE: typeof ALERTS_NAMESPACE = '/alerts';

const NOT_ENTERED: AppErrorCode = 'TENANCY.NOT_ENTERED';

/** Messages of the gateway; `prediction` and `telemetry` come to those who subscribed. */
interface FromGateway {
  position(position: SocketCursor): void;
  alert(push: AlertPush): void;
  resumed(answer: SocketResumed): void;
  status(status: StatusPush): void;
  ended(ended: SocketEnded): void;
  telemetry(push: TelemetryPush): void;
  'telemetry-ended'(ended: TelemetryEnded): void;
}

interface ToGateway {
  subscribe(wanted: unknown, acknowledge: (answer: SocketSubscribed) => void): void;
  unsubscribe(unwanted: unknown): void;
}

export interface SocketHandlers {
  readonly onConnected: () => void;
  /** The connection is gone; it is tried again until `close`. */
  readonly onGone: () => void;
  readonly onPosition: (position: SocketCursor) => void;
  readonly onAlert: (change: AlertChange) => void;
  readonly onResumed: (answer: SocketResumed) => void;
  readonly onStatus: (status: StatusPush) => void;
}

export interface SocketAccess {
  /** Null: nobody is signed in. */
  readonly token: () => Promise<string | null>;
  /** The gateway refused a token: it is renewed before the next try. */
  readonly onRefused: (token: string) => void;
  /** Access was withdrawn. */
  readonly onWithdrawn: () => void;
  /** A super-admin is not within the organization any more. */
  readonly onNotEntered: () => void;
  /** Only for a super-admin, who belongs to none. */
  readonly organizationId?: string;
}

const RETRY_MS_MIN = 1_000;
const RETRY_MS_MAX = 30_000;
const RETRY_JITTER = 0.3;

export interface AlertSocket {
  /** Rows of assets as they come. */
  readonly tail: TelemetryTail;
  connectNow(): void;
  close(): void;
}

/** Connects, and after every end connects again and resumes from its place. */
export class GatewaySocket implements AlertSocket {
  readonly tail = new TelemetryTail(() => this.socket);
  private readonly socket: Socket<FromGateway, ToGateway>;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;
  private isClosed = false;
  private sentToken = '-';

  constructor(
    private readonly access: SocketAccess,
    private readonly handlers: SocketHandlers,
    private readonly resumeFrom: () => SocketCursor | null,
  ) {
    this.socket = io(NAMESPACE, {
      path: `${siteBasePath()}socket.io/`,
      transports: ['websocket'],
      // The tries are ours: an end that the gateway makes is none that the library would try after.
      reconnection: false,
      autoConnect: false,
      auth: (give) => this.authenticate(give),
    });
    this.listen();
    // The browser knows at once that its network is gone; a heartbeat takes seconds.
    window.addEventListener('offline', this.onOffline);
    window.addEventListener('online', this.onOnline);
    this.socket.connect();
  }

  connectNow(): void {
    if (this.socket.connected || this.isClosed) return;
    clearTimeout(this.retry);
    this.socket.connect();
  }

  close(): void {
    this.isClosed = true;
    window.removeEventListener('offline', this.onOffline);
    window.removeEventListener('online', this.onOnline);
    clearTimeout(this.retry);
    this.socket.disconnect();
  }

  private readonly onOffline = (): void => void this.socket.disconnect();
  private readonly onOnline = (): void => this.connectNow();

  private listen(): void {
    const { socket, handlers } = this;
    socket.on('connect', () => {
      this.tries = 0;
      handlers.onConnected();
      this.tail.connected();
    });
    socket.on('connect_error', (error) => {
      const { status, code } = refusalOf(error);
      if (status === 401) this.access.onRefused(this.sentToken);
      else if (code === NOT_ENTERED) this.access.onNotEntered();
      this.gone();
    });
    socket.on('disconnect', () => this.gone());
    socket.on('position', handlers.onPosition);
    socket.on('alert', handlers.onAlert);
    socket.on('resumed', handlers.onResumed);
    socket.on('status', handlers.onStatus);
    socket.on('telemetry', (push) => this.tail.take(push));
    socket.on('telemetry-ended', (ended) => this.tail.ended(ended));
    socket.on('ended', ({ reason }) => {
      // Of a super-admin it may be the visit alone that is over: the next try says which of both.
      const isSuperAdmin = this.access.organizationId !== undefined;
      if (reason === 'access-withdrawn' && !isSuperAdmin) this.access.onWithdrawn();
    });
  }

  private authenticate(give: (auth: object) => void): void {
    const { organizationId } = this.access;
    const named = organizationId === undefined ? {} : { organizationId };
    this.access.token().then(
      (token) => {
        this.sentToken = token ?? '-';
        give({ token: this.sentToken, ...named, ...this.resumeFrom() });
      },
      () => give({ token: '-' }), // Refused as unknown; the next try asks for a token again.
    );
  }

  private gone(): void {
    if (this.isClosed) return;
    this.handlers.onGone();
    clearTimeout(this.retry);
    const full = Math.min(RETRY_MS_MAX, RETRY_MS_MIN * 2 ** this.tries);
    const waitMs = full * (1 - RETRY_JITTER * Math.random());
    this.tries += 1;
    this.retry = setTimeout(() => this.socket.connect(), waitMs);
  }
}

/** The gateway's refusal carries its problem details. */
function refusalOf(error: Error): { readonly status: unknown; readonly code: unknown } {
  const data: unknown = 'data' in error ? error.data : null;
  const problem = typeof data === 'object' && data !== null ? data : {};
  return {
    status: 'status' in problem ? problem.status : null,
    code: 'code' in problem ? problem.code : null,
  };
}
