import { type Draft, EMPTY_DRAFT, type TableContent } from './draft.js';

/** Grows with every change of what a draft holds: a draft of another version is not read. */
const VERSION = 1;

export const draftText = (draft: Draft): string => JSON.stringify({ version: VERSION, draft });
export const contentText = (content: TableContent): string => JSON.stringify({ version: VERSION, content });

/** What was kept; an empty draft where nothing was, or where it cannot be read. */
export function readDraft(text: string | null): Draft {
  const draft = keptIn(text, 'draft');
  return isDraft(draft) ? draft : EMPTY_DRAFT;
}

export function readContent(text: string | null): TableContent | null {
  const content = keptIn(text, 'content');
  return isContent(content) ? content : null;
}

function keptIn(text: string | null, part: 'draft' | 'content'): unknown {
  if (text === null || text === '') return null;
  try {
    const kept: unknown = JSON.parse(text);
    return isObject(kept) && kept['version'] === VERSION ? kept[part] : null;
  } catch {
    return null; // Not written by this page.
  }
}

type Unknown = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isNullOr = (value: unknown, is: (value: unknown) => boolean): boolean => value === null || is(value);

/** Each part has the form that pages rely on; what the platform answered is its own. */
function isDraft(value: unknown): value is Draft {
  if (!isObject(value)) return false;
  const { connection, edits, assetNames } = value;
  const isAnswered = (part: unknown): boolean =>
    isObject(part) && isText(part['of']) && isObject(part['reply']);
  return (
    isObject(connection) &&
    ['host', 'port', 'database', 'user', 'lookEvery'].every((field) => isText(connection[field])) &&
    typeof connection['tls'] === 'boolean' &&
    isObject(edits) &&
    Object.values(edits).every(isObject) &&
    isObject(assetNames) &&
    Object.values(assetNames).every(isText) &&
    ['table', 'zone', 'savedAt'].every((part) => isNullOr(value[part], isText)) &&
    ['template', 'reading', 'running', 'tables'].every((part) => isNullOr(value[part], isObject)) &&
    ['tested', 'dryRun'].every((part) => isNullOr(value[part], isAnswered))
  );
}

function isContent(value: unknown): value is TableContent {
  if (!isObject(value) || !isText(value['of']) || !isObject(value['reply'])) return false;
  if (typeof value['readAtMs'] !== 'number') return false;
  const { columns, rows } = value['reply'];
  return (
    Array.isArray(columns) && columns.every(isObject) && Array.isArray(rows) && rows.every(Array.isArray)
  );
}
