import { getRouteApi } from '@tanstack/react-router';
import { type ReactElement, useEffect, useMemo, useRef } from 'react';
import { finding } from '../address/index.js';
import { usePageCommands } from '../frame/index.js';
import {
  Empty,
  Failed,
  FilteredToNothing,
  isTyping,
  Loading,
  Page,
  SearchField,
  Segmented,
} from '../parts/index.js';
import { useSingleKeys } from '../preferences/index.js';
import { useTexts } from '../texts/index.js';
import { useNow } from '../time/index.js';
import { FleetCards } from './fleet/fleet-cards.js';
import { FleetCells } from './fleet/fleet-cells.js';
import { FleetRows } from './fleet/fleet-rows.js';
import {
  findAssets,
  type FleetAsset,
  GROUPINGS,
  type Grouping,
  groupsOf,
  NEEDS,
  SHAPES,
  shapeOf,
  type Need,
} from './fleet/fleet.js';
import { type Fleet, useFleet } from './fleet/use-fleet.js';

const route = getRouteApi('/frame/assets');
const TICK_MS = 10_000;

/** All assets of an organization, those that need somebody first. */
export function FleetPage(): ReactElement {
  const { t } = useTexts();
  const { find = '' } = route.useSearch();
  const fleet = useFleet();
  const found = useMemo(() => findAssets(fleet.assets ?? [], find), [fleet.assets, find]);
  return (
    <Page title={t('assets.title')} actions={<FleetControls />}>
      {fleet.error === null ? null : <Failed error={fleet.error} onTryNow={fleet.tryNow} />}
      {fleet.assets === null ? (
        fleet.error === null && <Loading />
      ) : (
        <>
          <Summary assets={fleet.assets} />
          <Groups fleet={fleet} found={found} find={find} />
        </>
      )}
    </Page>
  );
}

function FleetControls(): ReactElement {
  const { t } = useTexts();
  const { find = '', group = 'need', view = 'auto' } = route.useSearch();
  const navigate = route.useNavigate();
  const search = useFindKey(t('assets.find'));
  return (
    <div className="fleet-controls">
      <SearchField
        ref={search}
        shortcut="/"
        label={t('assets.find')}
        value={find}
        onText={(text) => void navigate({ search: finding(text), replace: true })}
      />
      <Segmented
        label={t('assets.grouping')}
        value={group}
        segments={GROUPINGS.map((value) => ({ value, label: t(`assets.grouping.${value}`) }))}
        onChoose={(value) => void navigate({ search: (former) => ({ ...former, group: value }) })}
      />
      <Segmented
        label={t('assets.view')}
        value={view}
        segments={[...SHAPES, 'auto' as const].map((value) => ({ value, label: t(`assets.view.${value}`) }))}
        onChoose={(value) => void navigate({ search: (former) => ({ ...former, view: value }) })}
      />
    </div>
  );
}

/** `/` goes to the search, where single characters are keys. */
function useFindKey(label: string) {
  const search = useRef<HTMLInputElement>(null);
  const [singleKeys] = useSingleKeys();
  usePageCommands([{ id: 'find', label, keys: ['/'], run: () => search.current?.focus() }]);
  useEffect(() => {
    if (singleKeys === 'off') return undefined;
    const press = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || document.querySelector('[role="dialog"]') !== null) return;
      event.preventDefault();
      search.current?.focus();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [singleKeys]);
  return search;
}

function Summary({ assets }: { readonly assets: readonly FleetAsset[] }): ReactElement {
  const { t } = useTexts();
  const count = (need: Need): number => assets.filter((known) => known.need === need).length;
  return (
    <dl className="fleet-summary">
      {NEEDS.map((need) => (
        <div key={need} className={count(need) === 0 ? 'zero' : undefined}>
          <dt>{t(`assets.need.${need}`)}</dt>
          <dd>{count(need)}</dd>
        </div>
      ))}
    </dl>
  );
}

interface GroupsProps {
  readonly fleet: Fleet;
  readonly found: readonly FleetAsset[];
  readonly find: string;
}

function Groups({ fleet, found, find }: GroupsProps): ReactElement {
  const { t } = useTexts();
  const { group = 'need', view = 'auto' } = route.useSearch();
  const navigate = route.useNavigate();
  const now = useNow(TICK_MS);
  if (found.length === 0 && find !== '') {
    const clear = (): void => void navigate({ search: ({ find: _, ...rest }) => rest });
    return <FilteredToNothing filters={t('assets.filter', { find })} onClear={clear} />;
  }
  if (found.length === 0) return <Empty title={t('assets.empty')}>{t('assets.empty.meaning')}</Empty>;
  return (
    <>
      {groupsOf(found, group).map(({ name, assets }) => {
        const title = titleOf(name, group);
        const shape = view === 'auto' ? shapeOf(assets.length) : view;
        return (
          <section key={name} className="fleet-group" aria-label={title}>
            <div className="row">
              <h2>{title}</h2>
              <span className="t3">{t('assets.count', { count: assets.length })}</span>
            </div>
            {shape === 'cards' ? <FleetCards assets={assets} figures={fleet.figures} now={now} /> : null}
            {shape === 'rows' ? (
              <FleetRows label={title} assets={assets} figures={fleet.figures} now={now} />
            ) : null}
            {shape === 'cells' ? <FleetCells assets={assets} now={now} /> : null}
          </section>
        );
      })}
    </>
  );

  function titleOf(name: string, grouping: Grouping): string {
    const need = grouping === 'need' ? NEEDS.find((each) => each === name) : undefined;
    if (need !== undefined) return t(`assets.group.${need}`);
    return name === '' ? t('assets.no-kind') : name;
  }
}
