import { readFileSync, writeFileSync } from 'node:fs';
import { messageReference } from './fixtures/message-reference.js';

/** Seen from `dist/bus`. */
const PAGE = new URL('../../../../docs/reference/messages.md', import.meta.url);

test('the page on messages is what the declarations say: "npm run docs:references" writes it', () => {
  if (process.env['EAGLE_UPDATE_REFERENCES'] === '1') writeFileSync(PAGE, messageReference());
  expect(readFileSync(PAGE, 'utf8')).toBe(messageReference());
});
