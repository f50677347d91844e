import type { GatewayClient } from '../gateway/gateway-client.js';

/** Asks the REST interface as a person does who is signed in, for bodies and answers that are not JSON. */
export async function send(
  client: GatewayClient,
  method: 'GET' | 'POST',
  route: string,
  body?: { readonly type: string; readonly text: string },
): Promise<Response> {
  const authorization = `Bearer ${await client.accessToken()}`;
  return fetch(`${client.url}/api/v1${route}`, {
    method,
    headers: body === undefined ? { authorization } : { authorization, 'content-type': body.type },
    ...(body === undefined ? {} : { body: body.text }),
  });
}
