import type { Json } from '../values/json.js';
import type { Unit } from './unit.js';

/** What every field of a form has. */
interface FieldFacts {
  /** Name of the property; '' for the whole and for entries of a list. */
  readonly name: string;
  /**
   * Names from the part to the field, joined by dots, without places in lists: labels and help are
   * found by it. `settings.prediction.horizonMs`
   */
  readonly path: string;
  /** Whether null is allowed: it says that something is off, or not given. */
  readonly isNullable: boolean;
  /** Whether the property may be absent. */
  readonly isOptional: boolean;
  /** What holds where nothing is given; undefined: it must be given. */
  readonly default: Json | undefined;
}

export interface TextFacts extends FieldFacts {
  readonly kind: 'text';
  readonly charactersMin: number;
  /** Null: no limit. */
  readonly charactersMax: number | null;
}

export interface NumberFacts extends FieldFacts {
  readonly kind: 'number';
  /** Null: no limit. */
  readonly min: number | null;
  /** Whether the value must be greater than `min`, not equal to it. */
  readonly isAboveMin: boolean;
  readonly max: number | null;
  readonly isWhole: boolean;
  /** By the name of the property; null: a number without one, or with the unit of its tag. */
  readonly unit: Unit | null;
}

export interface BooleanFacts extends FieldFacts {
  readonly kind: 'boolean';
}

/** One of a few words. */
export interface ChoiceFacts extends FieldFacts {
  readonly kind: 'choice';
  readonly choices: readonly string[];
}

/** A value that nobody chooses: the word that names a variant. */
export interface ConstantFacts extends FieldFacts {
  readonly kind: 'constant';
  readonly value: Json;
}

export interface ObjectFacts extends FieldFacts {
  readonly kind: 'object';
  readonly fields: readonly Field[];
}

export interface ListFacts extends FieldFacts {
  readonly kind: 'list';
  readonly item: Field;
  readonly entriesMin: number;
  /** Null: no limit. */
  readonly entriesMax: number | null;
}

/** Values by names that people choose. */
export interface RecordFacts extends FieldFacts {
  readonly kind: 'record';
  readonly value: Field;
}

/** One of several objects, named by one of their properties. */
export interface VariantsFacts extends FieldFacts {
  readonly kind: 'variants';
  /** The property that names the variant: `type` */
  readonly by: string;
  readonly variants: readonly Variant[];
}

export interface Variant {
  readonly value: string;
  readonly fields: readonly Field[];
}

/** One of several schemas that no property tells apart. */
export interface EitherFacts extends FieldFacts {
  readonly kind: 'either';
  readonly options: readonly Field[];
}

/** One field of a form, as the schema of its value describes it. */
export type Field =
  | TextFacts
  | NumberFacts
  | BooleanFacts
  | ChoiceFacts
  | ConstantFacts
  | ObjectFacts
  | ListFacts
  | RecordFacts
  | VariantsFacts
  | EitherFacts;

/** The fields of an object; of variants, those of the one that the value names. */
export function fieldsOf(field: Field, value: Json | undefined): readonly Field[] {
  if (field.kind === 'object') return field.fields;
  if (field.kind !== 'variants') return [];
  return variantOf(field, value)?.fields ?? [];
}

export function variantOf(field: VariantsFacts, value: Json | undefined): Variant | undefined {
  const named =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).find(([name]) => name === field.by)?.[1]
      : undefined;
  return field.variants.find((variant) => variant.value === named);
}

/** A field by its path below another one: `fieldAt(settings, 'prediction.horizonMs')`. */
export function fieldAt(field: Field, names: string): Field | undefined {
  return names.split('.').reduce<Field | undefined>((upper, name) => {
    if (upper === undefined) return undefined;
    return childrenOf(upper).find((child) => child.name === name);
  }, field);
}

/** Named fields directly below: through lists and variants too. */
export function childrenOf(field: Field): readonly Field[] {
  switch (field.kind) {
    case 'object':
      return field.fields;
    case 'list':
      return childrenOf(field.item);
    case 'record':
      return childrenOf(field.value);
    case 'variants':
      return field.variants.flatMap(({ fields }) => fields);
    case 'either':
      return field.options.flatMap(childrenOf);
    default:
      return [];
  }
}

/** The field of a value, by the way to it: names of properties and places in lists. */
export function fieldAtSteps(field: Field, steps: readonly PropertyKey[]): Field | undefined {
  return steps.reduce<Field | undefined>((upper, step) => {
    if (upper?.kind === 'list') return upper.item;
    if (upper?.kind === 'record') return upper.value;
    return upper === undefined ? undefined : childrenOf(upper).find(({ name }) => name === step);
  }, field);
}
