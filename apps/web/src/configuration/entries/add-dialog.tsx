import { type FormEvent, type ReactElement, useId, useState } from 'react';
import {
  type Draft,
  emptyValueOf,
  identityOf,
  isList,
  isObject,
  mistakeAt,
  stepInto,
  useFieldTexts,
  useSchemaCheck,
} from '../../drafts/index.js';
import { Button, Dialog, TextField, useUnsent } from '../../parts/index.js';
import { useOrganizationId } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';

interface AddDialogProps {
  readonly draft: Draft;
  /** Name of the property that identifies an entry. */
  readonly idName: 'assetId' | 'tag';
  readonly title: string;
  readonly onAdded: (id: string) => void;
  readonly onClose: () => void;
}

/** Asks for the id of a new entry first: everything else refers to it, and it stays. */
export function AddDialog({ draft, idName, title, onAdded, onClose }: AddDialogProps): ReactElement {
  const { t } = useTexts();
  const { label, effect } = useFieldTexts();
  const formId = useId();
  const check = useSchemaCheck(draft.part);
  const { typed, change, sent } = useUnsent(`${useOrganizationId()} ${draft.part} add`, { id: '' });
  const { id } = typed;
  const [mistake, setMistake] = useState<string>();
  const field = { path: `${draft.part}.${idName}`, name: idName };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const entry = draft.field.kind === 'list' ? emptyValueOf(draft.field.item) : {};
    const added = { ...(isObject(entry) ? entry : {}), [idName]: id };
    const isTaken = isList(draft.value) && draft.value.some((known) => identityOf(known) === id);
    const wrong = isTaken ? t('configuration.taken') : mistakeAt(check([added]), `/0/${idName}`);
    setMistake(wrong);
    if (wrong !== undefined) return;
    draft.setAt(stepInto('', '-'), added);
    sent();
    onAdded(id);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button onClick={onClose}>{t('states.cancel')}</Button>
          <Button look="primary" type="submit" form={formId}>
            {t('drafts.add')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate>
        <TextField
          label={label(field)}
          hint={effect(field) ?? undefined}
          mistake={mistake}
          autoComplete="off"
          value={id}
          onChange={(event) => change({ id: event.target.value })}
        />
      </form>
    </Dialog>
  );
}
