import { AppError, type ErrorKind } from '@eagle/contracts/domain';
import { z } from 'zod';

const tokensSchema = z.object({ accessToken: z.string(), refreshToken: z.string() });
const problemSchema = z.object({
  code: z.string().optional(),
  title: z.string().optional(),
  detail: z.string().optional(),
});

const REQUEST_TIMEOUT_MS = 30_000;
const RENEW_AFTER_MS = 10 * 60_000;

/** The platform's REST interface, as one signed-in person. Signs in again before the access token ends. */
export class GatewayClient {
  private tokens: z.infer<typeof tokensSchema> | null = null;
  private signedInAtMs = 0;

  constructor(
    readonly url: string,
    private readonly email: string,
    private readonly password: string,
  ) {}

  async accessToken(): Promise<string> {
    if (this.tokens === null || performance.now() - this.signedInAtMs > RENEW_AFTER_MS) {
      const body = { email: this.email, password: this.password };
      this.tokens = await this.send('POST', '/auth/login', tokensSchema, body, null);
      this.signedInAtMs = performance.now();
    }
    return this.tokens.accessToken;
  }

  async get<T>(route: string, schema: z.ZodType<T>): Promise<T> {
    return this.send('GET', route, schema, undefined, await this.accessToken());
  }
  async post<T>(route: string, schema: z.ZodType<T>, body: unknown): Promise<T> {
    return this.send('POST', route, schema, body, await this.accessToken());
  }
  async put<T>(route: string, schema: z.ZodType<T>, body: unknown): Promise<T> {
    return this.send('PUT', route, schema, body, await this.accessToken());
  }

  /** @throws AppError `GATEWAY.REFUSED` with the problem's own words. */
  private async send<T>(
    method: string,
    route: string,
    schema: z.ZodType<T>,
    body: unknown,
    token: string | null,
  ): Promise<T> {
    const response = await fetch(`${this.url}/api/v1${route}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    const text = await response.text();
    if (!response.ok) throw refusal(method, route, response.status, text);
    return schema.parse(text === '' ? null : JSON.parse(text));
  }
}

function refusal(method: string, route: string, status: number, text: string): AppError {
  const problem = parseProblem(text);
  const said = problem?.detail ?? problem?.title ?? text.slice(0, 300);
  const kind: ErrorKind =
    status >= 500 ? 'unavailable' : status === 404 ? 'not-found' : status === 409 ? 'conflict' : 'invalid';
  return new AppError('GATEWAY.REFUSED', kind, `${method} ${route} was answered with ${status}: ${said}`, {
    status,
    code: problem?.code,
  });
}

function parseProblem(text: string): z.infer<typeof problemSchema> | null {
  try {
    return problemSchema.parse(JSON.parse(text));
  } catch {
    return null; // Not a problem document (a proxy's page, say): the text itself is shown.
  }
}
