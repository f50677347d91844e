import { counter, flag, gauge, histogram } from '@eagle/service-kit';

/** Every metric of this service. */
export const METRICS = {
  bodyBytes: gauge(
    'eagle_gateway_body_bytes',
    'Bytes of request bodies in memory, by size of body: large or small.',
    ['size'],
  ),
  crossTenantRefusals: counter(
    'eagle_gateway_cross_tenant_refusals_total',
    'Requests that named another organization.',
  ),
  logins: counter('eagle_gateway_logins_total', 'Sign-ins: signed-in or refused.', ['outcome']),
  refreshes: counter('eagle_gateway_refreshes_total', 'Refresh tokens presented, by outcome.', ['outcome']),
  passwordHashesPending: gauge(
    'eagle_gateway_pending_password_hashes',
    'Passwords that are being hashed or wait to be hashed.',
  ),
  passwordHashesRefused: counter(
    'eagle_gateway_password_hashes_refused_total',
    'Passwords that were not checked because too many waited.',
  ),
  passwordHashesUnreadable: counter(
    'eagle_gateway_password_hashes_unreadable_total',
    'Comparisons with a stored value that is no hash.',
  ),
  sockets: gauge('eagle_gateway_sockets', 'Connected sockets.'),
  socketEnds: counter('eagle_gateway_socket_ends_total', 'Sockets that ended, by reason.', ['reason']),
  alertPushes: counter('eagle_gateway_alert_pushes_total', 'Alert events handed to sockets.'),
  tails: gauge('eagle_gateway_tails', 'Assets that sockets listen to, each socket counted.'),
  tailedAssets: gauge('eagle_gateway_tailed_assets', 'Assets whose scans are followed for live tails.'),
  tailUpdates: counter(
    'eagle_gateway_tail_updates_total',
    'Updates of live tails: sent, or skipped because the client was too slow (its rows come condensed in the next one).',
    ['outcome'],
  ),
  tailRowsCondensed: counter(
    'eagle_gateway_tail_rows_condensed_total',
    'Rows that were too many for one update of a live tail and became minimum, maximum and last value.',
  ),
  decidedToSocketSeconds: histogram(
    'eagle_gateway_decided_to_socket_seconds',
    'From the decision of an alert to the socket.',
  ),
  readToSocketSeconds: histogram(
    'eagle_gateway_read_to_socket_seconds',
    'From the row read at the source to the socket.',
  ),
  configsHealed: counter(
    'eagle_gateway_configs_healed_total',
    'Published configurations that differed from the stored ones and were replaced.',
  ),
  configPublishFailures: counter(
    'eagle_gateway_config_publish_failures_total',
    'Configurations that could not be published at once.',
  ),
  auditChainsBroken: gauge(
    'eagle_gateway_broken_audit_chains',
    'Chains of the audit log that were changed after they were written.',
  ),
  busCheckFindings: gauge(
    'eagle_bus_check_findings',
    'Objects on the message server that the platform did not create, as of the last check.',
  ),
  busCheckAgeSeconds: gauge(
    'eagle_bus_check_age_seconds',
    'Time since the last check of the message server; -1 before the first.',
  ),
  messageStoreOk: flag('eagle_message_store_ok', '1 while the message server stores messages, else 0.'),
};
