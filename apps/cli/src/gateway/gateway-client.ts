import {
  AppError,
  type AppErrorCode,
  type OrganizationId,
  organizationIdSchema,
} from '@eagle/contracts/domain';
import {
  pathWith,
  problemSchema,
  ROUTES,
  type ReplyOf,
  type RequestOf,
  type RouteDeclaration,
} from '@eagle/contracts/rest';
import { z } from 'zod';

/** The shown part of a problem; an older gateway may send less. */
const reportedSchema = problemSchema.partial();
type Tokens = ReplyOf<typeof ROUTES.signIn.login>;

/** A request as it is sent, with untyped parts. */
interface Sent {
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly query?: unknown;
  readonly body?: unknown;
}

const REQUEST_TIMEOUT_MS = 30_000;
const RENEW_AFTER_MS = 10 * 60_000;

/** An hour ends by the gateway's clock; here it is over a little sooner. */
const VISIT_MARGIN_MS = 30_000;

/**
 * The platform's REST interface, as one signed-in person. Signs in again before the access token
 * ends. A super-admin enters an organization where the gateway asks for it: its audit log then says
 * for which purpose.
 */
export class GatewayClient {
  private tokens: Tokens | null = null;
  private signedInAtMs = 0;
  /** Ends of visits by the steady clock; a new sign-in has none. */
  private readonly visits = new Map<OrganizationId, number>();

  constructor(
    readonly url: string,
    private readonly email: string,
    private readonly password: string,
    /** Why a super-admin enters organizations. */
    private readonly purpose = 'npx eagle',
  ) {}

  async accessToken(): Promise<string> {
    if (this.tokens === null || performance.now() - this.signedInAtMs > RENEW_AFTER_MS) {
      const body = { email: this.email, password: this.password };
      const { login } = ROUTES.signIn;
      this.tokens = login.reply.parse(JSON.parse(await this.send(login, { body }, null)));
      this.signedInAtMs = performance.now();
      this.visits.clear();
    }
    return this.tokens.accessToken;
  }

  /** Enters the organization, where this sign-in is not within it: for super-admins. */
  async within(organizationId: OrganizationId): Promise<void> {
    // A new sign-in forgets the visits: so it comes first.
    await this.accessToken();
    if ((this.visits.get(organizationId) ?? -Infinity) > performance.now()) return;
    const { enteredAt, endsAt } = await this.ask(ROUTES.visits.enter, {
      params: { organizationId },
      body: { reason: this.purpose },
    });
    const lifeMs = Date.parse(endsAt) - Date.parse(enteredAt);
    this.visits.set(organizationId, performance.now() + lifeMs - VISIT_MARGIN_MS);
  }

  /**
   * Calls a declared route, and checks the answer against the declaration; null for an empty
   * answer.
   * @throws AppError `GATEWAY.*`, by the status, with the text of the problem.
   */
  ask<R extends RouteDeclaration, Reply>(
    route: R & { readonly reply: z.ZodType<Reply> },
    request: RequestOf<R>,
  ): Promise<Reply>;
  ask<R extends RouteDeclaration>(route: R & { readonly reply: null }, request: RequestOf<R>): Promise<null>;
  async ask(route: RouteDeclaration, request: Sent): Promise<unknown> {
    const text = await this.sendWithin(route, request);
    return route.reply === null ? null : route.reply.parse(JSON.parse(text));
  }

  /** Where the gateway wants the organization to be entered first, enters it and sends again. */
  private async sendWithin(route: RouteDeclaration, request: Sent): Promise<string> {
    try {
      return await this.send(route, request, await this.accessToken());
    } catch (error) {
      const organizationId = isNotEntered(error) ? organizationIn(request) : null;
      if (organizationId === null) throw error;
      this.visits.delete(organizationId);
      await this.within(organizationId);
      return this.send(route, request, await this.accessToken());
    }
  }

  private async send(
    { method, path }: RouteDeclaration,
    { params, query, body }: Sent,
    token: string | null,
  ): Promise<string> {
    const address = `${pathWith(path, (name) => params?.[name])}${searchOf(query)}`;
    const response = await fetch(`${this.url}${address}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    const text = await response.text();
    if (!response.ok) throw refusal(method, address, response.status, text);
    return text;
  }
}

const isNotEntered = (error: unknown): boolean =>
  error instanceof AppError && error.details['code'] === 'TENANCY.NOT_ENTERED';

const namesOrganization = z.object({ organizationId: organizationIdSchema });

/** The organization that a request of a super-admin names; null where it names none. */
function organizationIn({ params, query }: Sent): OrganizationId | null {
  const named = namesOrganization.safeParse(params).data ?? namesOrganization.safeParse(query).data;
  return named?.organizationId ?? null;
}

const querySchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.undefined()]));

/** `?a=1&b=2`; undefined values are left out. */
function searchOf(query: unknown): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(querySchema.parse(query ?? {})))
    if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? '' : `?${search.toString()}`;
}

function refusal(method: string, route: string, status: number, text: string): AppError {
  const problem = parseProblem(text);
  const said = problem?.detail ?? problem?.title ?? text.slice(0, 300);
  return new AppError(codeOf(status), `${method} ${route} was answered with ${status}: ${said}`, {
    status,
    code: problem?.code,
  });
}

function codeOf(status: number): AppErrorCode {
  if (status >= 500) return 'GATEWAY.UNAVAILABLE';
  if (status === 404) return 'GATEWAY.NOT_FOUND';
  return status === 409 ? 'GATEWAY.CONFLICT' : 'GATEWAY.REFUSED';
}

function parseProblem(text: string): z.infer<typeof reportedSchema> | null {
  try {
    return reportedSchema.parse(JSON.parse(text));
  } catch {
    return null; // Not a problem document (a proxy's page, say): the text itself is shown.
  }
}
