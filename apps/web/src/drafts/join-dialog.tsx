import { type ReactElement, useId, useMemo, useState } from 'react';
import { Button, Dialog, ScrollRegion } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import type { Draft } from './draft.js';
import { fieldAtPlace, useValueWords } from './fields/value-words.js';
import type { RevisedValue } from './saving/draft-state.js';
import { differencesBetween } from './values/differences.js';
import { type Choices, type Conflict, merge, type Side } from './values/merge.js';
import { placeKey } from './values/place.js';

const SIDES = ['before', 'theirs', 'mine'] as const satisfies readonly Side[];

interface JoinDialogProps {
  readonly draft: Draft;
  readonly newer: RevisedValue;
}

/** Before, theirs and mine side by side, and a choice for each place that both changed. */
export function JoinDialog({ draft, newer }: JoinDialogProps): ReactElement {
  const { t } = useTexts();
  const [choices, setChoices] = useState<Choices>(new Map());
  const { base, value } = draft;
  const { conflicts, others } = useMemo(() => {
    const merged = merge(base, value, newer.value);
    const theirs = differencesBetween(base, newer.value).length;
    return { conflicts: merged.conflicts, others: Math.max(0, theirs - merged.conflicts.length) };
  }, [base, value, newer]);
  const isDecided = conflicts.every(({ place }) => choices.has(placeKey(place)));
  return (
    <Dialog
      isOpen
      isWide
      onClose={draft.close}
      title={t('drafts.join.title')}
      description={t('drafts.join.meaning')}
      actions={
        <>
          <Button onClick={draft.close}>{t('states.cancel')}</Button>
          <Button look="primary" disabled={!isDecided} onClick={() => draft.join(choices)}>
            {t('drafts.join')}
          </Button>
        </>
      }
    >
      <ScrollRegion label={t('drafts.join.title')}>
        <table className="tbl-natural differences" aria-label={t('drafts.join.title')}>
          <thead>
            <tr>
              <th scope="col">{t('drafts.what')}</th>
              {SIDES.map((side) => (
                <th key={side} scope="col">
                  {t(`drafts.${side}`)}
                  {conflicts.length < 2 || side === 'before' ? null : (
                    <Button look="quiet" onClick={() => setChoices(allOf(conflicts, side))}>
                      {t(`drafts.join.all-${side}`)}
                    </Button>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {conflicts.map((conflict) => (
              <ConflictRow
                key={placeKey(conflict.place)}
                draft={draft}
                conflict={conflict}
                chosen={choices.get(placeKey(conflict.place))}
                onChoose={(side) =>
                  setChoices((former) => new Map([...former, [placeKey(conflict.place), side]]))
                }
              />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {others === 0 ? null : <p className="t2">{t('drafts.join.others', { count: others })}</p>}
    </Dialog>
  );
}

const allOf = (conflicts: readonly Conflict[], side: Side): Choices =>
  new Map(conflicts.map(({ place }) => [placeKey(place), side]));

interface ConflictRowProps {
  readonly draft: Draft;
  readonly conflict: Conflict;
  readonly chosen: Side | undefined;
  readonly onChoose: (side: Side) => void;
}

function ConflictRow({ draft, conflict, chosen, onChoose }: ConflictRowProps): ReactElement {
  const { t } = useTexts();
  const words = useValueWords();
  const name = useId();
  const field = fieldAtPlace(draft.field, conflict.place);
  const where = words.place(conflict.place, draft.field) || t('drafts.whole');
  const what = conflict.kind === 'order' ? t('drafts.order', { place: where }) : where;
  return (
    <tr>
      <th scope="row">{what}</th>
      {SIDES.map((side) => (
        <td key={side}>
          <label className="side">
            <input
              type="radio"
              name={name}
              aria-label={`${what}, ${t(`drafts.${side}`)}: ${words.value(conflict[side], field)}`}
              checked={chosen === side}
              onChange={() => onChoose(side)}
            />
            {words.value(conflict[side], field)}
          </label>
        </td>
      ))}
    </tr>
  );
}
