import { BusModule, ServiceKitModule, vitalsController } from '@eagle/service-kit';
import { believedNow } from '@eagle/service-kit/clocks';
import { DatabaseModule } from '@eagle/service-kit/database';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { ThrottlerModule } from '@nestjs/throttler';
import { AccessTokens } from './access/access-tokens.js';
import { AccessGuard } from './access/access.guard.js';
import { AccountRepository } from './access/account.repository.js';
import { JwtStrategy } from './access/jwt.strategy.js';
import { Principals } from './access/principals.js';
import { SignedInGuard } from './access/signed-in.guard.js';
import { ALERT_ACTION_CONTROLLERS } from './alerts/alert-actions.controller.js';
import { AlertRepository } from './alerts/alert.repository.js';
import { AlertsController, PredictiveAlertsController } from './alerts/alerts.controller.js';
import { RuleAlertsController } from './alerts/rule-alerts.controller.js';
import { Alerts } from './alerts/alerts.js';
import { AuditChainRepository } from './audit/audit-chain.repository.js';
import { AuditEntryRepository } from './audit/audit-entry.repository.js';
import { AuditHeads } from './audit/audit-heads.js';
import { AuditLog } from './audit/audit-log.js';
import { AuditNotary } from './audit/audit-notary.js';
import { AuditController } from './audit/audit.controller.js';
import { PostgresAuditLog } from './audit/postgres-audit-log.js';
import { Refusals } from './audit/refusals.js';
import { RefusedRequests } from './audit/refused-requests.js';
import type { GatewayConfig } from './config.js';
import { ConfigPublisher } from './configure-organization/config-publisher.js';
import { ConfigReconciler } from './configure-organization/config-reconciler.js';
import { ConfigRevisionRepository } from './configure-organization/config-revision.repository.js';
import { ConfigRevisionsController } from './configure-organization/config-revisions.controller.js';
import { ConfigurationController } from './configure-organization/configuration.controller.js';
import { ConfigureOrganization } from './configure-organization/configure-organization.js';
import { OrganizationRepository } from './configure-organization/organization.repository.js';
import { PublishedConfigs } from './configure-organization/published-configs.js';
import { VITALS } from './declared-vitals.js';
import { DeadLetterReplays } from './dead-letters/dead-letter-replays.js';
import { DeadLetters } from './dead-letters/dead-letters.js';
import {
  DeadLettersController,
  PlatformDeadLettersController,
} from './dead-letters/dead-letters.controller.js';
import { LogEntriesController } from './log-entries/log-entries.controller.js';
import { LogEntryRepository } from './log-entries/log-entry.repository.js';
import { TakeLogEntries } from './log-entries/take-log-entries.js';
import { ExportsController } from './exports/exports.controller.js';
import { Exports } from './exports/exports.js';
import { FailureRecordRepository } from './failure-records/failure-record.repository.js';
import { FailureRecordsController } from './failure-records/failure-records.controller.js';
import { FeedLooks } from './feeds/feed-looks.js';
import { FeedsController } from './feeds/feeds.controller.js';
import { QuarantinedRows } from './feeds/quarantined-rows.js';
import { FailedRequests, ProblemFilter } from './http/problem.filter.js';
import { RateLimitGuard, rateLimits } from './http/rate-limit.js';
import { requestValidationPipe } from './http/request-validation.js';
import { AccessWithdrawal } from './live-push/access-withdrawal.js';
import { AlertHub } from './live-push/alert-hub.js';
import { LiveClients } from './live-push/live-clients.js';
import { LivePushGateway } from './live-push/live-push.gateway.js';
import { PredictionHub } from './live-push/prediction-hub.js';
import { SocketAdmissions } from './live-push/socket-admissions.js';
import { StatusCache } from './live-push/status-cache.js';
import { ConfiguredSignals } from './live-tail/configured-signals.js';
import { TailHub } from './live-tail/tail-hub.js';
import { DeploymentsController } from './models/deployments.controller.js';
import { ModelRepository } from './models/model.repository.js';
import { ModelsController } from './models/models.controller.js';
import { PredictController } from './models/predict.controller.js';
import { ShadowRepository } from './models/shadow.repository.js';
import { TrainingRunRepository } from './models/training-run.repository.js';
import { TrainingsController } from './models/trainings.controller.js';
import { BusCheck } from './operations/bus-check.js';
import { ServiceVitals } from './operations/vitals/service-vitals.js';
import { MessageStore } from './operations/message-store.js';
import { ServiceHealthController } from './operations/service-health.controller.js';
import { OrganizationDeletionRepository } from './organizations/organization-deletion.repository.js';
import { OrganizationsController } from './organizations/organizations.controller.js';
import { OrganizationGlances } from './organizations/organization-glances.js';
import { GlanceRepository } from './organizations/glance.repository.js';
import { Organizations } from './organizations/organizations.js';
import { PlatformController } from './organizations/platform.controller.js';
import { CLOCK, type Clock } from './ports.js';
import { LatestPredictions } from './predictions/latest-predictions.js';
import { PredictionsController } from './predictions/predictions.controller.js';
import { service } from './service.js';
import { BrowserSignInController } from './sign-in/browser-sign-in.controller.js';
import { DemonstrationAccounts } from './sign-in/demonstration-accounts.js';
import { FirstSuperAdmin } from './sign-in/first-super-admin.js';
import { GuardAccounts } from './sign-in/guard-accounts.js';
import { OwnAccountController } from './sign-in/own-account.controller.js';
import { OwnAccount } from './sign-in/own-account.js';
import { PasswordHashForms } from './sign-in/password-hash-forms.js';
import { PasswordHasher } from './sign-in/password-hasher.js';
import { PasswordStrength } from './sign-in/password-policy.js';
import { SessionRepository } from './sign-in/session.repository.js';
import { SignInTriesRepository } from './sign-in/sign-in-tries.repository.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { SignIn } from './sign-in/sign-in.js';
import { UserRepository } from './sign-in/user.repository.js';
import { WorkerPasswordStrength } from './sign-in/worker-password-strength.js';
import { TelemetryDeletionController } from './telemetry/telemetry-deletion.controller.js';
import { TelemetryController } from './telemetry/telemetry.controller.js';
import { Telemetry } from './telemetry/telemetry.js';
import { InvitationRepository } from './users/invitation.repository.js';
import { AcceptInvitationController, InvitationsController } from './users/invitations.controller.js';
import { Invitations } from './users/invitations.js';
import { MembersController, SuperAdminsController } from './users/users.controller.js';
import { Users } from './users/users.js';
import { VisitRepository } from './visits/visit.repository.js';
import { VisitsController } from './visits/visits.controller.js';
import { Visits } from './visits/visits.js';

const CONTROLLERS = [
  SignInController,
  BrowserSignInController,
  OwnAccountController,
  OrganizationsController,
  PlatformController,
  VisitsController,
  ConfigurationController,
  ConfigRevisionsController,
  RuleAlertsController,
  FeedsController,
  MembersController,
  InvitationsController,
  AcceptInvitationController,
  SuperAdminsController,
  FailureRecordsController,
  LogEntriesController,
  AlertsController,
  ...ALERT_ACTION_CONTROLLERS,
  PredictiveAlertsController,
  ModelsController,
  DeploymentsController,
  TrainingsController,
  PredictController,
  PredictionsController,
  TelemetryController,
  ExportsController,
  TelemetryDeletionController,
  AuditController,
  DeadLettersController,
  PlatformDeadLettersController,
  ServiceHealthController,
  vitalsController(service.name, VITALS),
];

const REPOSITORIES = [
  AccountRepository,
  UserRepository,
  InvitationRepository,
  SessionRepository,
  SignInTriesRepository,
  OrganizationRepository,
  ConfigRevisionRepository,
  OrganizationDeletionRepository,
  GlanceRepository,
  VisitRepository,
  AlertRepository,
  ModelRepository,
  TrainingRunRepository,
  ShadowRepository,
  FailureRecordRepository,
  LogEntryRepository,
  AuditEntryRepository,
  DeadLetterReplays,
  { provide: AuditLog, useClass: PostgresAuditLog },
  Refusals,
  { provide: FailedRequests, useClass: RefusedRequests },
  AuditChainRepository,
  AuditHeads,
  AuditNotary,
];

const SIGN_IN = [
  AccessTokens,
  Principals,
  JwtStrategy,
  SignedInGuard,
  GuardAccounts,
  SignIn,
  OwnAccount,
  DemonstrationAccounts,
  { provide: PasswordStrength, useClass: WorkerPasswordStrength },
  PasswordHashForms,
  PasswordHasher,
  FirstSuperAdmin,
];
const USE_CASES = [
  Organizations,
  OrganizationGlances,
  Visits,
  ConfigureOrganization,
  ConfigPublisher,
  ConfigReconciler,
  PublishedConfigs,
  TakeLogEntries,
  Users,
  Invitations,
  Alerts,
  LatestPredictions,
  Telemetry,
  Exports,
  QuarantinedRows,
  DeadLetters,
  FeedLooks,
];
const LIVE_PUSH = [
  LiveClients,
  AccessWithdrawal,
  AlertHub,
  PredictionHub,
  StatusCache,
  ConfiguredSignals,
  TailHub,
  SocketAdmissions,
  LivePushGateway,
];

/**
 * Order matters: first the rate, then the caller, then the content. Both guards ran a first step
 * before the body was read: see http/admission.ts.
 */
const ON_EVERY_REQUEST = [
  RateLimitGuard,
  AccessGuard,
  { provide: APP_GUARD, useExisting: RateLimitGuard },
  { provide: APP_GUARD, useExisting: AccessGuard },
  { provide: APP_PIPE, useFactory: requestValidationPipe },
  { provide: APP_FILTER, useClass: ProblemFilter },
];

@Module({})
export class GatewayModule {
  /** @param clock  Wall clock; tests move it. */
  static forConfig(config: GatewayConfig, clock: Clock = believedNow): DynamicModule {
    return {
      module: GatewayModule,
      imports: [
        ServiceKitModule.forRoot(config),
        BusModule.forRoot(config),
        DatabaseModule.forRoot(config, {
          poolMax: config.DATABASE_POOL_MAX,
          neededToBeReady: true,
          edits: true,
        }),
        PassportModule,
        JwtModule.register({ secret: Buffer.from(config.JWT_SECRET.reveal(), 'hex') }),
        ThrottlerModule.forRoot(rateLimits(config)),
      ],
      controllers: CONTROLLERS,
      providers: [
        { provide: CLOCK, useValue: clock },
        BusCheck,
        MessageStore,
        ServiceVitals,
        ...REPOSITORIES,
        ...SIGN_IN,
        ...USE_CASES,
        ...LIVE_PUSH,
        ...ON_EVERY_REQUEST,
      ],
    };
  }
}
