import type { Site, SiteFile } from './site-files.js';

/** What a browser gets for an address. */
export interface SiteAnswer {
  readonly status: 200 | 304;
  readonly headers: Readonly<Record<string, string>>;
  readonly content: Buffer | null;
}

export interface SiteRequest {
  /** Path below the site, without its query: `alarms`, `files/index-Dx4k.js`. */
  readonly path: string;
  readonly accept: string;
  readonly acceptEncoding: string;
  readonly ifNoneMatch: string | undefined;
}

/**
 * What the page may load and run: its own files alone. No inline script, no inline style, no other
 * host. `base-uri`: the page names its own path.
 */
export const SITE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const YEAR_SECONDS = 31_536_000;
/** Addresses of the interface and of the services: they are never a page. */
const RESERVED = /^(api|socket\.io|health|metrics)(\/|$)/;

/**
 * A file by its name; else the page, for every address that a browser opens as a page: the page
 * itself knows which of them exist.
 * @returns null where there is nothing.
 */
export function answerOf(site: Site, request: SiteRequest): SiteAnswer | null {
  const file = site.files.get(request.path);
  if (file !== undefined) return contentOf(file, request);
  const isPage = request.accept.includes('text/html') && !RESERVED.test(request.path);
  return isPage ? contentOf(site.page, request) : null;
}

function contentOf(file: SiteFile, { acceptEncoding, ifNoneMatch }: SiteRequest): SiteAnswer {
  const headers = {
    'content-type': file.type,
    'content-security-policy': SITE_POLICY,
    'cache-control': file.isImmutable ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
    vary: 'accept-encoding',
    etag: file.etag,
  };
  if (ifNoneMatch === file.etag) return { status: 304, headers, content: null };
  const accepted = acceptEncoding.split(',').map((each) => each.trim().split(';')[0]);
  if (file.brotli !== null && accepted.includes('br')) {
    return { status: 200, headers: { ...headers, 'content-encoding': 'br' }, content: file.brotli };
  }
  if (file.gzip !== null && accepted.includes('gzip')) {
    return { status: 200, headers: { ...headers, 'content-encoding': 'gzip' }, content: file.gzip };
  }
  return { status: 200, headers, content: file.plain };
}
