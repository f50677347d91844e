/** The built site, as the build writes it in front of the worker: see build/service-worker.mjs. */
export interface BuiltSite {
  /** Another one for each change of any file. */
  readonly version: string;
  /** The first script; the page of the same build names it. */
  readonly entry: string;
  /** Every file but the page, by its path below the site. */
  readonly files: readonly string[];
}

export interface SiteCachePorts {
  readonly caches: Pick<CacheStorage, 'keys' | 'delete'> & {
    open(name: string): Promise<Pick<Cache, 'match' | 'put' | 'addAll'>>;
  };
  readonly fetch: (request: Request) => Promise<Response>;
  /** Address of the site, with a slash at its end. */
  readonly scope: string;
  readonly wait: (ms: number) => Promise<void>;
}

/** The folder that the bundler writes hashed files into. */
const HASHED = /^files\//;
/** Addresses of the interface and of the services: nothing of them is ever answered from here. */
const RESERVED = /^(api|socket\.io|health|metrics)(\/|$)/;
/** A platform that is slower than this is away, for a person who opens the page. */
export const PAGE_MS_MAX = 5_000;
/** The present version, and the one before it: tabs that show it still fetch its files. */
const VERSIONS_KEPT = 2;

/** The files of the site, kept in the browser. Answers of the interface are not among them. */
export class SiteCache {
  private readonly names: string;

  constructor(
    private readonly ports: SiteCachePorts,
    private readonly site: BuiltSite,
  ) {
    // Sites below several paths of one address share the storage of the browser.
    this.names = `eagle-site ${new URL(ports.scope).pathname} `;
  }

  /** Fetches the whole version. @throws Error where a file, or the page of this version, is not there. */
  async fill(): Promise<void> {
    const { caches, fetch, scope } = this.ports;
    const page = await fetch(new Request(scope, { cache: 'reload', headers: { accept: 'text/html' } }));
    const isOfThisVersion = page.ok && (await page.clone().text()).includes(this.site.entry);
    if (!isOfThisVersion) throw new Error('The page is of another version than its worker.');
    const cache = await caches.open(this.names + this.site.version);
    await cache.addAll(this.site.files.map((file) => new URL(file, scope).href));
    await cache.put(scope, page);
  }

  /** Deletes what no open tab can still need. */
  async forgetFormer(): Promise<void> {
    const former = (await this.ownNames()).slice(0, -VERSIONS_KEPT);
    await Promise.all(former.map((name) => this.ports.caches.delete(name)));
  }

  /** @returns null for everything that is not a file or the page of the site: it goes its usual way. */
  answer(request: Request): Promise<Response> | null {
    if (request.method !== 'GET' || !request.url.startsWith(this.ports.scope)) return null;
    const path = new URL(request.url).pathname.slice(new URL(this.ports.scope).pathname.length);
    if (RESERVED.test(path)) return null;
    if (request.mode === 'navigate') return this.page(request);
    if (HASHED.test(path)) return this.hashedFile(request);
    return this.site.files.includes(path) ? this.namedFile(request) : null;
  }

  /** From the network, so that a new version is seen at once; the kept one where that is away. */
  private async page(request: Request): Promise<Response> {
    const { fetch, scope, wait } = this.ports;
    const kept = await this.kept(scope);
    if (kept === undefined) return fetch(request);
    const answered = fetch(request).then(
      (response) => (response.status >= 500 ? kept : response),
      () => kept, // The network is away: this is what the page is kept for.
    );
    return Promise.race([answered, wait(PAGE_MS_MAX).then(() => kept)]);
  }

  /** It never changes under its name. */
  private async hashedFile(request: Request): Promise<Response> {
    return (await this.kept(request.url)) ?? this.ports.fetch(request);
  }

  /** An icon: it changes under its name. */
  private async namedFile(request: Request): Promise<Response> {
    try {
      return await this.ports.fetch(request);
    } catch (error) {
      const kept = await this.kept(request.url);
      if (kept === undefined) throw error;
      return kept;
    }
  }

  /** The newest version that has it. */
  private async kept(address: string): Promise<Response | undefined> {
    for (const name of (await this.ownNames()).reverse()) {
      const cache = await this.ports.caches.open(name);
      // The compressed forms of a file are one file.
      const found = await cache.match(address, { ignoreVary: true });
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** In the order in which they were made. */
  private async ownNames(): Promise<string[]> {
    return (await this.ports.caches.keys()).filter((name) => name.startsWith(this.names));
  }
}
