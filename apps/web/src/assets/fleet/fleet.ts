import type { Alert, Reply } from '../../api/index.js';
import { shortLabels } from '../../feature-names/index.js';
import { SEVERITIES, shownAlerts } from '../../live/index.js';
import type { Asset, Tag } from '../use-configuration.js';

export type LatestRow = Reply<'/api/v1/telemetry/latest', 'get'>['items'][number];
export type Prediction = Reply<'/api/v1/predictions/latest', 'get'>['items'][number];

/** Why somebody should look at an asset; the first one counts. */
export const NEEDS = ['predicted', 'alerts', 'no-data', 'quiet'] as const;
export type Need = (typeof NEEDS)[number];

export interface FleetAsset {
  readonly asset: Asset;
  readonly need: Need;
  /** Null: no row has ever come. */
  readonly latest: LatestRow | null;
  readonly isFresh: boolean;
  /** The newest prediction, while rows come: one that is old is withdrawn, not frozen. */
  readonly prediction: Prediction | null;
  /** Worst first. */
  readonly alerts: readonly Alert[];
}

export interface FleetFacts {
  readonly assets: readonly Asset[];
  readonly latest: readonly LatestRow[];
  readonly predictions: readonly Prediction[];
  readonly alerts: ReadonlyMap<string, Alert>;
  /** Whether a row of that time still says how the asset is now. */
  readonly isFresh: (timeMs: number) => boolean;
}

/** What is known of each asset, the one that needs somebody most first. */
export function fleetOf(facts: FleetFacts): FleetAsset[] {
  const latest = new Map(facts.latest.map((row) => [row.asset, row]));
  const predictions = new Map(facts.predictions.map((each) => [each.assetId, each]));
  const alerts = Map.groupBy(
    shownAlerts(facts.alerts).filter(({ state }) => state.active),
    ({ assetId }): string => assetId,
  );
  const known = facts.assets.map((asset): FleetAsset => {
    const row = latest.get(asset.assetId) ?? null;
    const prediction = predictions.get(asset.assetId);
    const own = (alerts.get(asset.assetId) ?? []).toSorted(byUrgency);
    const fresh = row !== null && facts.isFresh(row.timeMs);
    const isPredicted = prediction !== undefined && fresh && facts.isFresh(Date.parse(prediction.timestamp));
    return {
      asset,
      need: needOf(own, fresh),
      latest: row,
      isFresh: fresh,
      prediction: isPredicted ? prediction : null,
      alerts: own,
    };
  });
  return known.toSorted(byNeed);
}

export const isPredictive = ({ origin }: Alert): boolean => origin !== 'rule';

function needOf(alerts: readonly Alert[], isFresh: boolean): Need {
  if (alerts.some(isPredictive)) return 'predicted';
  if (alerts.length > 0) return 'alerts';
  return isFresh ? 'quiet' : 'no-data';
}

const rankOf = ({ severity }: Alert): number => SEVERITIES.indexOf(severity);

/** Unacknowledged before acknowledged, then priority, then the newest. */
function byUrgency(a: Alert, b: Alert): number {
  return (
    Number(a.state.acknowledged) - Number(b.state.acknowledged) ||
    rankOf(a) - rankOf(b) ||
    Date.parse(b.raisedAt) - Date.parse(a.raisedAt)
  );
}

const worstOf = ({ alerts }: FleetAsset): number => Math.min(SEVERITIES.length, ...alerts.map(rankOf));

function byNeed(a: FleetAsset, b: FleetAsset): number {
  return (
    NEEDS.indexOf(a.need) - NEEDS.indexOf(b.need) ||
    worstOf(a) - worstOf(b) ||
    a.asset.name.localeCompare(b.asset.name, undefined, { numeric: true })
  );
}

export const GROUPINGS = ['need', 'kind'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface FleetGroup {
  readonly name: string;
  readonly assets: readonly FleetAsset[];
}

/** Groups in the order of their first asset; assets keep their order. */
export function groupsOf(fleet: readonly FleetAsset[], grouping: Grouping): FleetGroup[] {
  const groups = Map.groupBy(fleet, ({ need, asset }) => (grouping === 'need' ? need : asset.kind));
  return [...groups].map(([name, assets]) => ({ name, assets }));
}

export const SHAPES = ['cards', 'rows', 'cells'] as const;
export type Shape = (typeof SHAPES)[number];

const CARDS_MAX = 24;
const ROWS_MAX = 200;

/** How a group is drawn where nobody chose: the more assets, the less of each. */
export function shapeOf(count: number): Shape {
  if (count <= CARDS_MAX) return 'cards';
  return count <= ROWS_MAX ? 'rows' : 'cells';
}

/** Assets whose name, id or kind holds every word. */
export function findAssets(fleet: readonly FleetAsset[], words: string): FleetAsset[] {
  const wanted = words.toLocaleLowerCase().split(/\s+/);
  return fleet.filter(({ asset }) => {
    const text = `${asset.name} ${asset.assetId} ${asset.kind}`.toLocaleLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

const FIGURES_MAX = 3;

/** The tags that a card shows: what is measured, what the model reads first. They are called by their place. */
export function figureTags(tags: readonly Tag[]): Tag[] {
  const labels = shortLabels(tags);
  return tags
    .filter(({ type, role }) => type === 'number' && role === 'present-value')
    .toSorted((a, b) => Number(b.modelInput) - Number(a.modelInput))
    .slice(0, FIGURES_MAX)
    .map((tag) => ({ ...tag, label: labels.get(tag.tag) ?? tag.label }));
}
