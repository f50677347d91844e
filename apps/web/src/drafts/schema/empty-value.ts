import type { Json, JsonObject } from '../values/json.js';
import type { Field } from './field.js';

/**
 * What a new entry begins with: defaults, null where that is allowed, empty texts, the first choice.
 * A number without a default begins with null, which is a mistake until it is given.
 */
export function emptyValueOf(field: Field): Json {
  if (field.default !== undefined) return field.default;
  if (field.isNullable) return null;
  switch (field.kind) {
    case 'text':
      return '';
    case 'number':
      return null;
    case 'boolean':
      return false;
    case 'choice':
      return field.choices[0] ?? '';
    case 'constant':
      return field.value;
    case 'object':
      return objectOf(field.fields);
    case 'list':
      return Array.from({ length: field.entriesMin }, () => emptyValueOf(field.item));
    case 'record':
      return {};
    case 'variants':
      return objectOf(field.variants[0]?.fields ?? []);
    case 'either':
      return field.options[0] === undefined ? null : emptyValueOf(field.options[0]);
  }
}

/** Properties that may be absent and have no default stay absent. */
export const objectOf = (fields: readonly Field[]): JsonObject =>
  Object.fromEntries(
    fields.filter((field) => !isAbsentAtFirst(field)).map((field) => [field.name, emptyValueOf(field)]),
  );

const isAbsentAtFirst = (field: Field): boolean =>
  field.isOptional && field.default === undefined && field.kind !== 'object';
