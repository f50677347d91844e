import createClient, { type Client, type FetchResponse, type Middleware } from 'openapi-fetch';
import type { AppErrorCode } from '@eagle/contracts/domain';
import { sitePrefix } from '../address/index.js';
import { serverClock } from '../time/index.js';
import type { paths } from './generated/rest.js';
import { ApiProblem, problemOf, unreachable, unreadable } from './problem.js';
import { fetchInTime } from './fetch-in-time.js';

/** Where the client gets its access token from; the session gives it. */
export interface AccessTokens {
  /** The token that is valid now; null while nobody is signed in. */
  current(): Promise<string | null>;
  /**
   * A token in the place of one that was refused.
   * @returns null where there is none: the sign-in has ended.
   */
  afterRefusal(refused: string): Promise<string | null>;
  /** The visit of a super-admin within which a request is sent; null: none. */
  visit(): number | null;
  /**
   * Waits after the gateway refused a request because that visit is over.
   * @returns whether the super-admin has entered again: the request is then sent once more.
   */
  afterVisit(visit: number | null): Promise<boolean>;
}

export type ApiClient = Client<paths>;

const BEARER = 'Bearer ';

/** The name only: the catalogue of errors is large. */
const NOT_ENTERED: AppErrorCode = 'TENANCY.NOT_ENTERED';

interface SentRequest {
  /** A body can be read only once: the copy is for the second try. */
  readonly copy: Request;
  readonly visit: number | null;
}

/**
 * Puts the access token on every request. A request whose token was refused, or whose visit is over,
 * is sent once more with the next one.
 */
function withAccess(tokens: AccessTokens): Middleware {
  const sent = new WeakMap<Request, SentRequest>();
  const again = (copy: Request, token: string): Promise<Response> => {
    copy.headers.set('authorization', `${BEARER}${token}`);
    return fetchInTime(copy);
  };
  return {
    async onRequest({ request }) {
      const token = await tokens.current();
      if (token === null) return undefined;
      request.headers.set('authorization', `${BEARER}${token}`);
      sent.set(request, { copy: request.clone(), visit: tokens.visit() });
      return request;
    },
    async onResponse({ request, response }) {
      const first = sent.get(request);
      if (first === undefined) return undefined;
      const { copy, visit } = first;
      if (response.status === 401) {
        const refused = copy.headers.get('authorization')?.slice(BEARER.length) ?? '';
        const token = await tokens.afterRefusal(refused);
        return token === null ? undefined : again(copy, token);
      }
      if (response.status === 403 && (await isNotEntered(response)) && (await tokens.afterVisit(visit))) {
        const token = await tokens.current();
        return token === null ? undefined : again(copy, token);
      }
      return undefined;
    },
  };
}

async function isNotEntered(response: Response): Promise<boolean> {
  const text = await response.clone().text();
  return problemOf(response, parsed(text)).code === NOT_ENTERED;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // A proxy's page, say: it is no problem of the gateway.
  }
}

const learnsTime: Middleware = {
  onResponse({ response }) {
    serverClock.learn(response.headers.get('date'));
  },
  onError({ error }) {
    return unreachable(error);
  },
};

/** The REST interface of the gateway, typed by its published description. */
export function createApi(tokens: AccessTokens): ApiClient {
  const client = createClient<paths>({ baseUrl: sitePrefix(), fetch: fetchInTime });
  client.use(learnsTime, withAccess(tokens));
  return client;
}

/**
 * The content of an answer.
 * @throws ApiProblem for a refusal, and where no answer came.
 */
export async function answer<Data>(
  pending: Promise<{ readonly data?: Data; readonly error?: unknown; readonly response: Response }>,
): Promise<Data> {
  const { data, error, response } = await whole(pending);
  if (!response.ok) throw problemOf(response, error);
  if (data === undefined) throw problemOf(response, error);
  return data;
}

/** Half an answer, or the page of a proxy in the place of one, is no answer. */
async function whole<Answer>(pending: Promise<Answer>): Promise<Answer> {
  try {
    return await pending;
  } catch (error) {
    if (error instanceof ApiProblem || isAborted(error)) throw error;
    throw unreadable(error);
  }
}

/** The page itself has given the request up. */
const isAborted = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** The same for a route that answers nothing. @throws ApiProblem */
export async function done(
  pending: Promise<{ readonly error?: unknown; readonly response: Response }>,
): Promise<void> {
  const { error, response } = await whole(pending);
  if (!response.ok) throw problemOf(response, error);
}

export type { FetchResponse };
