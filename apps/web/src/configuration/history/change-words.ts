import type { Texts } from '../../texts/index.js';
import type { PartChange, Revision } from './use-revisions.js';

/** What a revision changed, in one sentence: `Rules: 1 changed (Quench oil too hot).` */
export function changeText(
  { revision, changes }: Pick<Revision, 'revision' | 'changes'>,
  texts: Texts,
): string {
  const { t, language } = texts;
  if (changes === null) return t('revisions.not-recorded');
  if (changes.length === 0) return t(revision === 1 ? 'revisions.first' : 'revisions.nothing');
  const parts = changes.map((change) => partText(change, texts));
  return t('revisions.sentence', { changes: new Intl.ListFormat(language).format(parts) });
}

const LISTS: readonly PartChange['part'][] = ['assets', 'tags', 'rules'];

function partText(change: PartChange, texts: Texts): string {
  const { t } = texts;
  const part = t(`revisions.part.${change.part}`);
  const done = doneTexts(change, texts);
  const names = namesText(change, texts);
  return t('revisions.part-changed', {
    part,
    done: new Intl.ListFormat(texts.language).format(done),
    names: names === '' ? '-' : names,
  });
}

function doneTexts({ part, added, removed, changed }: PartChange, { t }: Texts): string[] {
  if (!LISTS.includes(part)) {
    if (added > 0) return [t('revisions.set-up')];
    return [removed > 0 ? t('revisions.taken-away') : t('revisions.fields', { count: changed })];
  }
  const done = [
    ...(added > 0 ? [t('revisions.added', { count: added })] : []),
    ...(changed > 0 ? [t('revisions.changed', { count: changed })] : []),
    ...(removed > 0 ? [t('revisions.removed', { count: removed })] : []),
  ];
  return done.length === 0 ? [t('revisions.order')] : done;
}

/** The first names; more of them are an ellipsis. */
function namesText({ added, removed, changed, names }: PartChange, { language }: Texts): string {
  if (names.length === 0) return '';
  const isAll = names.length === added + removed + changed;
  return isAll ? new Intl.ListFormat(language, { type: 'unit' }).format(names) : `${names.join(', ')} …`;
}
