import { type ReactElement, useId } from 'react';
import { type Draft, SchemaForm, stepInto, useIsReadOnly } from '../../drafts/index.js';
import { Button, IconButton } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';

interface EntryDrawerProps {
  readonly draft: Draft;
  readonly index: number;
  readonly title: string;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

/** The form of one entry, beside the table. */
export function EntryDrawer({
  draft,
  index,
  title,
  onRemove,
  onClose,
}: EntryDrawerProps): ReactElement | null {
  const { t } = useTexts();
  const id = useId();
  const isReadOnly = useIsReadOnly();
  if (draft.field.kind !== 'list') return null;
  return (
    <aside className="drawer" aria-labelledby={id}>
      <header className="row">
        <h2 id={id} className="clip">
          {title}
        </h2>
        <span className="grow" />
        <IconButton icon="close" label={t('states.close')} onClick={onClose} />
      </header>
      <div className="scroll">
        <SchemaForm draft={draft} field={draft.field.item} at={stepInto('', index)} />
      </div>
      {isReadOnly ? null : (
        <footer>
          <Button look="destructive" onClick={onRemove}>
            {t('configuration.remove')}
          </Button>
        </footer>
      )}
    </aside>
  );
}
