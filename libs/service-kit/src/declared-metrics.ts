import { flag, gauge } from './metric-declaration.js';

/** Metrics of every process. */
export const PROCESS_METRICS = {
  logLinesLost: gauge('eagle_log_lost_lines', 'Log lines that could not be written since the start.'),
};

/** Metrics of every service on the message server. */
export const BUS_METRICS = {
  lagMessages: gauge(
    'eagle_bus_lag_messages',
    'Messages that are stored and that this process has not finished yet, by stream.',
    ['stream'],
  ),
  forgedValues: gauge(
    'eagle_bus_forged_values',
    'Values of buckets that were left out since the start because their signature does not hold.',
  ),
  invalidValues: gauge(
    'eagle_bus_invalid_values',
    'Values of buckets that were left out since the start because they do not fit their schema.',
  ),
  stuckConsumers: gauge(
    'eagle_bus_stuck_consumers',
    'Consumers that make no progress although messages wait, by stream.',
    ['stream'],
  ),
};

/** Metrics of every service that follows the organizations' configurations. */
export const CONFIG_WATCH_METRICS = {
  misplaced: gauge(
    'eagle_config_misplaced_values',
    'Configurations that were left out since the start because they are stored under another organization.',
  ),
};

/** Metrics of every service that elects a leader. */
export const LEADER_METRICS = {
  isLeader: flag('eagle_leader', '1 while this replica leads, 0 while it stands by.'),
  terms: gauge('eagle_leader_terms', 'Terms that this replica began to lead since its start.'),
};
