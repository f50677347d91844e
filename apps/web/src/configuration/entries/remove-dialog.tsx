import type { ReactElement } from 'react';
import { Button, Dialog } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import type { Reference } from './references.js';

/** Further ones are counted. */
const SHOWN_MAX = 8;

interface RemoveDialogProps {
  readonly name: string;
  readonly references: readonly Reference[];
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

/** Names what refers to an entry before it goes. */
export function RemoveDialog({ name, references, onRemove, onClose }: RemoveDialogProps): ReactElement {
  const { t } = useTexts();
  const more = references.length - SHOWN_MAX;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('drafts.remove', { label: name })}
      description={t(references.length === 0 ? 'configuration.remove.free' : 'configuration.remove.referred')}
      actions={
        <>
          <Button onClick={onClose}>{t('states.cancel')}</Button>
          <Button look="destructive" onClick={onRemove}>
            {t('configuration.remove')}
          </Button>
        </>
      }
    >
      {references.length === 0 ? null : (
        <ul className="references">
          {references.slice(0, SHOWN_MAX).map((reference) => (
            <li key={`${reference.kind} ${reference.name}`}>
              <span className="t2">{t(`configuration.reference.${reference.kind}`)}</span> {reference.name}
            </li>
          ))}
          {more > 0 ? <li className="t2">{t('configuration.reference.more', { count: more })}</li> : null}
        </ul>
      )}
    </Dialog>
  );
}
