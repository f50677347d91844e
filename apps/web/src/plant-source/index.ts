/**
 * Looking at the source of a plant: what a test of the connection says, which signals a table holds,
 * what the platform proposes for them, and what a dry run makes of the newest rows. The wizard and the
 * page of a feed that stands are made of it.
 */
export type {
  ConfigInput,
  ConfigView,
  Discovery,
  DryRun,
  DryRunInput,
  FeedInput,
  FeedTest,
  Rule,
} from './api-types.js';
export { type Asking, useAsking } from './asking/use-asking.js';
export { Waiting } from './asking/waiting.js';
export {
  asProposed,
  changed,
  changedAll,
  type Edits,
  isLeftOut,
  isTaken,
  isToDecide,
  type Mapped,
  mappedOf,
  undecided,
} from './mapping/choices.js';
export { type Group, groupAsProposed, mappingRows } from './mapping/mapping-rows.js';
export { MappingTable } from './mapping/mapping-table.js';
export { mistakesOf } from './mapping/mistakes.js';
export { distinctNames, isName, labelOf, slugOf, tagNameOf } from './mapping/names.js';
export { type Proposal, proposalsFor } from './mapping/proposal.js';
export { NO_REFUSALS, placedMistakes, type Refusals } from './mapping/refusals.js';
export { type Choice, type Role, ROLES, valueTypeOf } from './mapping/roles.js';
export { type TemplateData, templateDataOf, templateOf } from './mapping/template.js';
export { type KnownZones, knownZones } from './reading/known-zones.js';
export { REJECTION_REASONS, rejectionReasonOf } from './rejection-reasons.js';
export { assetsIn, type Signal, signalsOf } from './reading/signals.js';
export { guessReading, missingParts, type TableReading } from './reading/table-reading.js';
export { isZone, zoneOfRows } from './reading/zone-of-rows.js';
export { zoneSentence } from './reading/zone-sentence.js';
export { DryRunReport } from './tried/dry-run-report.js';
export { TestResult } from './tried/test-result.js';
