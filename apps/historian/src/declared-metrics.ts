import { counter, gauge, histogram } from '@eagle/service-kit';

/**
 * Every metric of this service. The label `organization` is bounded by the configured
 * organizations.
 */
export const METRICS = {
  rowsTaken: counter('eagle_historian_rows_taken_total', 'Rows taken into the history, each once.', [
    'stream',
    'organization',
  ]),
  rowsSetAside: counter(
    'eagle_historian_rows_set_aside_total',
    'Rows that are not taken: quota-full (lost to the history), organization-unknown.',
    ['stream', 'organization', 'reason'],
  ),
  messagesAgain: counter(
    'eagle_historian_messages_again_total',
    'Messages read again after a restart that were stored already.',
    ['stream'],
  ),
  gapMessages: counter(
    'eagle_historian_gap_messages_total',
    'Messages that the stream had dropped before the historian read them.',
    ['stream', 'reason'],
  ),
  lostSeconds: counter(
    'eagle_historian_lost_seconds_total',
    'Time of which rows may be missing because messages were lost. `wanted-again`: they are read from the source; `lost`: there is no source, or they are predictions.',
    ['stream', 'organization', 'fate'],
  ),
  storeSeconds: histogram(
    'eagle_historian_store_seconds',
    'Storing the waiting rows of one organization.',
    [],
    [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30],
  ),
  storeFailures: counter(
    'eagle_historian_store_failures_total',
    'Attempts to store rows that failed and are repeated.',
    ['code'],
  ),
  maintenanceFailures: counter(
    'eagle_historian_maintenance_failures_total',
    'Steps of maintenance that failed and are repeated.',
    ['code'],
  ),
  mergedSegments: counter(
    'eagle_historian_merged_segments_total',
    'Segments that became part of larger ones.',
  ),
  retiredSegments: counter(
    'eagle_historian_retired_segments_total',
    'Segments that were let go because their rows are older than they are kept.',
  ),
  exports: counter('eagle_historian_exports_total', 'Exports that ended: done, failed or cancelled.', [
    'kind',
    'outcome',
  ]),
  exportedRows: counter('eagle_historian_exported_rows_total', 'Rows in files of exports that are done.', [
    'kind',
  ]),
  deletions: counter(
    'eagle_historian_deletions_total',
    'Deletions that were carried out in the background: range (after a failure or a restart), or organization (whole).',
    ['of'],
  ),
  deletionFailures: counter(
    'eagle_historian_deletion_failures_total',
    'Attempts to carry out recorded deletions that failed and are repeated.',
    ['code'],
  ),
  takenOverRows: counter(
    'eagle_historian_taken_over_rows_total',
    'Rows that were read from a source and stored: begin (before the record began), lost (the bus dropped them).',
    ['organization', 'reason'],
  ),
  takeOverRejected: counter(
    'eagle_historian_take_over_rejected_total',
    'Rows and values of a source that could not be used for its history, by reason.',
    ['organization', 'reason'],
  ),
  takeOverFailures: counter(
    'eagle_historian_take_over_failures_total',
    'Pieces of history that could not be read or stored and are tried again.',
    ['code'],
  ),
  sourceSeconds: counter(
    'eagle_historian_source_seconds_total',
    'Time for which statements for the history ran at a source.',
    ['organization'],
  ),
  waitingValues: gauge('eagle_historian_waiting_values', 'Values in memory that are not stored yet.'),
  unstoredSeconds: gauge(
    'eagle_historian_unstored_seconds',
    'For how long rows of any organization cannot be stored; 0: they can.',
  ),
  behindSeconds: gauge(
    'eagle_historian_behind_seconds',
    'For how long newer messages of the organization wait on the bus, because its rows could not be stored; only of those that are behind.',
    ['organization'],
  ),
  historyBytes: gauge('eagle_history_bytes', 'Bytes of stored history.', ['organization']),
  historyRows: gauge('eagle_history_rows', 'Rows of stored history, aggregates included.', ['organization']),
};
