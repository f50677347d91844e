import { type ReactElement, useId } from 'react';
import { Field, Panel, Segmented, TextField } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { serverClock } from '../../time/index.js';
import {
  isZone,
  knownZones,
  missingParts,
  type TableReading,
  zoneSentence,
} from '../../plant-source/index.js';
import type { ReadTable } from '../wizard.js';
import { useOrganizationWizard } from '../wizard-context.js';

type ColumnPart = Exclude<keyof TableReading, 'layout'>;
const PARTS: Readonly<Record<TableReading['layout'], readonly ColumnPart[]>> = {
  wide: ['timeColumn', 'keyColumn', 'assetColumn'],
  long: ['timeColumn', 'keyColumn', 'assetColumn', 'tagColumn', 'valueColumn', 'qualityColumn'],
};

/** How the table is read; each part was guessed, and can be changed. */
export function ReadingForm({ read }: { readonly read: ReadTable }): ReactElement {
  const { t, sentences } = useTexts();
  const { change, content } = useOrganizationWizard();
  const { reading } = read;
  const columns = content?.reply.columns ?? [];
  const missing = new Set(missingParts(reading));
  const set = (changed: Partial<TableReading>): void => change({ reading: { ...reading, ...changed } });
  return (
    <Panel title={t('onboarding.reading.of', { table: read.table })}>
      <div className="onboarding-form">
        <Segmented
          label={t('onboarding.reading')}
          value={reading.layout}
          segments={[
            { value: 'wide', label: t('onboarding.reading.wide') },
            { value: 'long', label: t('onboarding.reading.long') },
          ]}
          onChoose={(layout) => set({ layout })}
        />
        <p className="t2">{t(`onboarding.reading.${reading.layout}.meaning`)}</p>
        <div className="onboarding-fields">
          {PARTS[reading.layout].map((part) => (
            <Field
              key={part}
              label={t(`onboarding.reading.${part}`)}
              mistake={missing.has(part) ? t('onboarding.choose') : undefined}
            >
              {(ids) => (
                <select
                  {...ids}
                  className="input mono"
                  value={reading[part] ?? ''}
                  onChange={(event) => set({ [part]: event.target.value === '' ? null : event.target.value })}
                >
                  <option value="">{t('onboarding.reading.no-column')}</option>
                  {columns.map(({ column }) => (
                    <option key={column} value={column}>
                      {column}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          ))}
        </div>
        <ZoneField read={read} />
        <AssetNames read={read} />
        {content?.reply.cost == null ? null : <p className="t2">{sentences.lookCost(content.reply.cost)}</p>}
      </div>
    </Panel>
  );
}

function ZoneField({ read }: { readonly read: ReadTable }): ReactElement {
  const { t } = useTexts();
  const { draft, change, content } = useOrganizationWizard();
  const id = useId();
  const sentence = zoneSentence(read, content?.readAtMs ?? serverClock.now(), t);
  return (
    <>
      <TextField
        label={t('onboarding.zone')}
        value={draft.zone ?? read.zone}
        list={id}
        spellCheck={false}
        hint={sentence}
        mistake={isZone(read.zone) ? undefined : t('onboarding.zone.mistake')}
        onChange={(event) => change({ zone: event.target.value })}
      />
      <datalist id={id}>
        {knownZones().all.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}

const SHOWN_MAX = 12;

/** Names for people; of a table that names its assets, those in the newest rows. */
function AssetNames({ read }: { readonly read: ReadTable }): ReactElement {
  const { t } = useTexts();
  const { change } = useOrganizationWizard();
  const { assets, reading } = read;
  const set = (source: string, name: string): void =>
    change(({ assetNames }) => ({ assetNames: { ...assetNames, [source]: name } }));
  if (reading.assetColumn === null) {
    const [only] = assets;
    return (
      <TextField
        label={t('onboarding.asset')}
        hint={t('onboarding.asset.hint')}
        value={only?.name ?? ''}
        maxLength={120}
        onChange={(event) => set('', event.target.value)}
      />
    );
  }
  return (
    <p className="t2">
      {t('onboarding.assets', {
        count: assets.length,
        names: assets
          .slice(0, SHOWN_MAX)
          .map(({ name }) => name)
          .join(', '),
      })}
    </p>
  );
}
