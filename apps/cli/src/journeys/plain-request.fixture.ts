import type { GatewayClient } from '../gateway/gateway-client.js';

/** Calls the REST interface as a signed-in person, with bodies and answers that are not JSON. */
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
