import { useCallback } from 'react';
import type { Mistake } from '../api/index.js';
import { fieldOf, type DraftPart, SCHEMAS } from './parts.js';
import { useIssueText } from './schema/issue-text.js';
import { mistakesOf } from './schema/mistakes.js';
import type { Json } from './values/json.js';

/** What the platform's schema of a part finds wrong with a value, in the person's language. */
export function useSchemaCheck(part: DraftPart): (value: Json) => readonly Mistake[] {
  const issueText = useIssueText(fieldOf(part));
  return useCallback(
    (value) => mistakesOf(SCHEMAS[part].safeParse(value).error?.issues ?? [], issueText),
    [part, issueText],
  );
}
