import createClient, { type Client, type FetchResponse, type Middleware } from 'openapi-fetch';
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
}

export type ApiClient = Client<paths>;

const BEARER = 'Bearer ';

/** Puts the access token on every request, and once more where it was refused. */
function withAccess(tokens: AccessTokens): Middleware {
  /** A body can be read only once: the copy is for the second try. */
  const copies = new WeakMap<Request, Request>();
  return {
    async onRequest({ request }) {
      const token = await tokens.current();
      if (token === null) return undefined;
      request.headers.set('authorization', `${BEARER}${token}`);
      copies.set(request, request.clone());
      return request;
    },
    async onResponse({ request, response }) {
      const copy = copies.get(request);
      if (response.status !== 401 || copy === undefined) return undefined;
      const refused = copy.headers.get('authorization')?.slice(BEARER.length) ?? '';
      const token = await tokens.afterRefusal(refused);
      if (token === null) return undefined;
      copy.headers.set('authorization', `${BEARER}${token}`);
      return fetchInTime(copy);
    },
  };
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
