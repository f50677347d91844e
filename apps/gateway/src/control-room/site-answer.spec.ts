import { answerOf, type SiteRequest } from './site-answer.js';
import type { Site, SiteFile } from './site-files.js';

const file = (text: string, isImmutable: boolean): SiteFile => ({
  type: 'text/javascript; charset=utf-8',
  etag: `"${text}"`,
  isImmutable,
  plain: Buffer.from(text),
  brotli: Buffer.from(`br ${text}`),
  gzip: Buffer.from(`gzip ${text}`),
});
const site: Site = {
  files: new Map([['files/index-1a2b.js', file('script', true)]]),
  page: { ...file('page', false), brotli: null, gzip: null },
};
const request = (change: Partial<SiteRequest>): SiteRequest => ({
  path: '',
  accept: 'text/html,*/*',
  acceptEncoding: '',
  ifNoneMatch: undefined,
  ...change,
});
const script = request({ path: 'files/index-1a2b.js', accept: '*/*' });

describe('an address of the control room', () => {
  test('of a hashed file gives it for a year, in the smallest form that the browser takes', () => {
    const cacheControl = answerOf(site, script)?.headers['cache-control'];
    expect(cacheControl).toBe('public, max-age=31536000, immutable');
    for (const [acceptEncoding, encoding, text] of [
      ['gzip, deflate, br', 'br', 'br script'],
      ['gzip;q=0.8', 'gzip', 'gzip script'],
      ['', undefined, 'script'],
    ] as const) {
      const answer = answerOf(site, { ...script, acceptEncoding });
      expect([answer?.headers['content-encoding'], answer?.content?.toString()]).toEqual([encoding, text]);
    }
  });

  test('of any page gives the page, which is asked for anew each time', () => {
    for (const path of ['', 'alarms', 'assets/furnace-1', 'no/such/page']) {
      const answer = answerOf(site, request({ path }));
      expect([answer?.status, answer?.content?.toString(), answer?.headers['cache-control']]).toEqual([
        200,
        'page',
        'no-cache',
      ]);
    }
    const unchanged = answerOf(site, request({ ifNoneMatch: '"page"' }));
    expect([unchanged?.status, unchanged?.content]).toEqual([304, null]);
  });

  test('gives nothing for a missing file, an address of the interface, and what is no page', () => {
    expect(answerOf(site, request({ path: 'files/gone-9z.js', accept: '*/*' }))).toBeNull();
    for (const path of ['api/v1/nowhere', 'api', 'socket.io/x', 'health/live', 'metrics']) {
      expect(answerOf(site, request({ path }))).toBeNull();
    }
    expect(answerOf(site, request({ path: 'alarms', accept: 'application/json' }))).toBeNull();
    expect(answerOf(site, request({ path: '../package.json', accept: '*/*' }))).toBeNull();
  });

  test('allows neither inline scripts nor inline styles', () => {
    const policy = answerOf(site, request({}))?.headers['content-security-policy'] ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self';");
    expect(policy).not.toContain('unsafe');
  });
});
