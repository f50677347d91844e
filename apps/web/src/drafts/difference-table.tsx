import type { ReactElement } from 'react';
import { ScrollRegion } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { fieldAtPlace, useValueWords } from './fields/value-words.js';
import type { Field } from './schema/field.js';
import type { Difference } from './values/differences.js';
import { placeKey } from './values/place.js';

/** Further ones are counted: nobody reads thousands. */
const SHOWN_MAX = 200;

interface DifferenceTableProps {
  /** The part, as the fields of a form: `fieldOf('rules')`. */
  readonly field: Field;
  readonly differences: readonly Difference[];
  /** Its name for screen readers. */
  readonly label: string;
}

/** What differs between two versions of a part: before and after, in people's words. */
export function DifferenceTable({ field, differences, label }: DifferenceTableProps): ReactElement {
  const { t } = useTexts();
  const words = useValueWords();
  const more = differences.length - SHOWN_MAX;
  return (
    <ScrollRegion label={label}>
      <table className="tbl-natural differences" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('drafts.what')}</th>
            <th scope="col">{t('drafts.before')}</th>
            <th scope="col">{t('drafts.after')}</th>
          </tr>
        </thead>
        <tbody>
          {differences.slice(0, SHOWN_MAX).map(({ place, kind, before, after }) => {
            const at = fieldAtPlace(field, place);
            const where = words.place(place, field) || t('drafts.whole');
            return (
              <tr key={`${kind} ${placeKey(place)}`}>
                <th scope="row">{kind === 'order' ? t('drafts.order', { place: where }) : where}</th>
                <td className="t2">{kind === 'added' ? t('drafts.none') : words.value(before, at)}</td>
                <td>{kind === 'removed' ? t('drafts.none') : words.value(after, at)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {more > 0 ? <p className="t2">{t('drafts.more', { count: more })}</p> : null}
    </ScrollRegion>
  );
}
