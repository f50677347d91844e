import { type ReactElement, useId } from 'react';
import {
  type Draft,
  mistakeAt,
  type Pointer,
  POINTER_ATTRIBUTE,
  useIsReadOnly,
  valueAt,
} from '../../drafts/index.js';
import { Icon } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';

interface PasswordFieldProps {
  readonly draft: Draft;
  readonly at: Pointer;
  /** The last test was refused: another account needs its password. */
  readonly isRefused: boolean;
}

/** A new password for the source. The present one is never shown, and stays where nothing is typed. */
export function PasswordField({ draft, at, isRefused }: PasswordFieldProps): ReactElement {
  const { t } = useTexts();
  const id = useId();
  const isReadOnly = useIsReadOnly();
  const typed = valueAt(draft.value, at);
  const isNeeded = mistakeAt(draft.mistakes, at) !== undefined || isRefused;
  const [hintId, mistakeId] = [`${id}-hint`, `${id}-mistake`];
  return (
    <fieldset className="schema-form" disabled={isReadOnly}>
      <div className="schema-field" data-edited={typed !== undefined || undefined}>
        <div className="words">
          <label htmlFor={id}>{t('onboarding.connection.password')}</label>
          <p id={hintId} className="t2 hint">
            {t('feeds.source.password.hint')}
          </p>
        </div>
        <div className="control">
          <input
            {...{ [POINTER_ATTRIBUTE]: at }}
            id={id}
            className="input"
            type="password"
            autoComplete="off"
            placeholder={t('feeds.source.password.kept')}
            aria-describedby={isNeeded ? `${hintId} ${mistakeId}` : hintId}
            aria-invalid={isNeeded ? true : undefined}
            value={typeof typed === 'string' ? typed : ''}
            onChange={({ target }) => draft.setAt(at, target.value === '' ? undefined : target.value)}
          />
          {isNeeded ? (
            <p id={mistakeId} className="mistake">
              <Icon name="warning" size="small" /> {t('feeds.source.password.needed')}
            </p>
          ) : null}
        </div>
      </div>
    </fieldset>
  );
}
