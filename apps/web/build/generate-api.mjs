// Writes the types of the REST interface, src/api/generated/rest.d.ts, from the description that
// the gateway publishes. With --check it writes nothing and fails where the file is not current.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { openApiDocument } from './openapi-document.mjs';

const PUBLISHED = new URL('../../gateway/openapi.json', import.meta.url);
const GENERATED = new URL('../src/api/generated/rest.d.ts', import.meta.url);
const HEAD = `/**
 * Generated from apps/gateway/openapi.json by \`npm run api:types -w @eagle/web\`. Do not edit.
 */
`;

const factored = JSON.parse(await readFile(PUBLISHED, 'utf8'));
const text =
  HEAD + astToString(await openapiTypescript(openApiDocument(factored), { defaultNonNullable: false }));
if (process.argv.includes('--check')) {
  const present = await readFile(GENERATED, 'utf8').catch(() => '');
  if (present !== text) {
    console.error('apps/web/src/api/generated/rest.d.ts is not current: npm run api:types -w @eagle/web');
    process.exit(1);
  }
} else await writeFile(GENERATED, text);
