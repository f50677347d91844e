import type { Mistake } from '../../api/index.js';
import {
  isAtOrBelow,
  isList,
  isObject,
  type Json,
  type JsonObject,
  type Pointer,
  propertyOf,
  stepInto,
  stepsOf,
  valueAt,
  withValueAt,
} from '../../drafts/index.js';
import {
  type Choice,
  isLeftOut,
  type Mapped,
  type Role,
  ROLES,
  type TableReading,
  valueTypeOf,
} from '../../plant-source/index.js';

/** Where a mapping lists its signals, and what they are called there. */
const LISTS = {
  wide: { at: '/mapping/source/columns', name: 'column' },
  long: { at: '/mapping/source/tags', name: 'sourceTag' },
} as const;

const layoutOf = (value: Json): keyof typeof LISTS =>
  valueAt(value, '/mapping/source/layout') === 'long' ? 'long' : 'wide';

/** A signal of the source, and the tag that it feeds. */
interface Entry {
  readonly source: string;
  readonly tag: string;
}

export function entriesOf(value: Json): Entry[] {
  const { at, name } = LISTS[layoutOf(value)];
  return listAt(value, at).map((entry) => ({ source: textOf(entry, name), tag: textOf(entry, 'tag') }));
}

function withEntries(value: Json, entries: readonly Entry[]): Json {
  const { at, name } = LISTS[layoutOf(value)];
  return withValueAt(
    value,
    at,
    entries.map(({ source, tag }) => ({ [name]: source, tag })),
  );
}

const listAt = (value: Json, at: Pointer): readonly Json[] => {
  const list = valueAt(value, at);
  return isList(list) ? list : [];
};

function textOf(entry: Json | undefined, name: string): string {
  const text = isObject(entry) ? propertyOf(entry, name) : undefined;
  return typeof text === 'string' ? text : '';
}

const tagAt = (value: Json, name: string): number =>
  listAt(value, '/tags').findIndex((tag) => textOf(tag, 'tag') === name);

/** How the mapped table is read: rows of the source are shown by it. */
export function readingOf(value: Json): TableReading {
  const source = valueAt(value, '/mapping/source');
  const mapping = valueAt(value, '/mapping');
  const asset = valueAt(value, '/mapping/source/asset');
  const column = (of: Json | undefined, name: string): string | null => textOf(of, name) || null;
  return {
    layout: layoutOf(value),
    keyColumn: column(mapping, 'keyColumn'),
    timeColumn: column(mapping, 'timeColumn'),
    assetColumn: column(source, 'assetColumn') ?? column(asset, 'column'),
    tagColumn: column(source, 'tagColumn'),
    valueColumn: column(source, 'valueColumn'),
    qualityColumn: column(source, 'qualityColumn'),
  };
}

/**
 * Every signal as it is taken now: those that are mapped in their order, and the others left out until
 * somebody takes them. One that was mapped keeps its place and its tag, so that it can be taken again.
 * @param saved  The draft before every change.
 * @param proposed  What the newest rows hold; empty: they were not read.
 */
export function standingSignals(value: Json, saved: Json, proposed: readonly Mapped[]): Mapped[] {
  const [entries, former] = [entriesOf(value), entriesOf(saved)];
  const mapped = new Map(entries.map((entry) => [entry.source, entry]));
  const wasMapped = new Set(former.map(({ source }) => source));
  const known = new Map(listAt(value, '/tags').map((tag) => [textOf(tag, 'tag'), tag]));
  const taken = (entry: Entry): Mapped => mappedSignal(entry, known.get(entry.tag));
  return [
    ...former.map((entry) => {
      const present = mapped.get(entry.source);
      return present === undefined ? leftOut(taken(entry)) : taken(present);
    }),
    ...entries.filter(({ source }) => !wasMapped.has(source)).map(taken),
    ...proposed.filter(({ source }) => !mapped.has(source) && !wasMapped.has(source)).map(leftOut),
  ];
}

const leftOut = (signal: Mapped): Mapped => ({ ...signal, role: 'left-out', isOpen: false });

function mappedSignal({ source, tag }: Entry, known: Json | undefined): Mapped {
  const role = textOf(known, 'role');
  return {
    ...{ source, tag, label: textOf(known, 'label'), unit: textOf(known, 'unit') },
    role: ROLES.find((each) => each === role) ?? 'other',
    component: textOf(known, 'component'),
    setValueTag: textOf(known, 'setValueTag') || null,
    type: textOf(known, 'type') === 'boolean' ? 'boolean' : 'number',
    ...{ findings: [{ kind: 'mapped' }], isOpen: false, isDecided: true },
  };
}

/**
 * Takes a signal, leaves it out, or changes what its tag is. A tag that the platform has stays, also
 * without a signal: rules and the history refer to it. A new one goes with its last signal.
 * @param saved  The draft before every change.
 */
export function withChoice(value: Json, saved: Json, signal: Mapped, change: Partial<Choice>): Json {
  const others = entriesOf(value).filter(({ source }) => source !== signal.source);
  if (change.role === 'left-out') return withoutUnused(withEntries(value, others), saved, signal.tag);
  const next = { ...signal, ...change };
  const { source, tag } = next;
  if (isLeftOut(signal)) {
    return withTag(
      withEntries(value, [...entriesOf(value), { source, tag }]),
      tag,
      newTag(value, next),
      change,
    );
  }
  if (tag === signal.tag) return withTag(value, tag, newTag(value, next), change);
  const moved = entriesOf(value).map((entry) => (entry.source === source ? { source, tag } : entry));
  const former = listAt(value, '/tags')[tagAt(value, signal.tag)];
  const begun = isObject(former) ? { ...former, tag } : newTag(value, next);
  return withoutUnused(withTag(withEntries(value, moved), tag, begun, {}), saved, signal.tag);
}

/** Adds the tag where there is none of its name; else it is only changed. */
function withTag(value: Json, name: string, begun: JsonObject, change: Partial<Choice>): Json {
  const at = tagAt(value, name);
  if (at < 0) return withValueAt(value, '/tags/-', begun);
  const { label, unit, component, role } = change;
  const tag = listAt(value, '/tags')[at];
  const type = textOf(tag, 'type') === 'boolean' ? 'boolean' : 'number';
  const changes: JsonObject = {
    ...(label === undefined ? {} : { label }),
    ...(unit === undefined ? {} : { unit }),
    ...(component === undefined ? {} : { component: component === '' ? null : component }),
    ...(role === undefined ? {} : { role: tagRole(role), type: valueTypeOf(role, type) }),
  };
  return withValueAt(value, stepInto('/tags', at), isObject(tag) ? { ...tag, ...changes } : begun);
}

function newTag(value: Json, { tag, label, unit, role, type, component, setValueTag }: Mapped): JsonObject {
  return {
    ...{ tag, label, unit, type: valueTypeOf(role, type), role: tagRole(role) },
    component: component === '' ? null : component,
    setValueTag: setValueTag !== null && tagAt(value, setValueTag) >= 0 ? setValueTag : null,
    ...{ zone: null, range: null, frozenAfterMs: null },
    // A limit bit gives the answer away.
    modelInput: role !== 'limit-flag',
  };
}

/** Which flags are failures is a setting of its own. */
const tagRole = (role: Role): string => (role === 'failure' ? 'flag' : role === 'left-out' ? 'other' : role);

function withoutUnused(value: Json, saved: Json, tag: string): Json {
  const isUsed = entriesOf(value).some((entry) => entry.tag === tag);
  if (isUsed || tagAt(saved, tag) >= 0) return value;
  return withValueAt(value, stepInto('/tags', tagAt(value, tag)), undefined);
}

/** The signal that a pointer is about: its line in the mapping, or its tag. Null: none. */
export function sourceAt(value: Json, pointer: Pointer): string | null {
  const entries = entriesOf(value);
  const { at } = LISTS[layoutOf(value)];
  if (isAtOrBelow(pointer, at)) {
    return entries[Number(stepsOf(pointer)[stepsOf(at).length])]?.source ?? null;
  }
  if (!isAtOrBelow(pointer, '/tags')) return null;
  const tag = textOf(listAt(value, '/tags')[Number(stepsOf(pointer)[1])], 'tag');
  return entries.find((entry) => entry.tag === tag)?.source ?? null;
}

/** What is wrong with signals, by their names at the source. */
export function mistakesBySource(
  value: Json,
  mistakes: readonly Mistake[],
): ReadonlyMap<string, readonly Mistake[]> {
  const placed = mistakes.flatMap((mistake) => {
    const source = sourceAt(value, mistake.pointer);
    return source === null ? [] : [{ source, mistake }];
  });
  const bySource = Map.groupBy(placed, ({ source }) => source);
  return new Map([...bySource].map(([source, found]) => [source, found.map(({ mistake }) => mistake)]));
}
