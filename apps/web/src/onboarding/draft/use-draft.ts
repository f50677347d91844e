import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { TemplateData } from '../../plant-source/index.js';
import { preferences } from '../../preferences/index.js';
import { useSession } from '../../session/index.js';
import { type Draft, EMPTY_DRAFT, type TableContent } from './draft.js';
import { contentText, draftText, readContent, readDraft } from './read-draft.js';

export interface DraftInUse {
  readonly draft: Draft;
  readonly content: TableContent | null;
  readonly change: (change: Partial<Draft> | ((draft: Draft) => Partial<Draft>)) => void;
  readonly keepContent: (content: TableContent) => void;
  /** What the table holds are values of a plant: they do not stay longer than they are needed. */
  readonly forgetContent: () => void;
  readonly forget: () => void;
}

/**
 * What was written last, by its name: parts that nobody changed stay the same objects, so that what
 * follows from them is not computed again.
 */
const written = new Map<string, { readonly text: string; readonly draft: Draft }>();

function presentDraft(name: string): Draft {
  const text = preferences.get(name);
  const known = written.get(name);
  if (known !== undefined && known.text === text) return known.draft;
  const draft = readDraft(text);
  if (text !== null) written.set(name, { text, draft });
  return draft;
}

function write(name: string, draft: Draft): void {
  const text = draftText(draft);
  written.set(name, { text, draft });
  preferences.set(name, text);
}

/** Who connects which plant: nobody else who signs in at this browser finds what was typed. */
interface DraftOwner {
  readonly userId: string;
  readonly organizationId: string | null;
}

const nameOf = ({ userId, organizationId }: DraftOwner): string =>
  `onboarding.${userId}.${organizationId ?? 'new'}`;

/** The draft of an organization that was just created. */
export const beginDraft = (owner: DraftOwner, template: TemplateData | null): void =>
  write(nameOf(owner), { ...EMPTY_DRAFT, template });

/**
 * The draft of an organization, kept in this browser: it survives a reload, and goes on in another
 * tab. Where storage is full or forbidden it holds until the tab ends.
 */
export function useDraft(organizationId: string | null): DraftInUse {
  const { user } = useSession();
  const name = nameOf({ userId: user.id, organizationId });
  const contentName = `${name}.table`;
  const draft = useSyncExternalStore(preferences.listen, () => presentDraft(name));
  const keptContent = useSyncExternalStore(preferences.listen, () => preferences.get(contentName));
  const content = useMemo(() => readContent(keptContent), [keptContent]);
  const change = useCallback<DraftInUse['change']>(
    (wanted) => {
      const present = presentDraft(name);
      write(name, { ...present, ...(typeof wanted === 'function' ? wanted(present) : wanted) });
    },
    [name],
  );
  const keepContent = useCallback(
    (kept: TableContent) => preferences.set(contentName, contentText(kept)),
    [contentName],
  );
  const forgetContent = useCallback(() => preferences.set(contentName, ''), [contentName]);
  const forget = useCallback(() => {
    write(name, EMPTY_DRAFT);
    preferences.set(contentName, '');
  }, [name, contentName]);
  return useMemo(
    () => ({ draft, content, change, keepContent, forgetContent, forget }),
    [draft, content, change, keepContent, forgetContent, forget],
  );
}
