import { type IncomingMessage, ServerResponse } from 'node:http';

/** A year, as browsers' lists ask for. */
const HSTS_SECONDS = 31_536_000;

/** Data, never a page: nothing may be run, loaded or framed of it. */
const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/**
 * The headers by name; those of TLS only where it stands in front, as browsers would refuse plain
 * HTTP from then on.
 */
export function securityHeaders(isTlsInFront: boolean): Readonly<Record<string, string>> {
  if (!isTlsInFront) return HEADERS;
  return { ...HEADERS, 'strict-transport-security': `max-age=${HSTS_SECONDS}; includeSubDomains` };
}

/**
 * Sets these headers when Node creates a response, so that every response has them, whether the
 * framework, its router, the sockets' transport or a refusal sends it. A page that needs another
 * policy sets its own.
 */
export function responseWith(headers: Readonly<Record<string, string>>): typeof ServerResponse {
  const entries = Object.entries(headers);
  return class SecuredResponse<
    Request extends IncomingMessage = IncomingMessage,
  > extends ServerResponse<Request> {
    constructor(...options: ConstructorParameters<typeof ServerResponse<Request>>) {
      super(...options);
      for (const [name, value] of entries) this.setHeader(name, value);
    }
  };
}
