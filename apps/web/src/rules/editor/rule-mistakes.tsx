import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { type Draft, goToField, MistakeSummary } from '../../drafts/index.js';
import { ruleIdAt } from '../reading/rule-facts.js';

interface RuleMistakesProps {
  readonly draft: Draft;
  /** The rule whose fields are on the page; null: none is. */
  readonly shownId: string | null;
}

/** What is in the way of saving the rules, with a link to each rule that another page shows. */
export function RuleMistakes({ draft, shownId }: RuleMistakesProps): ReactElement {
  return (
    <MistakeSummary
      draft={draft}
      linkTo={(pointer, words) => {
        const ruleId = ruleIdAt(draft.value, pointer);
        if (ruleId === null || ruleId === shownId) return null;
        return (
          <Link to="/rules/$ruleId" params={{ ruleId }} onClick={() => goToField(pointer)}>
            {words}
          </Link>
        );
      }}
    />
  );
}
