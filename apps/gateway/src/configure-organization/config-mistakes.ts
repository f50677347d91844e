import type { Condition, Mapping, OrganizationConfig, Rule, Tag, TagName } from '@eagle/contracts/domain';
import type { MappingInput, Mistake, MistakeCode, OrganizationConfigInput } from '@eagle/contracts/rest';
import { Cron } from 'croner';

/** The parts of a configuration that refer to each other. */
export type ConfigParts =
  | Pick<OrganizationConfig, 'assets' | 'tags' | 'mapping' | 'rules' | 'settings'>
  | Pick<OrganizationConfigInput, 'assets' | 'tags' | 'mapping' | 'rules' | 'settings'>;

/** Name of the state that holds when no definition matches. */
const UNKNOWN_STATE = 'unknown';

/**
 * Every mistake between the parts of a configuration, with a pointer to it; no part can find these
 * alone. Empty when the configuration can be used.
 */
export function configMistakes(parts: ConfigParts): Mistake[] {
  const tags = new Map(parts.tags.map((tag) => [tag.tag, tag]));
  const states = new Set([UNKNOWN_STATE, ...parts.settings.operatingStates.map((s) => s.state)]);
  return [
    ...assetMistakes(parts),
    ...tagMistakes(parts.tags, tags),
    ...(parts.mapping === null ? [] : mappingMistakes(parts.mapping, parts, tags)),
    ...parts.rules.flatMap((rule, index) => ruleMistakes(rule, `/rules/${index}`, tags, states)),
    ...repeated(
      parts.rules.map((rule) => rule.id),
      (index) => `/rules/${index}/id`,
      'id-taken',
      'another rule has this id',
    ),
    ...settingsMistakes(parts, tags, states),
  ];
}

type Tags = ReadonlyMap<TagName, Tag>;

function repeated(
  values: readonly string[],
  pointerOf: (index: number) => string,
  code: MistakeCode,
  detail: string,
): Mistake[] {
  const seen = new Set<string>();
  return values.flatMap((value, index) => {
    const isRepeated = seen.has(value);
    seen.add(value);
    return isRepeated
      ? [{ pointer: pointerOf(index), detail: `${detail}: ${value}`, code, about: value }]
      : [];
  });
}

function unknownTag(tag: TagName | null, pointer: string, tags: Tags): Mistake[] {
  return tag === null || tags.has(tag) ? [] : [noTag(tag, pointer)];
}

const noTag = (tag: string, pointer: string): Mistake => ({
  pointer,
  detail: `there is no tag ${tag}`,
  code: 'tag-unknown',
  about: tag,
});

const noState = (state: string, pointer: string): Mistake => ({
  pointer,
  detail: `there is no operating state ${state}`,
  code: 'state-unknown',
  about: state,
});

function assetMistakes(parts: ConfigParts): Mistake[] {
  const ids = parts.assets.map((asset) => asset.assetId);
  return repeated(ids, (index) => `/assets/${index}/assetId`, 'id-taken', 'another asset has this id');
}

function tagMistakes(list: readonly Tag[], tags: Tags): Mistake[] {
  const each = list.flatMap((tag, index): Mistake[] => {
    const at = `/tags/${index}`;
    const mistakes = unknownTag(tag.setValueTag, `${at}/setValueTag`, tags);
    if (tag.setValueTag === tag.tag) {
      mistakes.push({
        pointer: `${at}/setValueTag`,
        detail: 'a tag cannot be its own set value',
        code: 'tag-own-set-value',
      });
    }
    if (tag.range !== null && tag.range.low >= tag.range.high) {
      mistakes.push({ pointer: `${at}/range`, detail: 'low must be below high', code: 'range-reversed' });
    }
    return mistakes;
  });
  const names = list.map((tag) => tag.tag);
  return [
    ...repeated(names, (index) => `/tags/${index}/tag`, 'tag-taken', 'another tag has this name'),
    ...each,
  ];
}

function mappingMistakes(mapping: Mapping | MappingInput, parts: ConfigParts, tags: Tags): Mistake[] {
  const { source } = mapping;
  const at = '/mapping/source';
  if (source.layout === 'long') {
    return [
      ...source.tags.flatMap((entry, i) => unknownTag(entry.tag, `${at}/tags/${i}/tag`, tags)),
      ...repeated(
        source.tags.map((entry) => entry.sourceTag),
        (i) => `${at}/tags/${i}/sourceTag`,
        'column-mapped-twice',
        'this source tag is mapped twice',
      ),
      ...repeated(
        source.tags.map((entry) => entry.tag),
        (i) => `${at}/tags/${i}/tag`,
        'tag-fed-twice',
        'this tag is fed twice',
      ),
    ];
  }
  const mistakes = source.columns.flatMap((entry, i) =>
    unknownTag(entry.tag, `${at}/columns/${i}/tag`, tags),
  );
  const asset = source.asset;
  if ('assetId' in asset && !parts.assets.some((known) => known.assetId === asset.assetId)) {
    mistakes.push({
      pointer: `${at}/asset/assetId`,
      detail: `there is no asset ${asset.assetId}`,
      code: 'asset-unknown',
      about: asset.assetId,
    });
  }
  return [
    ...mistakes,
    ...repeated(
      source.columns.map((entry) => entry.column),
      (i) => `${at}/columns/${i}/column`,
      'column-mapped-twice',
      'this column is mapped twice',
    ),
    ...repeated(
      source.columns.map((entry) => entry.tag),
      (i) => `${at}/columns/${i}/tag`,
      'tag-fed-twice',
      'this tag is fed twice',
    ),
  ];
}

function ruleMistakes(rule: Rule, at: string, tags: Tags, states: ReadonlySet<string>): Mistake[] {
  const mistakes = rule.states.flatMap((state, i): Mistake[] =>
    states.has(state) ? [] : [noState(state, `${at}/states/${i}`)],
  );
  if (rule.type === 'no-data') return mistakes;
  mistakes.push(...unknownTag(rule.tag, `${at}/tag`, tags));
  if (rule.type === 'flag') return mistakes;
  if (tags.get(rule.tag)?.type === 'boolean') {
    mistakes.push({
      pointer: `${at}/tag`,
      detail: `${rule.tag} is boolean: use a flag rule`,
      code: 'tag-boolean',
      about: rule.tag,
    });
  }
  if (rule.type === 'deviation') {
    mistakes.push(...unknownTag(rule.setValueTag, `${at}/setValueTag`, tags));
  }
  const severities = rule.bands.map((band) => band.severity);
  return [
    ...mistakes,
    ...repeated(
      severities,
      (i) => `${at}/bands/${i}/severity`,
      'severity-twice',
      'another band has this severity',
    ),
  ];
}

function settingsMistakes(parts: ConfigParts, tags: Tags, states: ReadonlySet<string>): Mistake[] {
  const { settings } = parts;
  const definitions = settings.operatingStates;
  const mistakes = repeated(
    definitions.map((definition) => definition.state),
    (i) => `/settings/operatingStates/${i}/state`,
    'state-taken',
    'another definition has this state',
  );
  definitions.forEach((definition, i) => {
    if (definition.state === UNKNOWN_STATE) {
      mistakes.push({
        pointer: `/settings/operatingStates/${i}/state`,
        detail: 'unknown is the state when nothing matches',
        code: 'state-reserved',
      });
    }
    definition.all.forEach((condition, j) => {
      mistakes.push(...conditionMistakes(condition, `/settings/operatingStates/${i}/all/${j}`, tags));
    });
  });
  settings.predictInStates.forEach((state, i) => {
    if (!states.has(state)) {
      mistakes.push(noState(state, `/settings/predictInStates/${i}`));
    }
  });
  settings.failures.tags.forEach((failure, i) => {
    mistakes.push(...unknownTag(failure.tag, `/settings/failures/tags/${i}/tag`, tags));
  });
  if (!isSchedule(settings.training.schedule, settings.timeZone)) {
    mistakes.push({
      pointer: '/settings/training/schedule',
      detail:
        'five fields are needed (minute, hour, day, month, weekday), such as 0 2 * * 0, and a time that occurs',
      code: 'schedule-unreadable',
    });
  }
  for (const tag of Object.keys(settings.training.monotone)) {
    mistakes.push(...monotoneMistakes(tag, parts.tags));
  }
  if (settings.prediction.leadMsMin >= settings.prediction.horizonMs) {
    mistakes.push({
      pointer: '/settings/prediction/leadMsMin',
      detail: 'the least lead must be shorter than the horizon',
      code: 'lead-too-long',
    });
  }
  return mistakes;
}

/** Only an input of the model can have a constraint. */
function monotoneMistakes(name: string, tags: readonly Tag[]): Mistake[] {
  const tag = tags.find((known) => known.tag === name);
  if (tag?.modelInput === true) return [];
  const pointer = `/settings/training/monotone/${name}`;
  if (tag === undefined) return [noTag(name, pointer)];
  const detail = `${name} is no model input, so no probability can depend on it: make it an input, or leave it out here`;
  return [{ pointer, detail, code: 'tag-no-input', about: name }];
}

/** Whether a schedule can be read and ever occurs. */
function isSchedule(schedule: string | null, timeZone: string): boolean {
  if (schedule === null) return true;
  try {
    return new Cron(schedule, { timezone: timeZone, mode: '5-part', paused: true }).nextRun() !== null;
  } catch {
    return false;
  }
}

function conditionMistakes(condition: Condition, at: string, tags: Tags): Mistake[] {
  return [
    ...unknownTag(condition.tag, `${at}/tag`, tags),
    ...unknownTag(condition.minusTag, `${at}/minusTag`, tags),
  ];
}
