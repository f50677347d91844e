/** Where the server itself offers the JetStream API. */
export const SERVER_JS_API = '$JS.API';

/**
 * The prefix under which services find it: each stream is in a separate account, and the permitted
 * requests to it are imported under this prefix. Under the server's own prefix, the service's
 * account (which has no JetStream) would answer as well.
 */
export const SERVICE_JS_API = 'BUS.API';
