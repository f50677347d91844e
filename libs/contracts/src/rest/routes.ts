import { alertsRoutes, predictiveAlertsRoutes } from './alerts.js';
import { auditRoutes } from './audit.js';
import { browserSignInRoutes } from './browser-sign-in.js';
import { configRevisionsRoutes } from './config-revisions.js';
import { configurationRoutes } from './configuration.js';
import { deadLettersRoutes, platformDeadLettersRoutes } from './dead-letters.js';
import { deploymentsRoutes } from './deployments.js';
import { exportFilesRoutes, exportsRoutes } from './exports.js';
import { logEntriesRoutes } from './log-entries.js';
import { failureRecordsRoutes } from './failure-records.js';
import { feedsRoutes } from './feeds.js';
import { healthRoutes } from './health.js';
import { acceptInvitationRoutes, invitationsRoutes } from './invitations.js';
import { modelsRoutes } from './models.js';
import { organizationsRoutes } from './organizations.js';
import { platformRoutes } from './platform.js';
import { predictionsRoutes, predictRoutes } from './predictions.js';
import type { RouteDeclaration } from './route.js';
import { ruleAlertsRoutes } from './rule-alerts.js';
import { ownAccountRoutes, signInRoutes } from './sign-in.js';
import { takeOverRoutes } from './take-over.js';
import { predictionHistoryRoutes, telemetryRoutes } from './telemetry.js';
import { telemetryDeletionRoutes } from './telemetry-deletion.js';
import { trainingsRoutes } from './trainings.js';
import { membersRoutes, superAdminsRoutes } from './users.js';
import { visitsRoutes } from './visits.js';

/**
 * All routes of the REST interface: the gateway serves, describes and checks them, and clients are
 * typed by them.
 */
export const ROUTES = {
  acceptInvitation: acceptInvitationRoutes,
  alerts: alertsRoutes,
  audit: auditRoutes,
  browserSignIn: browserSignInRoutes,
  configRevisions: configRevisionsRoutes,
  configuration: configurationRoutes,
  deadLetters: deadLettersRoutes,
  deployments: deploymentsRoutes,
  exportFiles: exportFilesRoutes,
  exports: exportsRoutes,
  logEntries: logEntriesRoutes,
  failureRecords: failureRecordsRoutes,
  feeds: feedsRoutes,
  health: healthRoutes,
  invitations: invitationsRoutes,
  members: membersRoutes,
  models: modelsRoutes,
  organizations: organizationsRoutes,
  ownAccount: ownAccountRoutes,
  platform: platformRoutes,
  platformDeadLetters: platformDeadLettersRoutes,
  predict: predictRoutes,
  predictionHistory: predictionHistoryRoutes,
  predictions: predictionsRoutes,
  predictiveAlerts: predictiveAlertsRoutes,
  ruleAlerts: ruleAlertsRoutes,
  signIn: signInRoutes,
  superAdmins: superAdminsRoutes,
  takeOver: takeOverRoutes,
  telemetry: telemetryRoutes,
  telemetryDeletion: telemetryDeletionRoutes,
  trainings: trainingsRoutes,
  visits: visitsRoutes,
} as const;

type Group = Readonly<Record<string, RouteDeclaration>>;

/** The same as a list. */
export const ALL_ROUTES: readonly RouteDeclaration[] = Object.values<Group>(ROUTES).flatMap((group) =>
  Object.values(group),
);
