import { type ReactElement, useDeferredValue, useMemo, useState } from 'react';
import {
  type Draft,
  DraftBar,
  FormContext,
  identityOf,
  isList,
  type JsonList,
  MistakeSummary,
  type Pointer,
  stepInto,
  stepsOf,
  useFieldTexts,
  useIsReadOnly,
} from '../../drafts/index.js';
import { idText } from '../../address/index.js';
import { Button, Empty, FilteredToNothing, SearchField } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { Suggestions } from '../suggestions.js';
import { useFormHelp } from '../use-form-help.js';
import { AddDialog } from './add-dialog.js';
import type { EntriesAddress } from './entries-address.js';
import { EntryDrawer } from './entry-drawer.js';
import { type EntryRow, rowsOf, textOf } from './entry-row.js';
import { type EntryColumn, EntryTable } from './entry-table.js';
import type { Reference } from './references.js';
import { RemoveDialog } from './remove-dialog.js';

interface EntriesViewProps {
  readonly draft: Draft;
  readonly address: EntriesAddress;
  readonly to: '/settings/assets' | '/settings/tags';
  readonly idName: 'assetId' | 'tag';
  /** Property that people know an entry by. */
  readonly titleName: 'name' | 'label';
  readonly columns: readonly EntryColumn[];
  readonly words: {
    readonly list: string;
    readonly add: string;
    readonly none: string;
    readonly meaning: string;
  };
  readonly referencesTo: (id: string) => readonly Reference[];
}

type Asking = { readonly kind: 'add' } | { readonly kind: 'remove'; readonly row: EntryRow };

/** A table of entries with the form of the open one beside it: assets, tags. */
export function EntriesView(props: EntriesViewProps): ReactElement {
  const { draft, address, titleName } = props;
  const help = useFormHelp(draft);
  const [asking, setAsking] = useState<Asking | null>(null);
  const { base, value, mistakes } = draft;
  const opened = useMemo(
    () => rowsOf({ base, value, mistakes }, '').find(({ id }) => id === address.openId),
    [base, value, mistakes, address.openId],
  );
  return (
    <FormContext value={help}>
      <div className="entries">
        <EntriesList
          {...props}
          isUnknown={address.openId !== null && opened === undefined}
          onAdd={() => setAsking({ kind: 'add' })}
        />
        {opened === undefined ? null : (
          <EntryDrawer
            key={opened.id}
            draft={draft}
            index={opened.index}
            title={textOf(opened.entry, titleName) || opened.id}
            onRemove={() => setAsking({ kind: 'remove', row: opened })}
            onClose={() => address.open(null)}
          />
        )}
      </div>
      {asking === null ? null : <Ask {...props} asking={asking} onClose={() => setAsking(null)} />}
      <Suggestions draft={draft} kinds={['tags', 'components', 'kinds']} />
    </FormContext>
  );
}

interface EntriesListProps extends EntriesViewProps {
  /** Whether the address names an entry that is not there. */
  readonly isUnknown: boolean;
  readonly onAdd: () => void;
}

/** The entries that match what is looked for, and what is in the way of saving them. */
function EntriesList(props: EntriesListProps): ReactElement {
  const { draft, address, to, idName, columns, words, isUnknown, onAdd } = props;
  const { t } = useTexts();
  const { label } = useFieldTexts();
  const isReadOnly = useIsReadOnly();
  const find = useDeferredValue(address.find);
  const { base, value, mistakes } = draft;
  const rows = useMemo(() => rowsOf({ base, value, mistakes }, find), [base, value, mistakes, find]);
  return (
    <div className="entries-list">
      <div className="row entries-head">
        <SearchField label={t('configuration.search')} value={address.find} onText={address.search} />
        <span className="t2">
          {t('configuration.shown', { shown: rows.length, all: isList(value) ? value.length : 0 })}
        </span>
        <span className="grow" />
        {isReadOnly ? null : (
          <Button icon="plus" onClick={onAdd}>
            {words.add}
          </Button>
        )}
      </div>
      <p className="t3 larger-screen">{t('states.larger-screen')}</p>
      <MistakeSummary
        draft={draft}
        onGo={(pointer) => address.open(isList(value) ? idAt(value, pointer) : null)}
      />
      {isUnknown ? <UnknownEntry address={address} /> : null}
      {rows.length > 0 ? (
        <EntryTable
          label={words.list}
          to={to}
          rows={rows}
          columns={columns}
          idHead={label({ path: `${draft.part}.${idName}`, name: idName })}
          openId={address.openId}
        />
      ) : address.find === '' ? (
        <Empty title={words.none}>{words.meaning}</Empty>
      ) : (
        <FilteredToNothing filters={address.find} onClear={() => address.search('')} />
      )}
      <DraftBar draft={draft} staysAt={(pathname) => pathname.endsWith(to)} />
    </div>
  );
}

function UnknownEntry({ address }: { readonly address: EntriesAddress }): ReactElement {
  const { t } = useTexts();
  return (
    <p className="row" role="status">
      {t('configuration.unknown', { id: idText(address.openId ?? '') })}
      <Button look="quiet" onClick={() => address.open(null)}>
        {t('states.close')}
      </Button>
    </p>
  );
}

interface AskProps extends EntriesViewProps {
  readonly asking: Asking;
  readonly onClose: () => void;
}

/** Asks for the id of a new entry, or whether one may go. */
function Ask(props: AskProps): ReactElement {
  const { draft, address, idName, titleName, words, referencesTo, asking, onClose } = props;
  if (asking.kind === 'add') {
    const added = (id: string): void => {
      onClose();
      address.open(id);
    };
    return <AddDialog draft={draft} idName={idName} title={words.add} onAdded={added} onClose={onClose} />;
  }
  const { index, entry, id } = asking.row;
  const remove = (): void => {
    draft.setAt(stepInto('', index), undefined);
    address.open(null);
    onClose();
  };
  return (
    <RemoveDialog
      name={textOf(entry, titleName) || id}
      references={referencesTo(id)}
      onRemove={remove}
      onClose={onClose}
    />
  );
}

/** The entry that a mistake is in. */
function idAt(list: JsonList, pointer: Pointer): string | null {
  const entry = list[Number(stepsOf(pointer)[0])];
  return entry === undefined ? null : identityOf(entry);
}
