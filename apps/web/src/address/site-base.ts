/**
 * Path of the site, as the gateway wrote it into `<base>`: `/`, or `/eagle/` behind a path prefix.
 */
export const siteBasePath = (): string => new URL(document.baseURI).pathname;

/** The same without its slash at the end: what a path of the interface begins with. */
export const sitePrefix = (): string => siteBasePath().replace(/\/$/, '');
