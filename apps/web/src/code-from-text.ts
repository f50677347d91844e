/**
 * Schemas, which come with some pages, must not try to make code from text: the policy of the page
 * forbids it, and the browser reports each try. zod reads this setting when a schema is made. It is
 * set without zod, which would be a part of the first script.
 */
export function forbidCodeFromText(): void {
  Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
}
