/**
 * Drafts of the configuration: forms made from the platform's own schemas, whose unsaved changes are
 * kept, and whose conflicts are shown as a difference.
 *
 * A page asks `useDraft('rules')` for its part, shows `<SchemaForm>` for the fields that it wants,
 * and puts `<DraftBar>` at its foot: that one holds the buttons, the difference, the conflicts and
 * the question when somebody leaves. This room brings zod and the contracts along: only chunks of
 * pages may import it, never an `index.ts` of a feature.
 */
export type { Draft } from './draft.js';
export { DraftBar } from './draft-bar.js';
export { DifferenceTable } from './difference-table.js';
export { SchemaForm } from './fields/schema-form.js';
export { POINTER_ATTRIBUTE } from './fields/control.js';
export { BareField } from './fields/bare-field.js';
export { FormContext, type FormHelp } from './fields/form-context.js';
export { type FieldTexts, useFieldTexts } from './fields/field-texts.js';
export { goToField } from './fields/go-to-field.js';
export { type Suggestion, SuggestionList } from './fields/suggestion-list.js';
export { useIsReadOnly } from './fields/use-is-read-only.js';
export { useValueWords, type ValueWords } from './fields/value-words.js';
export { MistakeSummary } from './mistake-summary.js';
export {
  type Asset,
  type Configuration,
  type DraftPart,
  fieldOf,
  type OrganizationSettings,
  type Part,
  readPart,
  type Rule,
  type Tag,
  valueOf,
} from './parts.js';
export { emptyValueOf } from './schema/empty-value.js';
export { type Field, fieldAt, fieldsOf } from './schema/field.js';
export { mistakeAt, mistakesBelow } from './schema/mistakes.js';
export { type ReadDraft, useConfiguration, useDraft } from './use-draft.js';
export { useSchemaCheck } from './use-schema-check.js';
export { type Difference, differencesBetween } from './values/differences.js';
export {
  isList,
  isObject,
  isSame,
  type Json,
  type JsonList,
  type JsonObject,
  propertyOf,
} from './values/json.js';
export { identityOf } from './values/place.js';
export {
  isAtOrBelow,
  type Pointer,
  pointerOf,
  stepInto,
  stepsOf,
  valueAt,
  withValueAt,
} from './values/pointer.js';
