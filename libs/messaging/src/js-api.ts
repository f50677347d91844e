/** Where the server itself offers the JetStream API. */
export const SERVER_JS_API = '$JS.API';

/**
 * Where services find it: each stream lies in an account of its own, and what a service may ask of it is imported under this prefix. Under the
 * server's own prefix, the service's account (in which there is no JetStream) would answer as well.
 */
export const SERVICE_JS_API = 'BUS.API';
