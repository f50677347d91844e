import { type BuiltSite, PAGE_MS_MAX, SiteCache } from './site-cache.js';

const SCOPE = 'https://plant.example/eagle/';
const siteOf = (version: string): BuiltSite => ({
  version,
  entry: `files/index-${version}.js`,
  files: [`files/index-${version}.js`, 'eagle.svg'],
});

/** A browser with its storage, and a network that tests take away. */
class Browser {
  readonly stored = new Map<string, Map<string, Response>>();
  readonly fetched: string[] = [];
  answer: (url: string) => Response | Promise<Response> = () => new Response('', { status: 404 });
  waits: number[] = [];
  /** Whether a wait ends at once. */
  isLate = false;

  cacheOf(version: string): SiteCache {
    return new SiteCache(
      {
        caches: {
          open: async (name) => this.open(name),
          keys: async () => [...this.stored.keys()],
          delete: async (name) => this.stored.delete(name),
        },
        fetch: async ({ url }) => this.fetch(url),
        scope: SCOPE,
        wait: (ms) => {
          this.waits.push(ms);
          return this.isLate ? Promise.resolve() : new Promise(() => undefined);
        },
      },
      siteOf(version),
    );
  }

  serve(version: string): void {
    const { entry, files } = siteOf(version);
    this.answer = (url) => {
      const path = url.slice(SCOPE.length);
      if (path === '') return new Response(`<script src="./${entry}">`);
      return files.includes(path) ? new Response(`${version} ${path}`) : new Response('', { status: 404 });
    };
  }

  private async fetch(url: string): Promise<Response> {
    this.fetched.push(url);
    return this.answer(url);
  }

  /** What the worker uses of a cache of the browser. */
  private open(name: string): Pick<Cache, 'match' | 'put' | 'addAll'> {
    const entries = this.stored.get(name) ?? new Map<string, Response>();
    this.stored.set(name, entries);
    return {
      match: async (address) => entries.get(nameOf(address))?.clone(),
      put: async (address, response) => void entries.set(nameOf(address), response),
      addAll: async (addresses) => {
        for (const address of addresses) {
          const response = await this.fetch(nameOf(address));
          if (!response.ok) throw new TypeError(`${nameOf(address)} is not there`);
          entries.set(nameOf(address), response);
        }
      },
    };
  }
}

const nameOf = (address: RequestInfo | URL): string =>
  address instanceof Request ? address.url : address.toString();

const get = (path: string, mode: 'navigate' | 'cors' = 'cors'): Request => {
  const request = new Request(SCOPE + path);
  // A constructor takes no navigation: a browser makes one.
  const valueOf = (from: Request, name: string | symbol): unknown =>
    name === 'mode' ? mode : Reflect.get(from, name);
  return mode === 'cors' ? request : new Proxy(request, { get: valueOf });
};

async function textOf(answer: Promise<Response> | null): Promise<string | null> {
  return answer === null ? null : (await answer).text();
}

describe('the kept site', () => {
  let browser: Browser;
  let cache: SiteCache;
  beforeEach(async () => {
    browser = new Browser();
    browser.serve('a');
    cache = browser.cacheOf('a');
    await cache.fill();
    browser.fetched.length = 0;
  });

  test('gives hashed files without the network', async () => {
    expect(await textOf(cache.answer(get('files/index-a.js')))).toBe('a files/index-a.js');
    expect(browser.fetched).toEqual([]);
  });

  test('gives the page of the network, and the kept one where it is away, fails or is slow', async () => {
    browser.answer = () => new Response('newer');
    expect(await textOf(cache.answer(get('alarms', 'navigate')))).toBe('newer');
    const kept = '<script src="./files/index-a.js">';
    browser.answer = () => Promise.reject(new TypeError('off'));
    expect(await textOf(cache.answer(get('alarms', 'navigate')))).toBe(kept);
    browser.answer = () => new Response('bad gateway', { status: 502 });
    expect(await textOf(cache.answer(get('alarms', 'navigate')))).toBe(kept);
    browser.answer = () => new Promise(() => undefined);
    browser.isLate = true;
    expect(await textOf(cache.answer(get('alarms', 'navigate')))).toBe(kept);
    expect(browser.waits.at(-1)).toBe(PAGE_MS_MAX);
  });

  test('answers nothing of the interface, no other site, and nothing that changes something', () => {
    for (const path of ['api/v1/alerts', 'socket.io/', 'health/live', 'metrics', 'nowhere.txt']) {
      expect([path, cache.answer(get(path))]).toEqual([path, null]);
    }
    expect(cache.answer(get('api/v1/auth/browser', 'navigate'))).toBeNull();
    expect(cache.answer(new Request('https://plant.example/other/files/index-a.js'))).toBeNull();
    expect(cache.answer(new Request(`${SCOPE}files/index-a.js`, { method: 'POST' }))).toBeNull();
  });

  test('keeps nothing of an answer that it passes on', async () => {
    const before = [...(browser.stored.values().next().value?.keys() ?? [])];
    browser.answer = () => new Response('x');
    await cache.answer(get('eagle.svg'));
    await cache.answer(get('files/unknown-9z.js'));
    expect([...(browser.stored.values().next().value?.keys() ?? [])]).toEqual(before);
  });

  test('of a version whose page is not served yet is not filled', async () => {
    await expect(browser.cacheOf('b').fill()).rejects.toThrow('another version');
    expect(browser.stored.size).toBe(1);
  });

  test('holds the version before for tabs that still show it, and no older one', async () => {
    for (const version of ['b', 'c']) {
      browser.serve(version);
      await browser.cacheOf(version).fill();
    }
    const newest = browser.cacheOf('c');
    await newest.forgetFormer();
    browser.answer = () => new Response('gone', { status: 404 });
    expect(await textOf(newest.answer(get('files/index-b.js')))).toBe('b files/index-b.js');
    expect(await textOf(newest.answer(get('files/index-a.js')))).toBe('gone');
    browser.answer = () => Promise.reject(new TypeError('off'));
    expect(await textOf(newest.answer(get('', 'navigate')))).toBe('<script src="./files/index-c.js">');
  });
});
