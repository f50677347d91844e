import { Link } from '@tanstack/react-router';
import { type ReactElement, useMemo } from 'react';
import { type Draft, isSame, mistakesBelow, valueAt } from '../../drafts/index.js';
import { useTexts } from '../../texts/index.js';
import { SECTION_NAMES, type SectionName, SECTIONS } from './sections.js';

interface SectionListProps {
  readonly draft: Draft;
  readonly current: SectionName;
}

/** The sections, with a word at those that hold a change or a mistake. */
export function SectionList({ draft, current }: SectionListProps): ReactElement {
  const { t } = useTexts();
  const { base, value, mistakes } = draft;
  const marks = useMemo(
    () =>
      new Map(
        SECTION_NAMES.map((name) => {
          const pointers = SECTIONS[name].map((property) => `/${property}`);
          const wrong = pointers.reduce((sum, pointer) => sum + mistakesBelow(mistakes, pointer).length, 0);
          const isEdited = pointers.some((at) => !isSame(valueAt(base, at), valueAt(value, at)));
          return [name, { wrong, isEdited }];
        }),
      ),
    [base, value, mistakes],
  );
  return (
    <nav className="settings-sections" aria-label={t('configuration.sections')}>
      {SECTION_NAMES.map((name) => {
        const { wrong = 0, isEdited = false } = marks.get(name) ?? {};
        return (
          <Link
            key={name}
            to="/settings"
            search={{ section: name }}
            aria-current={name === current ? 'page' : undefined}
          >
            <span className="grow">{t(`configuration.section.${name}`)}</span>
            {wrong > 0 ? (
              <span className="chip inverse">{t('configuration.wrong', { count: wrong })}</span>
            ) : isEdited ? (
              <span className="chip">{t('configuration.edited')}</span>
            ) : null}
          </Link>
        );
      })}
    </nav>
  );
}
