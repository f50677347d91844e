import { type ReactElement, useId } from 'react';
import {
  BareField,
  type Draft,
  fieldAt,
  isObject,
  POINTER_ATTRIBUTE,
  propertyOf,
  useIsReadOnly,
  valueAt,
} from '../../drafts/index.js';
import { Button, Panel } from '../../parts/index.js';
import { Waiting } from '../../plant-source/index.js';
import { useTexts } from '../../texts/index.js';
import { SourceFields } from './source-fields.js';
import { type ReadRows, useRows } from './use-rows.js';

const ROWS = ['table', 'keyColumn', 'timeColumn'] as const;
const LONG = [
  ...['assetColumn', 'tagColumn', 'valueColumn', 'qualityColumn', 'goodQualities', 'groupWaitMs'],
] as const;

interface TablePanelProps {
  readonly draft: Draft;
  readonly rows: ReadRows | null;
  readonly onRows: (rows: ReadRows | null) => void;
}

/** Which table holds the rows, and what its columns are; the newest rows show whether that is right. */
export function TablePanel({ draft, rows, onRows }: TablePanelProps): ReactElement {
  const { t, sentences } = useTexts();
  const isReadOnly = useIsReadOnly();
  const { asking, look, canLook } = useRows(draft, onRows);
  const isLong = valueAt(draft.value, '/mapping/source/layout') === 'long';
  return (
    <Panel
      title={t('feeds.source.table')}
      subtitle={t(isLong ? 'onboarding.reading.long.meaning' : 'onboarding.reading.wide.meaning')}
    >
      <SourceFields draft={draft} at="/mapping" only={ROWS} />
      {isLong ? (
        <SourceFields draft={draft} at="/mapping/source" only={LONG} />
      ) : (
        <AssetOfRows draft={draft} />
      )}
      <SourceFields draft={draft} at="/mapping" only={['logs']} />
      {isReadOnly ? null : (
        <p className="row acts">
          <Button disabled={!canLook} onClick={look}>
            {t(rows === null ? 'feeds.source.look' : 'feeds.source.look-again')}
          </Button>
          <span className="t3">{t('feeds.source.look.meaning')}</span>
        </p>
      )}
      <Waiting asking={asking} what={t('onboarding.tables.opening')} onTryNow={look} />
      {rows?.discovery.cost == null ? null : <p className="t2">{sentences.lookCost(rows.discovery.cost)}</p>}
    </Panel>
  );
}

const ASSET = '/mapping/source/asset';
const BY_COLUMN = '';

/** Of a wide table, all rows are of one asset, or a column names it. */
function AssetOfRows({ draft }: { readonly draft: Draft }): ReactElement {
  const { t } = useTexts();
  const id = useId();
  const isReadOnly = useIsReadOnly();
  const asset = valueAt(draft.value, ASSET);
  const only = isObject(asset) ? propertyOf(asset, 'assetId') : undefined;
  const chosen = typeof only === 'string' ? only : BY_COLUMN;
  const column = fieldAt(draft.field, 'mapping.source.asset.column');
  const choose = (assetId: string): void =>
    draft.setAt(ASSET, assetId === BY_COLUMN ? { column: '' } : { assetId });
  return (
    <fieldset className="schema-form" disabled={isReadOnly}>
      <div className="schema-field">
        <div className="words">
          <label htmlFor={id}>{t('feeds.source.asset')}</label>
        </div>
        <div className="control">
          <select
            {...{ [POINTER_ATTRIBUTE]: ASSET }}
            id={id}
            className="input"
            value={chosen}
            onChange={({ target }) => choose(target.value)}
          >
            <option value={BY_COLUMN}>{t('feeds.source.asset.by-column')}</option>
            {draft.configuration.assets.map(({ assetId, name }) => (
              <option key={assetId} value={assetId}>
                {t('feeds.source.asset.all', { asset: name })}
              </option>
            ))}
          </select>
          {chosen === BY_COLUMN && column !== undefined ? (
            <BareField draft={draft} field={column} at={`${ASSET}/column`} />
          ) : null}
        </div>
      </div>
    </fieldset>
  );
}
