import { ERROR_AREAS, isRetryable, type ErrorDeclaration } from '@eagle/contracts/domain';
import { code, table } from './page.fixture.js';

const HEAD = `# Error codes

Written by \`npm run docs:references\` from the catalogue in \`libs/contracts/src/domain/errors\`; a test fails where both differ. A code is stable, its text is not. The kind
decides the HTTP status and the fate of a message when its handler fails; *retry* says whether a repetition may succeed. REST and sockets answer
with problem details (RFC 9457) whose \`code\` is one of these; for a failure of kind \`bug\` they show only \`INTERNAL.UNEXPECTED\`, and the log of the service has the details. The errors of
each route are in the [OpenAPI document](../../apps/gateway/openapi.json).

| kind | HTTP status |
|---|---|
| invalid | 400 (413, 415 where HTTP says so) |
| unauthenticated | 401 |
| forbidden | 403 |
| not-found | 404 (405) |
| conflict | 409 |
| exhausted | 429 (431) |
| bug | 500 |
| unavailable | 503 |
| timeout | 504 (408) |
`;

/** The page that lists every error code. */
export const errorsPage = (): string =>
  [HEAD, ...Object.entries(ERROR_AREAS).map(([area, errors]) => section(area, errors))].join('\n');

const section = (area: string, errors: Readonly<Record<string, ErrorDeclaration>>): string =>
  `## ${area}\n\n${table(
    ['code', 'kind', 'retry', 'meaning', 'what to do'],
    Object.entries(errors).map(([name, declared]) => [
      code(name),
      declared.kind,
      isRetryable(declared) ? 'yes' : '',
      declared.meaning,
      declared.action,
    ]),
  )}`;
