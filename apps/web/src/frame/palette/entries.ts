import type { Alert, Reply, User } from '../../api/index.js';
import { assetNameOf, urgentFirst } from '../../live/index.js';
import type { IconName } from '../../parts/index.js';
import type { NavigationEntry } from '../feature.js';
import type { PageCommand } from '../page-commands.js';
import type { Searched } from './search-index.js';

/** In the order of their groups. */
export const ENTRY_KINDS = [
  'command',
  'page',
  'alert',
  'asset',
  'tag',
  'version',
  'person',
  'organization',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** Where an entry leads, or what it does. */
export type Target =
  | { readonly kind: 'command'; readonly run: () => void }
  | { readonly kind: 'page'; readonly to: NavigationEntry['to'] }
  | { readonly kind: 'alert'; readonly alertId: string }
  | { readonly kind: 'asset'; readonly assetId: string }
  | { readonly kind: 'tag'; readonly assetId: string; readonly tag: string }
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'person'; readonly email: string; readonly isSuperAdmin: boolean }
  | { readonly kind: 'organization'; readonly name: string };

/** One line of the command palette. */
export interface Entry extends Searched {
  readonly kind: EntryKind;
  readonly icon: IconName;
  /** What stands behind the name. */
  readonly detail: string;
  /** What does the same from the page itself. */
  readonly keys: readonly string[];
  readonly target: Target;
}

type Of<Part extends 'assets' | 'tags'> = Reply<`/api/v1/organizations/{organizationId}/${Part}`, 'get'>;
export type Asset = Of<'assets'>['assets'][number];
export type Tag = Of<'tags'>['tags'][number];
export type Version = Reply<'/api/v1/ml/models', 'get'>['items'][number];
export type Organization = Reply<'/api/v1/organizations', 'get'>['items'][number];

/** Tags of all assets are listed one by one up to this number; beyond, each tag once. */
const TAGS_OF_ASSETS_MAX = 10_000;

const NO_KEYS: readonly string[] = [];

export const commandEntries = (commands: readonly PageCommand[]): Entry[] =>
  commands.flatMap(({ id, label, keys, run }) =>
    run === undefined
      ? []
      : [
          {
            key: `command:${id}`,
            kind: 'command' as const,
            icon: 'chevronRight' as const,
            name: label,
            detail: '',
            words: '',
            keys,
            target: { kind: 'command' as const, run },
          },
        ],
  );

export const pageEntries = (
  pages: readonly NavigationEntry[],
  labelOf: (page: NavigationEntry) => string,
): Entry[] =>
  pages.map((page) => ({
    key: `page:${page.to}`,
    kind: 'page',
    icon: page.icon,
    name: labelOf(page),
    detail: '',
    words: page.to.replaceAll('/', ' '),
    keys: page.key === undefined ? NO_KEYS : ['G', page.key.toUpperCase()],
    target: { kind: 'page', to: page.to },
  }));

/** Alerts that stand, urgent first. */
export const alertEntries = (alerts: readonly Alert[], titleOf: (alert: Alert) => string): Entry[] =>
  urgentFirst(alerts, (alert) => alert).map((alert) => ({
    key: `alert:${alert.id}`,
    kind: 'alert',
    icon: 'bell',
    name: titleOf(alert),
    detail: assetNameOf(alert),
    words: `${assetNameOf(alert)} ${alert.assetId} ${alert.component}`,
    keys: NO_KEYS,
    target: { kind: 'alert', alertId: alert.id },
  }));

export const assetEntries = (assets: readonly Asset[]): Entry[] =>
  assets.map(({ assetId, name, kind }) => ({
    key: `asset:${assetId}`,
    kind: 'asset',
    icon: 'grid',
    name,
    detail: kind,
    words: `${assetId} ${kind}`,
    keys: NO_KEYS,
    target: { kind: 'asset', assetId },
  }));

/** @param assetId  The asset on the screen: a tag that is listed once is opened there. */
export function tagEntries(tags: readonly Tag[], assets: readonly Asset[], assetId: string | null): Entry[] {
  const here = assets.find((asset) => asset.assetId === assetId) ?? assets[0];
  if (here === undefined) return [];
  const owners = tags.length * assets.length <= TAGS_OF_ASSETS_MAX ? assets : [here];
  return owners.flatMap((asset) => tags.map((tag) => tagEntry(tag, asset)));
}

function tagEntry({ tag, label, unit, component }: Tag, asset: Asset): Entry {
  return {
    key: `tag:${asset.assetId}:${tag}`,
    kind: 'tag',
    icon: 'trend',
    name: label === '' ? tag : label,
    detail: asset.name,
    words: `${tag} ${unit} ${component ?? ''} ${asset.name} ${asset.assetId}`,
    keys: NO_KEYS,
    target: { kind: 'tag', assetId: asset.assetId, tag },
  };
}

export const versionEntries = (
  versions: readonly Version[],
  stateOf: (version: Version) => string,
): Entry[] =>
  versions.map((version) => ({
    key: `version:${version.version}`,
    kind: 'version',
    icon: 'cube',
    name: version.version,
    detail: stateOf(version),
    words: stateOf(version),
    keys: NO_KEYS,
    target: { kind: 'version', version: version.version },
  }));

export const personEntries = (people: readonly User[]): Entry[] =>
  people.map(({ id, name, email, role }) => ({
    key: `person:${id}`,
    kind: 'person',
    icon: 'user',
    name: name === '' ? email : name,
    detail: name === '' ? '' : email,
    words: email,
    keys: NO_KEYS,
    target: { kind: 'person', email, isSuperAdmin: role === 'SUPER_ADMIN' },
  }));

export const organizationEntries = (organizations: readonly Organization[]): Entry[] =>
  organizations.map(({ id, name, slug }) => ({
    key: `organization:${id}`,
    kind: 'organization',
    icon: 'building',
    name,
    detail: '',
    words: slug,
    keys: NO_KEYS,
    target: { kind: 'organization', name },
  }));
