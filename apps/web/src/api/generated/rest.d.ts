/**
 * Generated from apps/gateway/openapi.json by `npm run api:types -w @eagle/web`. Do not edit.
 */
export interface paths {
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["SignInController_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["SignInController_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["SignInController_logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SignInController_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/browser": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Gives the browser a new access token
         * @description It exchanges the refresh token of the cookie. A browser that lost the answer, and has not used the new cookie, gets the same answer again for ten minutes.
         */
        put: operations["BrowserSignInController_renew"];
        /**
         * Signs a browser in
         * @description The refresh token is set as a cookie: `HttpOnly`, `SameSite=Strict`, for this path alone. Requests of other sites are refused.
         */
        post: operations["BrowserSignInController_begin"];
        /**
         * Ends the sign-in of the browser
         * @description Its access tokens, open sockets and cookie end.
         */
        delete: operations["BrowserSignInController_end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/demonstration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts that a demonstration offers */
        get: operations["BrowserSignInController_demonstration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["OwnAccountController_changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["OwnAccountController_list"];
        put?: never;
        post?: never;
        delete: operations["OwnAccountController_endOthers"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["OwnAccountController_end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["OrganizationsController_list"];
        put?: never;
        post: operations["OrganizationsController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["OrganizationsController_get"];
        put?: never;
        post?: never;
        /**
         * Deletes an organization for good
         * @description Its people are signed out and forgotten, its feed ends, and its telemetry history goes whole. `name` repeats its name. The audit log stays.
         */
        delete: operations["OrganizationsController_remove"];
        options?: never;
        head?: never;
        patch: operations["OrganizationsController_rename"];
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["OrganizationsController_enable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["OrganizationsController_disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every service with its replicas and figures, now and over the last 15 minutes
         * @description The gateway asks every replica every ten seconds and answers from what it remembers: reading costs the services nothing. A replica that does not answer any more is shown for 15 minutes.
         */
        get: operations["PlatformController_services"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All organizations at a glance: feed, model, alerts, errors, and whom to call
         * @description In the order of their short names. It holds no value of a plant, and nobody enters an organization by it. Counts may be two seconds old.
         */
        get: operations["PlatformController_organizations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/enter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enters an organization for an hour, with a reason
         * @description Until `endsAt`, this sign-in may read and change what belongs to the organization; without it such a request is refused with 403 `TENANCY.NOT_ENTERED`. The reason is in the audit log of the organization. Entering again begins a new hour.
         */
        post: operations["VisitsController_enter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leaves an organization before the hour is over */
        post: operations["VisitsController_leave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform/visits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The organizations that this sign-in has entered, the last one first */
        get: operations["VisitsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ConfigurationController_config"];
        put: operations["ConfigurationController_putConfig"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ConfigurationController_feed"];
        put: operations["ConfigurationController_putFeed"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/mapping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ConfigurationController_mapping"];
        put: operations["ConfigurationController_putMapping"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ConfigurationController_rules"];
        put: operations["ConfigurationController_putRules"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ConfigurationController_tags"];
        put: operations["ConfigurationController_putTags"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ConfigurationController_assets"];
        put: operations["ConfigurationController_putAssets"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ConfigurationController_settings"];
        put: operations["ConfigurationController_putSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/config/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Revisions of the configuration, newest first: who made each, when, and what it changed
         * @description The newest 200 are kept.
         */
        get: operations["ConfigRevisionsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/config/revisions/{revision}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One revision of the configuration, whole; the password of the feed is never part of it */
        get: operations["ConfigRevisionsController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/rules/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many alerts each rule took part in
         * @description An alert counts for each rule among its causes; after it has cleared, these are its last causes. A rule without an alert in the range is left out.
         */
        get: operations["RuleAlertsController_count"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/feed/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["FeedsController_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/feed/discover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["FeedsController_discover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/feed/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a mapping makes of the newest rows of a source
         * @description At most 5 000 rows are read, by the code that reads live rows; nothing is stored. An organization may inspect its source ten times a minute, tests and discoveries included.
         */
        post: operations["FeedsController_dryRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/feed/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["FeedsController_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/feed/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["FeedsController_quarantine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["MembersController_list"];
        put?: never;
        post: operations["MembersController_invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/users/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["MembersController_change"];
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["InvitationsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/invitations/{invitationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["InvitationsController_withdraw"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["AcceptInvitationController_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/super-admins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SuperAdminsController_list"];
        put?: never;
        post: operations["SuperAdminsController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/super-admins/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["SuperAdminsController_change"];
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/failure-records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["FailureRecordsController_list"];
        put?: never;
        /**
         * Adds failures
         * @description All of them or none. A record that exists already (same asset, component and instant) takes the new end. At most 5000. As `text/csv`, in UTF-8: the columns `asset,ts,component`, named in the first line; further columns are not read. Mistakes are reported by line and column (`/lines/3/ts`).
         */
        post: operations["FailureRecordsController_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/event-logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Entries that were given over REST, newest first
         * @description `from` included, `to` excluded. Entries in tables of the feed are not listed.
         */
        get: operations["LogEntriesController_list"];
        put?: never;
        /**
         * Gives entries of the error or the maintenance log
         * @description All of them or none. They count in the features of later rows at once, and in the next training. An entry that is there already (same asset, kind, code and instant) changes nothing, so a client without an answer can send the same again. 503 `EVENT_LOGS.NOT_TAKEN`: give them again later. At most 5000. As `text/csv`, in UTF-8: with `?kind=error` the columns `asset,ts,error`, with `?kind=maintenance` the columns `asset,ts,component`, named in the first line; further columns are not read. Mistakes are reported by line and column (`/lines/3/ts`).
         */
        post: operations["LogEntriesController_take"];
        /**
         * Takes back a mistaken entry
         * @description It no longer counts, neither in the features of later rows nor in the next training. Where a table of the feed holds the same entry, correct it there too: otherwise it counts again after the next start of the reader.
         */
        delete: operations["LogEntriesController_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AlertsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{alertId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AlertsController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{alertId}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AlertsController_notes"];
        put?: never;
        /** Adds a note to the alert. */
        post: operations["AlertsController_note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{alertId}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records that a person has seen the alert. */
        post: operations["AlertsController_acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{alertId}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the alert: something was done about it. */
        post: operations["AlertsController_resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{alertId}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the alert: it needs no work. */
        post: operations["AlertsController_dismiss"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/predictive-alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PredictiveAlertsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/predictive-alerts/{alertId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PredictiveAlertsController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ml/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The serving model and the progress of training
         * @description Also pushed as `status` on the socket. `training.attention`: what admins must do; `serving.override`: the live version did not pass the gate. `serving.watch`: what the health watch found, each with a code, a sentence and its figures: `MODEL.OLD` (the live version was trained more than 7 days ago), `MODEL.UNUSED` (nothing was predicted with it for 24 hours), `MODEL.TOO_MANY_VERSIONS` (more than 5 inactive ones), `MODEL.TOO_MUCH_STORED` (more than 500 MB, of a million bytes); absent until it has looked.
         */
        get: operations["ModelsController_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ml/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions, newest first, with state, metrics and the gate’s verdict */
        get: operations["ModelsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ml/models/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Two versions side by side
         * @description `sameData` false: they were judged on different data, and the figures compare the periods as well as the models.
         */
        get: operations["ModelsController_compare"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ml/models/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Deployment history of all versions, deleted ones too, newest first
         * @description Every step with actor (null: the platform), reason and time. Also in the audit log, whose entries are chained.
         */
        get: operations["ModelsController_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ml/models/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A version with manifest, judgement, verdict and history */
        get: operations["ModelsController_model"];
        put?: never;
        post?: never;
        /**
         * Deletes a version and its files
         * @description Never the champion (409 `MODEL.CHAMPION_STAYS`). Its number is never used again; its history stays.
         */
        delete: operations["ModelsController_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ml/models/{version}/card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The model card of a version, for people: Markdown
         * @description Its purpose, data, quality, cost, limits of use and origin. 404 `MODEL.NO_CARD` for an older version without a card.
         */
        get: operations["ModelsController_card"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ml/models/{version}/shadow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Results of a version in shadow, scored against the failures that followed
         * @description Failures are those that the scans showed, and the organization’s own records where they count. By the same rules as the judgement of a trained model.
         */
        get: operations["ModelsController_shadow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ml/models/{version}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds and removes tags of a version; `GET /ml/models?tag=` finds it by them */
        post: operations["ModelsController_tag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ml/deploy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts a version into service, into shadow, or out of shadow
         * @description Answered when every replica of prediction has it. 409 with one sentence where the step is not possible; `MODEL.REFUSED_BY_GATE` and `MODEL.QUARANTINED` can be overridden with `override: {reason}`, which stays visible in status, list and history.
         */
        post: operations["DeploymentsController_deploy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ml/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rolls back to the last champion that served well
         * @description Within two seconds, also while a training runs or a replica hangs. It skips versions that failed or were rolled back; 409 `MODEL.NOTHING_TO_ROLL_BACK` where none is left.
         */
        post: operations["DeploymentsController_rollBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ml/train": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Requests a training
         * @description Its progress is in `trainings/:runId`, in `status`, and on the socket. 409 `TRAINING.RUNNING` where a training is running or queued.
         */
        post: operations["TrainingsController_train"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ml/train/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels the running or queued training */
        post: operations["TrainingsController_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ml/trainings/{runId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One training with stage, progress, estimate of the time left, and log */
        get: operations["TrainingsController_training"];
        put?: never;
        post?: never;
        /** Cancels one training; 409 `TRAINING.NOT_RUNNING` if it has ended */
        delete: operations["TrainingsController_cancelOne"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ml/trainings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Trainings, newest first */
        get: operations["TrainingsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ml/predict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PredictController_one"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ml/predict/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PredictController_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/predictions/latest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PredictionsController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/telemetry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the tags of an asset did, at the resolution that fits the number of points */
        get: operations["TelemetryController_read"];
        put?: never;
        post?: never;
        /**
         * Deletes a range of the history: of an asset, or of all
         * @description Scans and predictions of `[from, to)`, and what was made of them. Rows that come later are kept. 503 `TELEMETRY.DELETION_PENDING`: it is recorded, and goes on by itself.
         */
        delete: operations["TelemetryDeletionController_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/telemetry/latest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest row of each asset */
        get: operations["TelemetryController_latest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/telemetry/quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How well the rows of an asset came, by day and tag */
        get: operations["TelemetryController_quality"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/telemetry/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Room that the history takes, and whether anything is not stored */
        get: operations["TelemetryController_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/telemetry/take-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the history is taken over from the source, and why it waits */
        get: operations["TelemetryController_takeOver"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/predictions/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the live models said of an asset, in the shape of telemetry */
        get: operations["TelemetryController_predictions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/estimate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How large an export would be, roughly */
        post: operations["ExportsController_estimate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The exports of the organization, newest first */
        get: operations["ExportsController_list"];
        put?: never;
        /**
         * Requests a file of telemetry, alerts or predictions
         * @description The file is made in the background; `GET /exports/:exportId` has its progress and its link.
         */
        post: operations["ExportsController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/{exportId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Progress of an export, and the link to its file */
        get: operations["ExportsController_show"];
        put?: never;
        post?: never;
        /** Cancels an export, or removes its file */
        delete: operations["ExportsController_cancel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/{exportId}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The file of an export, by its signed link
         * @description Answers `Range` with one part of the file, so that a download can go on where it ended.
         */
        get: operations["ExportsController_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AuditController_ofOrganization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/platform": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AuditController_ofPlatform"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages that no reader could use, oldest first, each with the reason */
        get: operations["DeadLettersController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/dead-letters/{sequence}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One dead letter with the beginning of its payload, as text or in hexadecimal */
        get: operations["DeadLettersController_show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organizationId}/dead-letters/{sequence}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a dead letter again, through the service that writes its subject
         * @description It stays in the list, with `replayAskedAt`. 409 `BUS.DEAD_LETTER_NO_MESSAGE` for a row of a source (`noun` `rows`): rows are read by the mapping.
         */
        post: operations["DeadLettersController_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages of all organizations that no reader could use */
        get: operations["PlatformDeadLettersController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/{service}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ServiceHealthController_read[0]"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health/{service}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ServiceHealthController_read[1]"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["HealthController_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["HealthController_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["MetricsController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Part_02689d5cd3: {
            probabilityMin: number | null;
            event: {
                events: number;
                warnedInTime: number;
                missed: number;
                falseAlarms: number;
                assetDays: number;
                falseAlarmsPerAssetDay: number;
                leadMinutesMedian: number | null;
                leadMinutesP10: number | null;
            };
            late: number;
            alarms: number;
            warnedShare: components["schemas"]["Part_600a30a384"];
            falseAlarmsPerAssetDay: components["schemas"]["Part_600a30a384"];
            leadMinutesMedian: components["schemas"]["Part_600a30a384"];
            averagePrecision: components["schemas"]["Part_600a30a384"];
            auc: components["schemas"]["Part_600a30a384"];
            rows: {
                accuracy: number | null;
                precision: number | null;
                recall: number | null;
                f1: number | null;
                falseRowShare: number | null;
                confusion: {
                    truePositives: number;
                    falsePositives: number;
                    trueNegatives: number;
                    falseNegatives: number;
                };
            };
            leadMinutes: (number | null)[];
            /** @default null */
            lateMinutes: (number | null)[] | null;
            /** @default null */
            eventCurve: {
                probabilityMin: number;
                warnedInTime: number;
                falseAlarms: number;
            }[] | null;
        };
        Part_05b993b4f5: {
            /** Format: uuid */
            organizationId: string;
            organizationName: string;
            reason: string;
            enteredAt: string & (string);
            endsAt: string & (string);
        };
        Part_11ca8c4f77: {
            host: string;
        };
        Part_1c65e72f2d: {
            active: number;
            unacknowledged: number;
        };
        Part_2e6f0b2593: {
            /** @enum {string|null} */
            from: "registered" | "refused" | "shadow" | "champion" | "retired" | "quarantined" | null;
            /** @enum {string|null} */
            to: "registered" | "refused" | "shadow" | "champion" | "retired" | "quarantined" | null;
            reason: string;
            override: boolean;
        };
        Part_37e998e73b: {
            /** Format: uuid */
            organizationId: string;
            slug: string;
            name: string;
            enabled: boolean;
            revision: number;
            assets: {
                assetId: string & (string);
                name: string;
                /** @default  */
                kind: string;
                /** @default {} */
                attributes: {
                    [key: string]: number | string;
                };
            }[];
            tags: {
                tag: string & (string);
                /** @default  */
                label: string;
                /** @default  */
                unit: string;
                /** @enum {string} */
                type: "number" | "boolean";
                /** @enum {string} */
                role: "present-value" | "set-value" | "flag" | "limit-flag" | "other";
                /** @default null */
                component: (string & (string)) | null;
                /** @default null */
                zone: string | null;
                /** @default null */
                setValueTag: (string & (string)) | null;
                range: components["schemas"]["Part_f3d7975ba0"];
                /** @default null */
                frozenAfterMs: number | null;
                /** @default true */
                modelInput: boolean;
            }[];
            mapping: {
                revision: number;
                table: string;
                keyColumn: string | null;
                timeColumn: string;
                timeZone: string;
                source: {
                    /** @enum {string} */
                    layout: "wide";
                    asset: {
                        assetId: string & (string);
                    } | {
                        column: string;
                    };
                    columns: {
                        column: string;
                        tag: string & (string);
                    }[];
                } | {
                    /** @enum {string} */
                    layout: "long";
                    assetColumn: string;
                    tagColumn: string;
                    valueColumn: string;
                    /** @default null */
                    qualityColumn: string | null;
                    /**
                     * @default [
                     *       "192",
                     *       "good",
                     *       "GOOD",
                     *       "Good"
                     *     ]
                     */
                    goodQualities: string[];
                    tags: {
                        sourceTag: string;
                        tag: string & (string);
                    }[];
                    /** @default 2000 */
                    groupWaitMs: number;
                };
                /** @default [] */
                logs: {
                    /** @enum {string} */
                    kind: "error" | "maintenance";
                    table: string;
                    /** @default null */
                    keyColumn: string | null;
                    timeColumn: string;
                    assetColumn: string;
                    codeColumn: string;
                }[];
            } | null;
            rules: ({
                id: string & (string);
                title: string;
                component: string & (string);
                kind: string;
                /** @default true */
                enabled: boolean;
                /** @default 0 */
                onDelayMs: number;
                /** @default 0 */
                offDelayMs: number;
                /** @default [] */
                states: string[];
                /** @default  */
                recommendedAction: string;
                /** @enum {string} */
                type: "deviation";
                tag: string & (string);
                setValueTag: string & (string);
                /**
                 * @default both
                 * @enum {string}
                 */
                direction: "both" | "above" | "below";
                bands: {
                    /** @enum {string} */
                    severity: "critical" | "high" | "medium" | "low";
                    from: number;
                }[];
                /** @default 0 */
                deadband: number;
            } | {
                id: string & (string);
                title: string;
                component: string & (string);
                kind: string;
                /** @default true */
                enabled: boolean;
                /** @default 0 */
                onDelayMs: number;
                /** @default 0 */
                offDelayMs: number;
                /** @default [] */
                states: string[];
                /** @default  */
                recommendedAction: string;
                /** @enum {string} */
                type: "limit";
                tag: string & (string);
                /** @enum {string} */
                side: "high" | "low";
                bands: {
                    /** @enum {string} */
                    severity: "critical" | "high" | "medium" | "low";
                    from: number;
                }[];
                /** @default 0 */
                deadband: number;
            } | {
                id: string & (string);
                title: string;
                component: string & (string);
                kind: string;
                /** @default true */
                enabled: boolean;
                /** @default 0 */
                onDelayMs: number;
                /** @default 0 */
                offDelayMs: number;
                /** @default [] */
                states: string[];
                /** @default  */
                recommendedAction: string;
                /** @enum {string} */
                type: "flag";
                tag: string & (string);
                /** @enum {string} */
                severity: "critical" | "high" | "medium" | "low";
                /** @default null */
                standingAfterMs: number | null;
            } | {
                id: string & (string);
                title: string;
                component: string & (string);
                kind: string;
                /** @default true */
                enabled: boolean;
                /** @default 0 */
                onDelayMs: number;
                /** @default 0 */
                offDelayMs: number;
                /** @default [] */
                states: string[];
                /** @default  */
                recommendedAction: string;
                /** @enum {string} */
                type: "no-data";
                /** @enum {string} */
                severity: "critical" | "high" | "medium" | "low";
                afterMs: number;
            })[];
            settings: components["schemas"]["Part_c9852c42be"];
            feed: {
                /** @enum {string} */
                kind: "postgres";
                /** @default true */
                enabled: boolean;
                host: string;
                port: number;
                database: string;
                user: string;
                /** @default false */
                tls: boolean;
                /** @default 30000 */
                pollIntervalMs: number;
                /** @default 5000 */
                statementTimeoutMs: number;
                /** @default null */
                notifyChannel: string | null;
                /** @default 120000 */
                lateCommitToleranceMs: number;
                /** @default 60000 */
                futureToleranceMs: number;
                /** @default 3600000 */
                lateToleranceMs: number;
                /**
                 * @default wall
                 * @enum {string}
                 */
                clock: "wall" | "source";
                passwordSet: boolean;
            } | null;
        };
        Part_4505b2c45a: {
            action: string;
            code: string;
            count: number;
        };
        /** @enum {string} */
        Part_455edd38cb: "key-missing" | "time-missing" | "time-unreadable" | "time-in-future" | "too-late" | "asset-unknown" | "asset-missing" | "all-values-missing" | "value-not-a-number" | "value-not-finite" | "tag-unknown" | "code-missing" | "code-unknown" | "quota";
        Part_45bf057cba: {
            revision: number;
            isNoted: boolean;
        };
        Part_4932ef7370: {
            /** Format: uuid */
            id: string;
            /** Format: email */
            email: string;
            name: string;
            /** @enum {string} */
            role: "SUPER_ADMIN" | "ADMIN" | "OPERATOR";
            /** Format: uuid */
            organizationId: string | null;
            enabled: boolean;
        };
        Part_542ccb4c3e: {
            rowsTrain: number;
            rowsTest: number;
            positivesTrain: number;
            positivesTest: number;
            eventsTrain: number;
            eventsTest: number;
            auc: number | null;
            averagePrecision: number | null;
            baseRate: number | null;
            event: {
                events: number;
                warnedInTime: number;
                missed: number;
                falseAlarms: number;
                assetDays: number;
                falseAlarmsPerAssetDay: number;
                leadMinutesMedian: number | null;
                leadMinutesP10: number | null;
            } | null;
        } | null;
        Part_569c13e782: {
            reason: string;
            version: string | null;
        };
        Part_57b0f8eab1: {
            finding: {
                /** @enum {string} */
                code: "MODEL.OLD";
                message: string;
                version: string;
                trainedAt: string & (string);
            } | {
                /** @enum {string} */
                code: "MODEL.UNUSED";
                message: string;
                version: string;
                unusedSince: string & (string);
            } | {
                /** @enum {string} */
                code: "MODEL.TOO_MANY_VERSIONS";
                message: string;
                inactiveVersions: number;
            } | {
                /** @enum {string} */
                code: "MODEL.TOO_MUCH_STORED";
                message: string;
                storedBytes: number;
            };
        };
        Part_594ffc21b8: {
            /** @enum {string} */
            role: "SUPER_ADMIN" | "ADMIN" | "OPERATOR";
        };
        Part_5c4c4e1569: {
            promote: boolean;
            reason: string;
            checks: {
                /** @enum {string} */
                name: "data" | "leak" | "clock-trap" | "skill" | "usefulness" | "clock" | "rules" | "champion" | "budget" | "calibration" | "parity";
                passed: boolean;
                sentence: string;
                subject?: string;
            }[];
            clockTrap: boolean;
        } | null;
        Part_5d32a3f426: {
            /** Format: uuid */
            id: string;
            /** Format: email */
            email: string;
            name: string;
            /** @enum {string} */
            role: "SUPER_ADMIN" | "ADMIN" | "OPERATOR";
            /** Format: uuid */
            organizationId: string | null;
            enabled: boolean;
            lastSignInAt: (string & (string)) | null;
        };
        Part_600a30a384: {
            value: number | null;
            low: number | null;
            high: number | null;
        };
        /** @enum {string} */
        Part_7d582b15e5: "waiting" | "extracting" | "labelling" | "training" | "evaluating" | "registering" | "done" | "refused" | "failed" | "cancelled";
        Part_877a809f11: {
            rowsTrain: number;
            rowsTest: number;
            positivesTrain: number;
            positivesTest: number;
            eventsTrain: number;
            eventsTest: number;
            auc: number | null;
            averagePrecision: number | null;
            baseRate: number | null;
            event: {
                events: number;
                warnedInTime: number;
                missed: number;
                falseAlarms: number;
                assetDays: number;
                falseAlarmsPerAssetDay: number;
                leadMinutesMedian: number | null;
                leadMinutesP10: number | null;
            } | null;
        };
        Part_9ad0390b58: {
            warnedShare: components["schemas"]["Part_600a30a384"];
            falseAlarmsPerAssetDay: components["schemas"]["Part_600a30a384"];
            averagePrecision: components["schemas"]["Part_600a30a384"];
            auc: components["schemas"]["Part_600a30a384"];
        };
        Part_a2e0c16ecc: {
            /** @enum {string} */
            kind: "organization";
            /** Format: uuid */
            id: string;
        };
        Part_aa0414f3fe: {
            /** Format: uuid */
            id: string;
            slug: string;
            name: string;
            enabled: boolean;
            createdAt: string & (string);
        };
        Part_ab99508151: {
            /** @enum {string} */
            kind: "postgres";
            /** @default true */
            enabled?: boolean;
            host: string;
            port: number;
            database: string;
            user: string;
            /** @default false */
            tls?: boolean;
            /** @default 30000 */
            pollIntervalMs?: number;
            /** @default 5000 */
            statementTimeoutMs?: number;
            /** @default null */
            notifyChannel?: string | null;
            /** @default 120000 */
            lateCommitToleranceMs?: number;
            /** @default 60000 */
            futureToleranceMs?: number;
            /** @default 3600000 */
            lateToleranceMs?: number;
            /**
             * @default wall
             * @enum {string}
             */
            clock?: "wall" | "source";
            password?: string;
        };
        Part_ac22cfa28b: {
            /** @enum {string} */
            kind: "invitation";
            /** Format: uuid */
            id: string;
        };
        Part_ace6ecd00d: {
            /** Format: uuid */
            organizationId: string;
            assetId: string;
            probability: number;
            confidence: number;
            predictedComponent: string & (string);
            timeToFailure: number;
            timeToFailureInterval: (number)[];
            modelVersion: string;
            timestamp: string & (string);
            features: {
                [key: string]: number | null;
            };
            topFactors: {
                feature: string;
                value: number | null;
                usual: (number)[] | null;
                contribution: number;
                /**
                 * @default raises
                 * @enum {string}
                 */
                direction: "raises" | "lowers";
            }[];
            metadata: {
                processingTime: number;
                modelLoadTime: number;
                featureCount: number;
                /** @enum {string} */
                modelHealth: "healthy" | "degraded" | "failed";
                fallbackUsed: boolean;
            };
        };
        /** @enum {string} */
        Part_be1dd13242: "disabled" | "no-feed" | "no-mapping" | "no-inputs" | "no-failures-defined" | "queued" | "too-little-history" | "tried-again" | "stopped";
        Part_c4bf0b81b5: {
            /** @enum {string} */
            kind: "sign-in";
            /** Format: uuid */
            id: string;
        };
        Part_c688d81695: {
            table: string;
            keyColumn: string | null;
            timeColumn: string;
            timeZone: string;
            source: {
                /** @enum {string} */
                layout: "wide";
                asset: {
                    assetId: string & (string);
                } | {
                    column: string;
                };
                columns: {
                    column: string;
                    tag: string & (string);
                }[];
            } | {
                /** @enum {string} */
                layout: "long";
                assetColumn: string;
                tagColumn: string;
                valueColumn: string;
                /** @default null */
                qualityColumn?: string | null;
                /**
                 * @default [
                 *       "192",
                 *       "good",
                 *       "GOOD",
                 *       "Good"
                 *     ]
                 */
                goodQualities?: string[];
                tags: {
                    sourceTag: string;
                    tag: string & (string);
                }[];
                /** @default 2000 */
                groupWaitMs?: number;
            };
            /** @default [] */
            logs?: {
                /** @enum {string} */
                kind: "error" | "maintenance";
                table: string;
                /** @default null */
                keyColumn?: string | null;
                timeColumn: string;
                assetColumn: string;
                codeColumn: string;
            }[];
        };
        /** @enum {string} */
        Part_c7ebb76748: "none" | "not-configured" | "disabled" | "connecting" | "unreachable" | "wrong-credentials" | "insecure-connection" | "source-misbehaves" | "table-missing" | "column-missing" | "statement-timeout" | "permission-denied" | "quota-exceeded" | "too-costly" | "not-reported" | "message-store" | "failed";
        Part_c9852c42be: {
            /** @default UTC */
            timeZone: string;
            /** @default 1000 */
            scanPeriodMs: number;
            features: {
                /**
                 * @default [
                 *       60000,
                 *       120000
                 *     ]
                 */
                lagsMs: number[];
                /**
                 * @default [
                 *       300000
                 *     ]
                 */
                windowsMs: number[];
                /** @default false */
                deviations: boolean;
                /** @default [] */
                slopesMs: number[];
                /** @default [] */
                ewmMs: number[];
                /** @default null */
                usualMs: number | null;
                /** @default null */
                firstStretch: {
                    firstMs: number;
                    pauseMs: number;
                    runMsMax: number;
                } | null;
                /** @default false */
                fleet: boolean;
                /** @default false */
                timeInState: boolean;
                events: {
                    /** @default [] */
                    codes: (string & (string))[];
                    /** @default [] */
                    windowsMs: number[];
                };
                maintenance: {
                    /** @default [] */
                    components: (string & (string))[];
                };
                /** @default [] */
                attributes: ({
                    /** @enum {string} */
                    kind: "number";
                    name: string;
                } | {
                    /** @enum {string} */
                    kind: "category";
                    name: string;
                    categories: string[];
                })[];
            };
            /** @default [] */
            operatingStates: {
                state: string;
                all: {
                    tag: string & (string);
                    /** @default null */
                    minusTag: (string & (string)) | null;
                    /** @default false */
                    absolute: boolean;
                    /** @enum {string} */
                    op: ">" | ">=" | "<" | "<=" | "==" | "!=";
                    value: number;
                }[];
            }[];
            /** @default [] */
            predictInStates: string[];
            failures: {
                /** @default [] */
                tags: {
                    tag: string & (string);
                    component: string & (string);
                    /** @default 3000 */
                    debounceMs: number;
                }[];
                /** @default false */
                records: boolean;
            };
            prediction: {
                /** @default 600000 */
                horizonMs: number;
                /** @default 300000 */
                leadMsMin: number;
                /** @default null */
                probabilityMin: number | null;
                /** @default 0.7 */
                confidenceMin: number;
                /** @default 3 */
                consecutiveMin: number;
            };
            alerts: {
                /** @default 300000 */
                deduplicationWindowMs: number;
                /** @default 3 */
                repeatsMax: number;
                /** @default 120000 */
                predictionClearAfterMs: number;
            };
            training: {
                /** @default 365 */
                historyDaysMax: number;
                /** @default 5 */
                failuresMin: number;
                /** @default 0.3 */
                validationShare: number;
                /** @default 30 */
                assetDaysPerFalseAlarm: number;
                /** @default [] */
                trustedTags: (string & (string))[];
                /** @default 1 */
                operators: number;
                /** @default 0 2 * * 0 */
                schedule: string | null;
                /** @default 86400000 */
                cooldownMs: number;
                /**
                 * @default champion
                 * @enum {string}
                 */
                deployAs: "champion" | "shadow";
                /** @default {} */
                hyperparameters: {
                    numLeaves?: number;
                    learningRate?: number;
                    featureFraction?: number;
                    baggingFraction?: number;
                    baggingFreq?: number;
                    minDataInLeaf?: number;
                    maxDepth?: number;
                    numIterations?: number;
                    lambdaL2?: number;
                    extraTrees?: boolean;
                };
                /** @default {} */
                monotone: {
                    [key: string]: "increasing" | "decreasing";
                };
                /** @default null */
                tuneSeconds: number | null;
            };
            shadow: {
                /** @default 1 */
                share: number;
                /** @default 30 */
                keepDays: number;
            };
            history: {
                /** @default 400 */
                rawDays: number;
                /** @default 5 */
                aggregateYears: number;
                /** @default 53687091200 */
                quotaBytes: number;
                takeOver: {
                    /** @default 365 */
                    days: number;
                    /** @default 0.25 */
                    sourceShare: number;
                    /** @default null */
                    hours: {
                        from: string;
                        until: string;
                    } | null;
                };
            };
            /** @default 2000 */
            quotaRowsPerSecond: number;
        };
        Part_d4c3ff00c9: {
            /** @enum {string} */
            kind: "user";
            id: string | "unknown";
        };
        Part_d62cb815e9: {
            /** @enum {string} */
            kind: "training";
            /** Format: uuid */
            id: string;
        };
        Part_d74235f101: {
            revision: number;
        };
        /** @enum {string} */
        Part_d782651b9c: "rows-come" | "no-rows-yet" | "looks-costly" | "rows-rejected" | "values-rejected" | "announcements-lost" | "rows-never-read" | "behind" | "gaps-forgotten" | "table-recreated" | "clock" | "predictions-behind" | "predictions-dropped" | "over-quota" | "log-unreadable" | "not-published";
        Part_dab79f7563: {
            /** @enum {string} */
            kind: "alert";
            /** Format: uuid */
            id: string;
        };
        Part_dcec600acc: {
            /** @enum {string} */
            kind: "export";
            /** Format: uuid */
            id: string;
        };
        Part_e3f887ebc8: {
            rows: number;
            bytes: number;
        };
        Part_eb3f91dcab: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organizationId: string;
            assetId: string & (string);
            component: string & (string);
            kind: string;
            /** @enum {string} */
            origin: "rule" | "predictive" | "both";
            /** @enum {string} */
            severity: "critical" | "high" | "medium" | "low";
            state: {
                active: boolean;
                acknowledged: boolean;
                shelved: boolean;
                suppressed: boolean;
                outOfService: boolean;
            };
            causes: {
                ruleId: (string & (string)) | null;
                /** @enum {string} */
                severity: "critical" | "high" | "medium" | "low";
                facts: {
                    /** @enum {string} */
                    type: "deviation";
                    assetName: string;
                    ruleTitle: string;
                    state: string | null;
                    tag: string & (string);
                    label: string;
                    since: string & (string);
                    unit: string;
                    value: number;
                    setValueTag: string & (string);
                    setValue: number;
                    limit: number | null;
                } | {
                    /** @enum {string} */
                    type: "limit";
                    assetName: string;
                    ruleTitle: string;
                    state: string | null;
                    tag: string & (string);
                    label: string;
                    since: string & (string);
                    unit: string;
                    value: number;
                    /** @enum {string} */
                    side: "high" | "low";
                    limit: number | null;
                } | {
                    /** @enum {string} */
                    type: "flag";
                    assetName: string;
                    ruleTitle: string;
                    state: string | null;
                    tag: string & (string);
                    label: string;
                    since: string & (string);
                } | {
                    /** @enum {string} */
                    type: "no-data";
                    assetName: string;
                    ruleTitle: string;
                    state: string | null;
                    silentMs: number;
                    afterMs: number;
                } | {
                    /** @enum {string} */
                    type: "prediction";
                    assetName: string;
                    component: string & (string);
                    at: string & (string);
                    probability: number;
                    probabilityMin: number;
                    confidence: number;
                    minutesToFailure: number | null;
                    minutesInterval: (number)[] | null;
                    factors: {
                        feature: string;
                        value: number | null;
                        usual: (number)[] | null;
                        contribution: number;
                        /**
                         * @default raises
                         * @enum {string}
                         */
                        direction: "raises" | "lowers";
                    }[];
                    modelVersion: string;
                } | {
                    /** @enum {string} */
                    type: "told";
                    title: string;
                    text: string;
                    measured: {
                        value: number;
                        setValue: number | null;
                    } | null;
                };
                title: string;
                text: string;
            }[];
            probability: number | null;
            confidence: number | null;
            timeToFailure: number | null;
            timeToFailureInterval: (number)[] | null;
            topFactors: {
                feature: string;
                value: number | null;
                usual: (number)[] | null;
                contribution: number;
                /**
                 * @default raises
                 * @enum {string}
                 */
                direction: "raises" | "lowers";
            }[];
            recommendedAction: string;
            modelVersion: string | null;
            raisedAt: string & (string);
            /** @default null */
            eventAt: (string & (string)) | null;
            /** @default null */
            recordedAt: (string & (string)) | null;
            predictedAt: (string & (string)) | null;
            ruleAt: (string & (string)) | null;
            acknowledgedAt: (string & (string)) | null;
            /** Format: uuid */
            acknowledgedBy: string | null;
            clearedAt: (string & (string)) | null;
            resolvedAt: (string & (string)) | null;
            resolution: string | null;
            repeatCount: number;
            revision: number;
            title: string;
            message: string;
        };
        Part_ecc717fbd2: {
            warnedShare: components["schemas"]["Part_600a30a384"];
            falseAlarmsPerAssetDay: components["schemas"]["Part_600a30a384"];
        } | null;
        Part_f1cba87395: {
            count: number;
            /** Format: date-time */
            lastAt: string | null;
        };
        /** @default null */
        Part_f3d7975ba0: {
            low: number;
            high: number;
        } | null;
        Part_f7688bfecb: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "failed" | "cancelled" | "expired";
            /** @enum {string} */
            kind: "telemetry" | "alerts" | "predictions";
            /** @enum {string} */
            format: "csv" | "parquet";
            assets: (string & (string))[];
            tags: (string & (string))[];
            from: (string & (string)) | null;
            to: (string & (string)) | null;
            incremental: boolean;
            zone: string;
            /** Format: uuid */
            requestedBy: string | null;
            createdAt: string & (string);
            startedAt: (string & (string)) | null;
            endedAt: (string & (string)) | null;
            expiresAt: (string & (string)) | null;
            progress: number;
            rows: number;
            bytes: number;
            estimate: components["schemas"]["Part_e3f887ebc8"];
            missingRows: number;
            fileName: string;
            reason: string;
            code: string | null;
        };
        Part_fcca1e425c: {
            ended: number;
        };
        Part_fe8fbfc43f: {
            /** @enum {string} */
            kind: "model";
            id: string | "all";
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    SignInController_login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accessToken: string;
                        refreshToken: string;
                        /** @enum {string} */
                        tokenType: "Bearer";
                        expiresIn: number;
                        failedTriesBefore: components["schemas"]["Part_f1cba87395"];
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    SignInController_refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    refreshToken: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accessToken: string;
                        refreshToken: string;
                        /** @enum {string} */
                        tokenType: "Bearer";
                        expiresIn: number;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    SignInController_logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    SignInController_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_4932ef7370"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    BrowserSignInController_renew: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        token: {
                            accessToken: string;
                            /** @enum {string} */
                            tokenType: "Bearer";
                            expiresIn: number;
                        } | null;
                        user: {
                            /** Format: uuid */
                            id: string;
                            /** Format: email */
                            email: string;
                            name: string;
                            /** @enum {string} */
                            role: "SUPER_ADMIN" | "ADMIN" | "OPERATOR";
                            /** Format: uuid */
                            organizationId: string | null;
                            enabled: boolean;
                        } | null;
                        /** @enum {string|null} */
                        ended: "never-begun" | "expired" | "ended" | "withdrawn" | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    BrowserSignInController_begin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        token: {
                            accessToken: string;
                            /** @enum {string} */
                            tokenType: "Bearer";
                            expiresIn: number;
                        };
                        user: components["schemas"]["Part_4932ef7370"];
                        failedTriesBefore: components["schemas"]["Part_f1cba87395"];
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    BrowserSignInController_end: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    BrowserSignInController_demonstration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accounts: {
                            email: string;
                            password: string;
                            /** @enum {string} */
                            role: "SUPER_ADMIN" | "ADMIN" | "OPERATOR";
                            organization: string | null;
                        }[];
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    OwnAccountController_changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    currentPassword: string;
                    newPassword: string;
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    OwnAccountController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            begunAt: string;
                            /** Format: date-time */
                            lastUsedAt: string;
                            address: string;
                            client: string;
                            isCurrent: boolean;
                            failedTriesBefore: components["schemas"]["Part_f1cba87395"];
                            previous: {
                                /** Format: date-time */
                                at: string;
                                address: string;
                            } | null;
                        }[];
                        nextCursor: string | null;
                        failedTries: components["schemas"]["Part_f1cba87395"];
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    OwnAccountController_endOthers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_fcca1e425c"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    OwnAccountController_end: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    OrganizationsController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Part_aa0414f3fe"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    OrganizationsController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    slug: string;
                    name: string;
                    /** @default true */
                    enabled?: boolean;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_aa0414f3fe"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    OrganizationsController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_aa0414f3fe"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    OrganizationsController_remove: {
        parameters: {
            query: {
                name: string;
            };
            header?: never;
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    OrganizationsController_rename: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_aa0414f3fe"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    OrganizationsController_enable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_aa0414f3fe"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    OrganizationsController_disable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_aa0414f3fe"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    PlatformController_services: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        watchedSince: string & (string);
                        askedAt: (string & (string)) | null;
                        askedEveryMs: number;
                        answerMsMax: number;
                        services: {
                            /** @enum {string} */
                            service: "gateway" | "data-processor" | "prediction" | "model-cache" | "alerting" | "training" | "historian";
                            replicasDeclared: number | null;
                            replicas: {
                                replica: string;
                                version: string;
                                /** @enum {string} */
                                role: "leader" | "standby" | "equal";
                                startedAt: string & (string);
                                isAnswering: boolean;
                                lastSeenAt: string & (string);
                                isReady: boolean;
                                problems: {
                                    check: string;
                                    reason: string;
                                }[];
                                restarts: number;
                                memoryBytes: number;
                                heapShare: number;
                                cpuShare: number | null;
                                loopDelayMsMax: number;
                            }[];
                            unreadable: number;
                            figures: {
                                name: string;
                                /** @enum {string} */
                                shape: "rate" | "count" | "p99" | "now";
                                /** @enum {string} */
                                unit: "number" | "bytes" | "seconds";
                                value: number | null;
                                parts: {
                                    label: string;
                                    value: number;
                                }[];
                                past: (number | null)[];
                            }[];
                        }[];
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    PlatformController_organizations: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            organization: components["schemas"]["Part_aa0414f3fe"];
                            timeZone: string | null;
                            assets: number;
                            feed: {
                                /** @enum {string} */
                                state: "ok" | "degraded" | "down";
                                problem: components["schemas"]["Part_c7ebb76748"];
                                reason: string;
                                remark?: components["schemas"]["Part_d782651b9c"];
                                lagMs: number | null;
                                newestEventAt: (string & (string)) | null;
                                updatedAt: string & (string);
                            } | null;
                            rowsPerSecond: number | null;
                            serving: {
                                /** @enum {string} */
                                state: "rules-only" | "warming" | "live" | "failed";
                                version: string | null;
                                reason: string;
                                /** @enum {string} */
                                cause?: "no-model" | "no-features" | "warming" | "other-features" | "damaged" | "failing" | "refused";
                                override?: boolean;
                                watch?: ({
                                    /** @enum {string} */
                                    code: "MODEL.OLD";
                                    message: string;
                                    version: string;
                                    trainedAt: string & (string);
                                } | {
                                    /** @enum {string} */
                                    code: "MODEL.UNUSED";
                                    message: string;
                                    version: string;
                                    unusedSince: string & (string);
                                } | {
                                    /** @enum {string} */
                                    code: "MODEL.TOO_MANY_VERSIONS";
                                    message: string;
                                    inactiveVersions: number;
                                } | {
                                    /** @enum {string} */
                                    code: "MODEL.TOO_MUCH_STORED";
                                    message: string;
                                    storedBytes: number;
                                })[];
                            } | null;
                            lastHour: {
                                rowsPerSecond: (number | null)[];
                                lagMs: (number | null)[];
                            };
                            modelRegisteredAt: (string & (string)) | null;
                            warned: {
                                inTime: number;
                                failures: number;
                            } | null;
                            training: {
                                stage: components["schemas"]["Part_7d582b15e5"];
                                progress: number;
                                reason: string;
                                waitsFor?: components["schemas"]["Part_be1dd13242"];
                                leftMs?: number | null;
                                nextAt?: (string & (string)) | null;
                                attention?: string | null;
                            } | null;
                            takenOver: number | null;
                            alerts: {
                                critical: components["schemas"]["Part_1c65e72f2d"];
                                high: components["schemas"]["Part_1c65e72f2d"];
                                medium: components["schemas"]["Part_1c65e72f2d"];
                                low: components["schemas"]["Part_1c65e72f2d"];
                            };
                            deadLetters: number;
                            quarantinedRows: number;
                            contacts: {
                                name: string;
                                email: string;
                            }[];
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    VisitsController_enter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_05b993b4f5"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    VisitsController_leave: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    VisitsController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Part_05b993b4f5"][];
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ConfigurationController_config: {
        parameters: {
            query?: never;
            header?: {
                /** @description Revision that the change is based on. */
                "if-match"?: string;
            };
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_37e998e73b"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ConfigurationController_putConfig: {
        parameters: {
            query?: never;
            header?: {
                /** @description Revision that the change is based on. */
                "if-match"?: string;
            };
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    assets: {
                        assetId: string & (string);
                        name: string;
                        /** @default  */
                        kind?: string;
                        /** @default {} */
                        attributes?: {
                            [key: string]: number | string;
                        };
                    }[];
                    tags: {
                        tag: string & (string);
                        /** @default  */
                        label?: string;
                        /** @default  */
                        unit?: string;
                        /** @enum {string} */
                        type: "number" | "boolean";
                        /** @enum {string} */
                        role: "present-value" | "set-value" | "flag" | "limit-flag" | "other";
                        /** @default null */
                        component?: (string & (string)) | null;
                        /** @default null */
                        zone?: string | null;
                        /** @default null */
                        setValueTag?: (string & (string)) | null;
                        /** @default null */
                        range?: {
                            low: number;
                            high: number;
                        } | null;
                        /** @default null */
                        frozenAfterMs?: number | null;
                        /** @default true */
                        modelInput?: boolean;
                    }[];
                    feed: {
                        /** @enum {string} */
                        kind: "postgres";
                        /** @default true */
                        enabled?: boolean;
                        host: string;
                        port: number;
                        database: string;
                        user: string;
                        /** @default false */
                        tls?: boolean;
                        /** @default 30000 */
                        pollIntervalMs?: number;
                        /** @default 5000 */
                        statementTimeoutMs?: number;
                        /** @default null */
                        notifyChannel?: string | null;
                        /** @default 120000 */
                        lateCommitToleranceMs?: number;
                        /** @default 60000 */
                        futureToleranceMs?: number;
                        /** @default 3600000 */
                        lateToleranceMs?: number;
                        /**
                         * @default wall
                         * @enum {string}
                         */
                        clock?: "wall" | "source";
                        password?: string;
                    } | null;
                    mapping: {
                        table: string;
                        keyColumn: string | null;
                        timeColumn: string;
                        timeZone: string;
                        source: {
                            /** @enum {string} */
                            layout: "wide";
                            asset: {
                                assetId: string & (string);
                            } | {
                                column: string;
                            };
                            columns: {
                                column: string;
                                tag: string & (string);
                            }[];
                        } | {
                            /** @enum {string} */
                            layout: "long";
                            assetColumn: string;
                            tagColumn: string;
                            valueColumn: string;
                            /** @default null */
                            qualityColumn?: string | null;
                            /**
                             * @default [
                             *       "192",
                             *       "good",
                             *       "GOOD",
                             *       "Good"
                             *     ]
                             */
                            goodQualities?: string[];
                            tags: {
                                sourceTag: string;
                                tag: string & (string);
                            }[];
                            /** @default 2000 */
                            groupWaitMs?: number;
                        };
                        /** @default [] */
                        logs?: {
                            /** @enum {string} */
                            kind: "error" | "maintenance";
                            table: string;
                            /** @default null */
                            keyColumn?: string | null;
                            timeColumn: string;
                            assetColumn: string;
                            codeColumn: string;
                        }[];
                    } | null;
                    rules: ({
                        id: string & (string);
                        title: string;
                        component: string & (string);
                        kind: string;
                        /** @default true */
                        enabled?: boolean;
                        /** @default 0 */
                        onDelayMs?: number;
                        /** @default 0 */
                        offDelayMs?: number;
                        /** @default [] */
                        states?: string[];
                        /** @default  */
                        recommendedAction?: string;
                        /** @enum {string} */
                        type: "deviation";
                        tag: string & (string);
                        setValueTag: string & (string);
                        /**
                         * @default both
                         * @enum {string}
                         */
                        direction?: "both" | "above" | "below";
                        bands: {
                            /** @enum {string} */
                            severity: "critical" | "high" | "medium" | "low";
                            from: number;
                        }[];
                        /** @default 0 */
                        deadband?: number;
                    } | {
                        id: string & (string);
                        title: string;
                        component: string & (string);
                        kind: string;
                        /** @default true */
                        enabled?: boolean;
                        /** @default 0 */
                        onDelayMs?: number;
                        /** @default 0 */
                        offDelayMs?: number;
                        /** @default [] */
                        states?: string[];
                        /** @default  */
                        recommendedAction?: string;
                        /** @enum {string} */
                        type: "limit";
                        tag: string & (string);
                        /** @enum {string} */
                        side: "high" | "low";
                        bands: {
                            /** @enum {string} */
                            severity: "critical" | "high" | "medium" | "low";
                            from: number;
                        }[];
                        /** @default 0 */
                        deadband?: number;
                    } | {
                        id: string & (string);
                        title: string;
                        component: string & (string);
                        kind: string;
                        /** @default true */
                        enabled?: boolean;
                        /** @default 0 */
                        onDelayMs?: number;
                        /** @default 0 */
                        offDelayMs?: number;
                        /** @default [] */
                        states?: string[];
                        /** @default  */
                        recommendedAction?: string;
                        /** @enum {string} */
                        type: "flag";
                        tag: string & (string);
                        /** @enum {string} */
                        severity: "critical" | "high" | "medium" | "low";
                        /** @default null */
                        standingAfterMs?: number | null;
                    } | {
                        id: string & (string);
                        title: string;
                        component: string & (string);
                        kind: string;
                        /** @default true */
                        enabled?: boolean;
                        /** @default 0 */
                        onDelayMs?: number;
                        /** @default 0 */
                        offDelayMs?: number;
                        /** @default [] */
                        states?: string[];
                        /** @default  */
                        recommendedAction?: string;
                        /** @enum {string} */
                        type: "no-data";
                        /** @enum {string} */
                        severity: "critical" | "high" | "medium" | "low";
                        afterMs: number;
                    })[];
                    /** @default {} */
                    settings?: {
                        /** @default UTC */
                        timeZone?: string;
                        /** @default 1000 */
                        scanPeriodMs?: number;
                        /** @default {} */
                        features?: {
                            /**
                             * @default [
                             *       60000,
                             *       120000
                             *     ]
                             */
                            lagsMs?: number[];
                            /**
                             * @default [
                             *       300000
                             *     ]
                             */
                            windowsMs?: number[];
                            /** @default false */
                            deviations?: boolean;
                            /** @default [] */
                            slopesMs?: number[];
                            /** @default [] */
                            ewmMs?: number[];
                            /** @default null */
                            usualMs?: number | null;
                            /** @default null */
                            firstStretch?: {
                                firstMs: number;
                                pauseMs: number;
                                runMsMax: number;
                            } | null;
                            /** @default false */
                            fleet?: boolean;
                            /** @default false */
                            timeInState?: boolean;
                            /** @default {} */
                            events?: {
                                /** @default [] */
                                codes?: (string & (string))[];
                                /** @default [] */
                                windowsMs?: number[];
                            };
                            /** @default {} */
                            maintenance?: {
                                /** @default [] */
                                components?: (string & (string))[];
                            };
                            /** @default [] */
                            attributes?: ({
                                /** @enum {string} */
                                kind: "number";
                                name: string;
                            } | {
                                /** @enum {string} */
                                kind: "category";
                                name: string;
                                categories: string[];
                            })[];
                        };
                        /** @default [] */
                        operatingStates?: {
                            state: string;
                            all: {
                                tag: string & (string);
                                /** @default null */
                                minusTag?: (string & (string)) | null;
                                /** @default false */
                                absolute?: boolean;
                                /** @enum {string} */
                                op: ">" | ">=" | "<" | "<=" | "==" | "!=";
                                value: number;
                            }[];
                        }[];
                        /** @default [] */
                        predictInStates?: string[];
                        /** @default {} */
                        failures?: {
                            /** @default [] */
                            tags?: {
                                tag: string & (string);
                                component: string & (string);
                                /** @default 3000 */
                                debounceMs?: number;
                            }[];
                            /** @default false */
                            records?: boolean;
                        };
                        /** @default {} */
                        prediction?: {
                            /** @default 600000 */
                            horizonMs?: number;
                            /** @default 300000 */
                            leadMsMin?: number;
                            /** @default null */
                            probabilityMin?: number | null;
                            /** @default 0.7 */
                            confidenceMin?: number;
                            /** @default 3 */
                            consecutiveMin?: number;
                        };
                        /** @default {} */
                        alerts?: {
                            /** @default 300000 */
                            deduplicationWindowMs?: number;
                            /** @default 3 */
                            repeatsMax?: number;
                            /** @default 120000 */
                            predictionClearAfterMs?: number;
                        };
                        /** @default {} */
                        training?: {
                            /** @default 365 */
                            historyDaysMax?: number;
                            /** @default 5 */
                            failuresMin?: number;
                            /** @default 0.3 */
                            validationShare?: number;
                            /** @default 30 */
                            assetDaysPerFalseAlarm?: number;
                            /** @default [] */
                            trustedTags?: (string & (string))[];
                            /** @default 1 */
                            operators?: number;
                            /** @default 0 2 * * 0 */
                            schedule?: string | null;
                            /** @default 86400000 */
                            cooldownMs?: number;
                            /**
                             * @default champion
                             * @enum {string}
                             */
                            deployAs?: "champion" | "shadow";
                            /** @default {} */
                            hyperparameters?: {
                                numLeaves?: number;
                                learningRate?: number;
                                featureFraction?: number;
                                baggingFraction?: number;
                                baggingFreq?: number;
                                minDataInLeaf?: number;
                                maxDepth?: number;
                                numIterations?: number;
                                lambdaL2?: number;
                                extraTrees?: boolean;
                            };
                            /** @default {} */
                            monotone?: {
                                [key: string]: "increasing" | "decreasing";
                            };
                            /** @default null */
                            tuneSeconds?: number | null;
                        };
                        /** @default {} */
                        shadow?: {
                            /** @default 1 */
                            share?: number;
                            /** @default 30 */
                            keepDays?: number;
                        };
                        /** @default {} */
                        history?: {
                            /** @default 400 */
                            rawDays?: number;
                            /** @default 5 */
                            aggregateYears?: number;
                            /** @default 53687091200 */
                            quotaBytes?: number;
                            /** @default {} */
                            takeOver?: {
                                /** @default 365 */
                                days?: number;
                                /** @default 0.25 */
                                sourceShare?: number;
                                /** @default null */
                                hours?: {
                                    from: string;
                                    until: string;
                                } | null;
                            };
                        };
                        /** @default 2000 */
                        quotaRowsPerSecond?: number;
                    };
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_37e998e73b"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ConfigurationController_feed: {
        parameters: {
            query?: never;
            header?: {
                /** @description Revision that the change is based on. */
                "if-match"?: string;
            };
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "postgres";
                        /** @default true */
                        enabled: boolean;
                        host: string;
                        port: number;
                        database: string;
                        user: string;
                        /** @default false */
                        tls: boolean;
                        /** @default 30000 */
                        pollIntervalMs: number;
                        /** @default 5000 */
                        statementTimeoutMs: number;
                        /** @default null */
                        notifyChannel: string | null;
                        /** @default 120000 */
                        lateCommitToleranceMs: number;
                        /** @default 60000 */
                        futureToleranceMs: number;
                        /** @default 3600000 */
                        lateToleranceMs: number;
                        /**
                         * @default wall
                         * @enum {string}
                         */
                        clock: "wall" | "source";
                        passwordSet: boolean;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ConfigurationController_putFeed: {
        parameters: {
            query?: never;
            header?: {
                /** @description Revision that the change is based on. */
                "if-match"?: string;
            };
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Part_ab99508151"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "postgres";
                        /** @default true */
                        enabled: boolean;
                        host: string;
                        port: number;
                        database: string;
                        user: string;
                        /** @default false */
                        tls: boolean;
                        /** @default 30000 */
                        pollIntervalMs: number;
                        /** @default 5000 */
                        statementTimeoutMs: number;
                        /** @default null */
                        notifyChannel: string | null;
                        /** @default 120000 */
                        lateCommitToleranceMs: number;
                        /** @default 60000 */
                        futureToleranceMs: number;
                        /** @default 3600000 */
                        lateToleranceMs: number;
                        /**
                         * @default wall
                         * @enum {string}
                         */
                        clock: "wall" | "source";
                        passwordSet: boolean;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ConfigurationController_mapping: {
        parameters: {
            query?: never;
            header?: {
                /** @description Revision that the change is based on. */
                "if-match"?: string;
            };
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        revision: number;
                        table: string;
                        keyColumn: string | null;
                        timeColumn: string;
                        timeZone: string;
                        source: {
                            /** @enum {string} */
                            layout: "wide";
                            asset: {
                                assetId: string & (string);
                            } | {
                                column: string;
                            };
                            columns: {
                                column: string;
                                tag: string & (string);
                            }[];
                        } | {
                            /** @enum {string} */
                            layout: "long";
                            assetColumn: string;
                            tagColumn: string;
                            valueColumn: string;
                            /** @default null */
                            qualityColumn: string | null;
                            /**
                             * @default [
                             *       "192",
                             *       "good",
                             *       "GOOD",
                             *       "Good"
                             *     ]
                             */
                            goodQualities: string[];
                            tags: {
                                sourceTag: string;
                                tag: string & (string);
                            }[];
                            /** @default 2000 */
                            groupWaitMs: number;
                        };
                        /** @default [] */
                        logs: {
                            /** @enum {string} */
                            kind: "error" | "maintenance";
                            table: string;
                            /** @default null */
                            keyColumn: string | null;
                            timeColumn: string;
                            assetColumn: string;
                            codeColumn: string;
                        }[];
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ConfigurationController_putMapping: {
        parameters: {
            query?: never;
            header?: {
                /** @description Revision that the change is based on. */
                "if-match"?: string;
            };
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Part_c688d81695"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        revision: number;
                        table: string;
                        keyColumn: string | null;
                        timeColumn: string;
                        timeZone: string;
                        source: {
                            /** @enum {string} */
                            layout: "wide";
                            asset: {
                                assetId: string & (string);
                            } | {
                                column: string;
                            };
                            columns: {
                                column: string;
                                tag: string & (string);
                            }[];
                        } | {
                            /** @enum {string} */
                            layout: "long";
                            assetColumn: string;
                            tagColumn: string;
                            valueColumn: string;
                            /** @default null */
                            qualityColumn: string | null;
                            /**
                             * @default [
                             *       "192",
                             *       "good",
                             *       "GOOD",
                             *       "Good"
                             *     ]
                             */
                            goodQualities: string[];
                            tags: {
                                sourceTag: string;
                                tag: string & (string);
                            }[];
                            /** @default 2000 */
                            groupWaitMs: number;
                        };
                        /** @default [] */
                        logs: {
                            /** @enum {string} */
                            kind: "error" | "maintenance";
                            table: string;
                            /** @default null */
                            keyColumn: string | null;
                            timeColumn: string;
                            assetColumn: string;
                            codeColumn: string;
                        }[];
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ConfigurationController_rules: {
        parameters: {
            query?: never;
            header?: {
                /** @description Revision that the change is based on. */
                "if-match"?: string;
            };
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rules: ({
                            id: string & (string);
                            title: string;
                            component: string & (string);
                            kind: string;
                            /** @default true */
                            enabled: boolean;
                            /** @default 0 */
                            onDelayMs: number;
                            /** @default 0 */
                            offDelayMs: number;
                            /** @default [] */
                            states: string[];
                            /** @default  */
                            recommendedAction: string;
                            /** @enum {string} */
                            type: "deviation";
                            tag: string & (string);
                            setValueTag: string & (string);
                            /**
                             * @default both
                             * @enum {string}
                             */
                            direction: "both" | "above" | "below";
                            bands: {
                                /** @enum {string} */
                                severity: "critical" | "high" | "medium" | "low";
                                from: number;
                            }[];
                            /** @default 0 */
                            deadband: number;
                        } | {
                            id: string & (string);
                            title: string;
                            component: string & (string);
                            kind: string;
                            /** @default true */
                            enabled: boolean;
                            /** @default 0 */
                            onDelayMs: number;
                            /** @default 0 */
                            offDelayMs: number;
                            /** @default [] */
                            states: string[];
                            /** @default  */
                            recommendedAction: string;
                            /** @enum {string} */
                            type: "limit";
                            tag: string & (string);
                            /** @enum {string} */
                            side: "high" | "low";
                            bands: {
                                /** @enum {string} */
                                severity: "critical" | "high" | "medium" | "low";
                                from: number;
                            }[];
                            /** @default 0 */
                            deadband: number;
                        } | {
                            id: string & (string);
                            title: string;
                            component: string & (string);
                            kind: string;
                            /** @default true */
                            enabled: boolean;
                            /** @default 0 */
                            onDelayMs: number;
                            /** @default 0 */
                            offDelayMs: number;
                            /** @default [] */
                            states: string[];
                            /** @default  */
                            recommendedAction: string;
                            /** @enum {string} */
                            type: "flag";
                            tag: string & (string);
                            /** @enum {string} */
                            severity: "critical" | "high" | "medium" | "low";
                            /** @default null */
                            standingAfterMs: number | null;
                        } | {
                            id: string & (string);
                            title: string;
                            component: string & (string);
                            kind: string;
                            /** @default true */
                            enabled: boolean;
                            /** @default 0 */
                            onDelayMs: number;
                            /** @default 0 */
                            offDelayMs: number;
                            /** @default [] */
                            states: string[];
                            /** @default  */
                            recommendedAction: string;
                            /** @enum {string} */
                            type: "no-data";
                            /** @enum {string} */
                            severity: "critical" | "high" | "medium" | "low";
                            afterMs: number;
                        })[];
                        revision: number;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ConfigurationController_putRules: {
        parameters: {
            query?: never;
            header?: {
                /** @description Revision that the change is based on. */
                "if-match"?: string;
            };
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rules: ({
                        id: string & (string);
                        title: string;
                        component: string & (string);
                        kind: string;
                        /** @default true */
                        enabled?: boolean;
                        /** @default 0 */
                        onDelayMs?: number;
                        /** @default 0 */
                        offDelayMs?: number;
                        /** @default [] */
                        states?: string[];
                        /** @default  */
                        recommendedAction?: string;
                        /** @enum {string} */
                        type: "deviation";
                        tag: string & (string);
                        setValueTag: string & (string);
                        /**
                         * @default both
                         * @enum {string}
                         */
                        direction?: "both" | "above" | "below";
                        bands: {
                            /** @enum {string} */
                            severity: "critical" | "high" | "medium" | "low";
                            from: number;
                        }[];
                        /** @default 0 */
                        deadband?: number;
                    } | {
                        id: string & (string);
                        title: string;
                        component: string & (string);
                        kind: string;
                        /** @default true */
                        enabled?: boolean;
                        /** @default 0 */
                        onDelayMs?: number;
                        /** @default 0 */
                        offDelayMs?: number;
                        /** @default [] */
                        states?: string[];
                        /** @default  */
                        recommendedAction?: string;
                        /** @enum {string} */
                        type: "limit";
                        tag: string & (string);
                        /** @enum {string} */
                        side: "high" | "low";
                        bands: {
                            /** @enum {string} */
                            severity: "critical" | "high" | "medium" | "low";
                            from: number;
                        }[];
                        /** @default 0 */
                        deadband?: number;
                    } | {
                        id: string & (string);
                        title: string;
                        component: string & (string);
                        kind: string;
                        /** @default true */
                        enabled?: boolean;
                        /** @default 0 */
                        onDelayMs?: number;
                        /** @default 0 */
                        offDelayMs?: number;
                        /** @default [] */
                        states?: string[];
                        /** @default  */
                        recommendedAction?: string;
                        /** @enum {string} */
                        type: "flag";
                        tag: string & (string);
                        /** @enum {string} */
                        severity: "critical" | "high" | "medium" | "low";
                        /** @default null */
                        standingAfterMs?: number | null;
                    } | {
                        id: string & (string);
                        title: string;
                        component: string & (string);
                        kind: string;
                        /** @default true */
                        enabled?: boolean;
                        /** @default 0 */
                        onDelayMs?: number;
                        /** @default 0 */
                        offDelayMs?: number;
                        /** @default [] */
                        states?: string[];
                        /** @default  */
                        recommendedAction?: string;
                        /** @enum {string} */
                        type: "no-data";
                        /** @enum {string} */
                        severity: "critical" | "high" | "medium" | "low";
                        afterMs: number;
                    })[];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rules: ({
                            id: string & (string);
                            title: string;
                            component: string & (string);
                            kind: string;
                            /** @default true */
                            enabled: boolean;
                            /** @default 0 */
                            onDelayMs: number;
                            /** @default 0 */
                            offDelayMs: number;
                            /** @default [] */
                            states: string[];
                            /** @default  */
                            recommendedAction: string;
                            /** @enum {string} */
                            type: "deviation";
                            tag: string & (string);
                            setValueTag: string & (string);
                            /**
                             * @default both
                             * @enum {string}
                             */
                            direction: "both" | "above" | "below";
                            bands: {
                                /** @enum {string} */
                                severity: "critical" | "high" | "medium" | "low";
                                from: number;
                            }[];
                            /** @default 0 */
                            deadband: number;
                        } | {
                            id: string & (string);
                            title: string;
                            component: string & (string);
                            kind: string;
                            /** @default true */
                            enabled: boolean;
                            /** @default 0 */
                            onDelayMs: number;
                            /** @default 0 */
                            offDelayMs: number;
                            /** @default [] */
                            states: string[];
                            /** @default  */
                            recommendedAction: string;
                            /** @enum {string} */
                            type: "limit";
                            tag: string & (string);
                            /** @enum {string} */
                            side: "high" | "low";
                            bands: {
                                /** @enum {string} */
                                severity: "critical" | "high" | "medium" | "low";
                                from: number;
                            }[];
                            /** @default 0 */
                            deadband: number;
                        } | {
                            id: string & (string);
                            title: string;
                            component: string & (string);
                            kind: string;
                            /** @default true */
                            enabled: boolean;
                            /** @default 0 */
                            onDelayMs: number;
                            /** @default 0 */
                            offDelayMs: number;
                            /** @default [] */
                            states: string[];
                            /** @default  */
                            recommendedAction: string;
                            /** @enum {string} */
                            type: "flag";
                            tag: string & (string);
                            /** @enum {string} */
                            severity: "critical" | "high" | "medium" | "low";
                            /** @default null */
                            standingAfterMs: number | null;
                        } | {
                            id: string & (string);
                            title: string;
                            component: string & (string);
                            kind: string;
                            /** @default true */
                            enabled: boolean;
                            /** @default 0 */
                            onDelayMs: number;
                            /** @default 0 */
                            offDelayMs: number;
                            /** @default [] */
                            states: string[];
                            /** @default  */
                            recommendedAction: string;
                            /** @enum {string} */
                            type: "no-data";
                            /** @enum {string} */
                            severity: "critical" | "high" | "medium" | "low";
                            afterMs: number;
                        })[];
                        revision: number;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ConfigurationController_tags: {
        parameters: {
            query?: never;
            header?: {
                /** @description Revision that the change is based on. */
                "if-match"?: string;
            };
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tags: {
                            tag: string & (string);
                            /** @default  */
                            label: string;
                            /** @default  */
                            unit: string;
                            /** @enum {string} */
                            type: "number" | "boolean";
                            /** @enum {string} */
                            role: "present-value" | "set-value" | "flag" | "limit-flag" | "other";
                            /** @default null */
                            component: (string & (string)) | null;
                            /** @default null */
                            zone: string | null;
                            /** @default null */
                            setValueTag: (string & (string)) | null;
                            range: components["schemas"]["Part_f3d7975ba0"];
                            /** @default null */
                            frozenAfterMs: number | null;
                            /** @default true */
                            modelInput: boolean;
                        }[];
                        revision: number;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ConfigurationController_putTags: {
        parameters: {
            query?: never;
            header?: {
                /** @description Revision that the change is based on. */
                "if-match"?: string;
            };
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    tags: {
                        tag: string & (string);
                        /** @default  */
                        label?: string;
                        /** @default  */
                        unit?: string;
                        /** @enum {string} */
                        type: "number" | "boolean";
                        /** @enum {string} */
                        role: "present-value" | "set-value" | "flag" | "limit-flag" | "other";
                        /** @default null */
                        component?: (string & (string)) | null;
                        /** @default null */
                        zone?: string | null;
                        /** @default null */
                        setValueTag?: (string & (string)) | null;
                        /** @default null */
                        range?: {
                            low: number;
                            high: number;
                        } | null;
                        /** @default null */
                        frozenAfterMs?: number | null;
                        /** @default true */
                        modelInput?: boolean;
                    }[];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tags: {
                            tag: string & (string);
                            /** @default  */
                            label: string;
                            /** @default  */
                            unit: string;
                            /** @enum {string} */
                            type: "number" | "boolean";
                            /** @enum {string} */
                            role: "present-value" | "set-value" | "flag" | "limit-flag" | "other";
                            /** @default null */
                            component: (string & (string)) | null;
                            /** @default null */
                            zone: string | null;
                            /** @default null */
                            setValueTag: (string & (string)) | null;
                            range: components["schemas"]["Part_f3d7975ba0"];
                            /** @default null */
                            frozenAfterMs: number | null;
                            /** @default true */
                            modelInput: boolean;
                        }[];
                        revision: number;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ConfigurationController_assets: {
        parameters: {
            query?: never;
            header?: {
                /** @description Revision that the change is based on. */
                "if-match"?: string;
            };
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        assets: {
                            assetId: string & (string);
                            name: string;
                            /** @default  */
                            kind: string;
                            /** @default {} */
                            attributes: {
                                [key: string]: number | string;
                            };
                        }[];
                        revision: number;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ConfigurationController_putAssets: {
        parameters: {
            query?: never;
            header?: {
                /** @description Revision that the change is based on. */
                "if-match"?: string;
            };
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    assets: {
                        assetId: string & (string);
                        name: string;
                        /** @default  */
                        kind?: string;
                        /** @default {} */
                        attributes?: {
                            [key: string]: number | string;
                        };
                    }[];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        assets: {
                            assetId: string & (string);
                            name: string;
                            /** @default  */
                            kind: string;
                            /** @default {} */
                            attributes: {
                                [key: string]: number | string;
                            };
                        }[];
                        revision: number;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ConfigurationController_settings: {
        parameters: {
            query?: never;
            header?: {
                /** @description Revision that the change is based on. */
                "if-match"?: string;
            };
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_c9852c42be"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ConfigurationController_putSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description Revision that the change is based on. */
                "if-match"?: string;
            };
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default UTC */
                    timeZone?: string;
                    /** @default 1000 */
                    scanPeriodMs?: number;
                    /** @default {} */
                    features?: {
                        /**
                         * @default [
                         *       60000,
                         *       120000
                         *     ]
                         */
                        lagsMs?: number[];
                        /**
                         * @default [
                         *       300000
                         *     ]
                         */
                        windowsMs?: number[];
                        /** @default false */
                        deviations?: boolean;
                        /** @default [] */
                        slopesMs?: number[];
                        /** @default [] */
                        ewmMs?: number[];
                        /** @default null */
                        usualMs?: number | null;
                        /** @default null */
                        firstStretch?: {
                            firstMs: number;
                            pauseMs: number;
                            runMsMax: number;
                        } | null;
                        /** @default false */
                        fleet?: boolean;
                        /** @default false */
                        timeInState?: boolean;
                        /** @default {} */
                        events?: {
                            /** @default [] */
                            codes?: (string & (string))[];
                            /** @default [] */
                            windowsMs?: number[];
                        };
                        /** @default {} */
                        maintenance?: {
                            /** @default [] */
                            components?: (string & (string))[];
                        };
                        /** @default [] */
                        attributes?: ({
                            /** @enum {string} */
                            kind: "number";
                            name: string;
                        } | {
                            /** @enum {string} */
                            kind: "category";
                            name: string;
                            categories: string[];
                        })[];
                    };
                    /** @default [] */
                    operatingStates?: {
                        state: string;
                        all: {
                            tag: string & (string);
                            /** @default null */
                            minusTag?: (string & (string)) | null;
                            /** @default false */
                            absolute?: boolean;
                            /** @enum {string} */
                            op: ">" | ">=" | "<" | "<=" | "==" | "!=";
                            value: number;
                        }[];
                    }[];
                    /** @default [] */
                    predictInStates?: string[];
                    /** @default {} */
                    failures?: {
                        /** @default [] */
                        tags?: {
                            tag: string & (string);
                            component: string & (string);
                            /** @default 3000 */
                            debounceMs?: number;
                        }[];
                        /** @default false */
                        records?: boolean;
                    };
                    /** @default {} */
                    prediction?: {
                        /** @default 600000 */
                        horizonMs?: number;
                        /** @default 300000 */
                        leadMsMin?: number;
                        /** @default null */
                        probabilityMin?: number | null;
                        /** @default 0.7 */
                        confidenceMin?: number;
                        /** @default 3 */
                        consecutiveMin?: number;
                    };
                    /** @default {} */
                    alerts?: {
                        /** @default 300000 */
                        deduplicationWindowMs?: number;
                        /** @default 3 */
                        repeatsMax?: number;
                        /** @default 120000 */
                        predictionClearAfterMs?: number;
                    };
                    /** @default {} */
                    training?: {
                        /** @default 365 */
                        historyDaysMax?: number;
                        /** @default 5 */
                        failuresMin?: number;
                        /** @default 0.3 */
                        validationShare?: number;
                        /** @default 30 */
                        assetDaysPerFalseAlarm?: number;
                        /** @default [] */
                        trustedTags?: (string & (string))[];
                        /** @default 1 */
                        operators?: number;
                        /** @default 0 2 * * 0 */
                        schedule?: string | null;
                        /** @default 86400000 */
                        cooldownMs?: number;
                        /**
                         * @default champion
                         * @enum {string}
                         */
                        deployAs?: "champion" | "shadow";
                        /** @default {} */
                        hyperparameters?: {
                            numLeaves?: number;
                            learningRate?: number;
                            featureFraction?: number;
                            baggingFraction?: number;
                            baggingFreq?: number;
                            minDataInLeaf?: number;
                            maxDepth?: number;
                            numIterations?: number;
                            lambdaL2?: number;
                            extraTrees?: boolean;
                        };
                        /** @default {} */
                        monotone?: {
                            [key: string]: "increasing" | "decreasing";
                        };
                        /** @default null */
                        tuneSeconds?: number | null;
                    };
                    /** @default {} */
                    shadow?: {
                        /** @default 1 */
                        share?: number;
                        /** @default 30 */
                        keepDays?: number;
                    };
                    /** @default {} */
                    history?: {
                        /** @default 400 */
                        rawDays?: number;
                        /** @default 5 */
                        aggregateYears?: number;
                        /** @default 53687091200 */
                        quotaBytes?: number;
                        /** @default {} */
                        takeOver?: {
                            /** @default 365 */
                            days?: number;
                            /** @default 0.25 */
                            sourceShare?: number;
                            /** @default null */
                            hours?: {
                                from: string;
                                until: string;
                            } | null;
                        };
                    };
                    /** @default 2000 */
                    quotaRowsPerSecond?: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_c9852c42be"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ConfigRevisionsController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            revision: number;
                            at: string & (string);
                            /** Format: uuid */
                            actorId: string | null;
                            actorEmail: string | null;
                            changes: {
                                /** @enum {string} */
                                part: "organization" | "assets" | "tags" | "feed" | "mapping" | "rules" | "settings";
                                added: number;
                                removed: number;
                                changed: number;
                                names: string[];
                            }[] | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ConfigRevisionsController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                revision: number;
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        revision: number;
                        at: string & (string);
                        /** Format: uuid */
                        actorId: string | null;
                        actorEmail: string | null;
                        changes: {
                            /** @enum {string} */
                            part: "organization" | "assets" | "tags" | "feed" | "mapping" | "rules" | "settings";
                            added: number;
                            removed: number;
                            changed: number;
                            names: string[];
                        }[] | null;
                        config: components["schemas"]["Part_37e998e73b"];
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    RuleAlertsController_count: {
        parameters: {
            query: {
                from: string & (string);
                to: string & (string);
            };
            header?: never;
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            ruleId: string & (string);
                            alerts: number;
                            lastRaisedAt: string & (string);
                        }[];
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    FeedsController_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    feed?: components["schemas"]["Part_ab99508151"];
                    table?: string;
                    mapping?: components["schemas"]["Part_c688d81695"];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok: boolean;
                        problem: components["schemas"]["Part_c7ebb76748"];
                        reason: string;
                        latencyMs: number;
                        /** @default null */
                        facts: {
                            version: string;
                            mayWrite: boolean;
                            clockAheadMs: number;
                        } | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    FeedsController_discover: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    feed?: components["schemas"]["Part_ab99508151"];
                    table?: string;
                    mapping?: components["schemas"]["Part_c688d81695"];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tables: string[];
                        /** @default [] */
                        facts: {
                            /** @enum {string} */
                            kind: "table" | "view" | "foreign-table";
                            rows: number | null;
                        }[];
                        columns: {
                            column: string;
                            type: string;
                            nullable: boolean;
                            sample: string | null;
                            suggestedTag: string | null;
                            /** @enum {string|null} */
                            suggestedType: "number" | "boolean" | null;
                            /** @default null */
                            leadsIndex: boolean | null;
                            /** @default null */
                            lookMs: number | null;
                        }[];
                        /** @default [] */
                        rows: (string | null)[][];
                        /** @default null */
                        cost: string | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    FeedsController_dryRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    feed?: components["schemas"]["Part_ab99508151"];
                    assets: {
                        assetId: string & (string);
                        name: string;
                        /** @default  */
                        kind?: string;
                        /** @default {} */
                        attributes?: {
                            [key: string]: number | string;
                        };
                    }[];
                    tags: {
                        tag: string & (string);
                        /** @default  */
                        label?: string;
                        /** @default  */
                        unit?: string;
                        /** @enum {string} */
                        type: "number" | "boolean";
                        /** @enum {string} */
                        role: "present-value" | "set-value" | "flag" | "limit-flag" | "other";
                        /** @default null */
                        component?: (string & (string)) | null;
                        /** @default null */
                        zone?: string | null;
                        /** @default null */
                        setValueTag?: (string & (string)) | null;
                        /** @default null */
                        range?: {
                            low: number;
                            high: number;
                        } | null;
                        /** @default null */
                        frozenAfterMs?: number | null;
                        /** @default true */
                        modelInput?: boolean;
                    }[];
                    mapping: components["schemas"]["Part_c688d81695"];
                    /** @default {} */
                    settings?: {
                        /** @default [] */
                        operatingStates?: {
                            state: string;
                            all: {
                                tag: string & (string);
                                /** @default null */
                                minusTag?: (string & (string)) | null;
                                /** @default false */
                                absolute?: boolean;
                                /** @enum {string} */
                                op: ">" | ">=" | "<" | "<=" | "==" | "!=";
                                value: number;
                            }[];
                        }[];
                        /** @default 1000 */
                        scanPeriodMs?: number;
                    };
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: number;
                        scans: number;
                        rejectedRows: number;
                        rejected: {
                            [key: string]: number;
                        };
                        examples: {
                            reason: components["schemas"]["Part_455edd38cb"];
                            detail: string;
                            cells: {
                                [key: string]: string | null;
                            };
                        }[];
                        valueExample: string | null;
                        from: (string & (string)) | null;
                        until: (string & (string)) | null;
                        newestAt: (string & (string)) | null;
                        newestAheadMs: number | null;
                        scanPeriodMs: number | null;
                        rowsPerSecond: number | null;
                        assets: {
                            assetId: string & (string);
                            scans: number;
                        }[];
                        states: {
                            state: string;
                            share: number;
                        }[];
                        tags: {
                            tag: string & (string);
                            good: number;
                            missing: number;
                            outOfRange: number;
                            frozen: number;
                            lowest: number | null;
                            highest: number | null;
                            newest: number | null;
                            points: (number | null)[];
                        }[];
                        lookMs: number | null;
                        /** @default null */
                        cost: string | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    FeedsController_status: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {number} */
                        v: 1;
                        /** Format: uuid */
                        organizationId: string;
                        /** @enum {string} */
                        state: "ok" | "degraded" | "down";
                        problem: components["schemas"]["Part_c7ebb76748"];
                        reason: string;
                        remark?: components["schemas"]["Part_d782651b9c"];
                        rowsRead: number;
                        scansPublished: number;
                        rowsQuarantined: number;
                        rejected: {
                            [key: string]: number;
                        };
                        newestEventAt: (string & (string)) | null;
                        lastReadAt: (string & (string)) | null;
                        lagMs: number | null;
                        watermark: string | null;
                        /** @default null */
                        lookMs: number | null;
                        /**
                         * @default none
                         * @enum {string}
                         */
                        announcements: "none" | "heard" | "lost";
                        /** @default null */
                        ledger: {
                            checkedAt: (string & (string)) | null;
                            from: string | null;
                            to: string | null;
                            rowsAtSource: number;
                            rowsRead: number;
                            rowsRefused: number;
                            rowsNeverRead: number;
                            skipped: string | null;
                        } | null;
                        updatedAt: string & (string);
                        /** @default null */
                        goodForMs: number | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    FeedsController_quarantine: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            reason: components["schemas"]["Part_455edd38cb"];
                            detail: string;
                            cells: {
                                [key: string]: string | null;
                            };
                            sequence: number;
                            readAt: string & (string);
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    MembersController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Part_5d32a3f426"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    MembersController_invite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    /** @default  */
                    name?: string;
                    /** @enum {string} */
                    role: "ADMIN" | "OPERATOR";
                };
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        organizationId: string;
                        /** Format: email */
                        email: string;
                        name: string;
                        /** @enum {string} */
                        role: "ADMIN" | "OPERATOR";
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        expiresAt: string;
                        token: string;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    MembersController_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                userId: string;
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @enum {string} */
                    role?: "ADMIN" | "OPERATOR";
                    enabled?: boolean;
                    password?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_5d32a3f426"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    InvitationsController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            organizationId: string;
                            /** Format: email */
                            email: string;
                            name: string;
                            /** @enum {string} */
                            role: "ADMIN" | "OPERATOR";
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            expiresAt: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    InvitationsController_withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitationId: string;
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    AcceptInvitationController_accept: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    password: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_4932ef7370"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    SuperAdminsController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Part_5d32a3f426"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    SuperAdminsController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    /** @default  */
                    name?: string;
                    password: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_5d32a3f426"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    SuperAdminsController_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    enabled?: boolean;
                    password?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_5d32a3f426"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    FailureRecordsController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            assetId: string & (string);
                            component: string & (string);
                            at: string & (string);
                            endsAt: (string & (string)) | null;
                            source: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    FailureRecordsController_add: {
        parameters: {
            query?: {
                source?: string;
            };
            header?: never;
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    records: {
                        assetId: string & (string);
                        component: string & (string);
                        at: string & (string);
                        /** @default null */
                        endsAt?: (string & (string)) | null;
                    }[];
                    /** @default import */
                    source?: string;
                };
                "text/csv": string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        received: number;
                        added: number;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    LogEntriesController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                asset?: string & (string);
                kind?: "error" | "maintenance";
                code?: string & (string);
                from?: string & (string);
                to?: string & (string);
            };
            header?: never;
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @enum {string} */
                            kind: "error" | "maintenance";
                            assetId: string & (string);
                            code: string & (string);
                            at: string & (string);
                            source: string;
                            createdAt: string & (string);
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    LogEntriesController_take: {
        parameters: {
            query?: {
                kind?: "error" | "maintenance";
                source?: string;
            };
            header?: never;
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "error" | "maintenance";
                    events: {
                        assetId: string & (string);
                        code: string;
                        at: string & (string);
                    }[];
                    /** @default api */
                    source?: string;
                };
                "text/csv": string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        received: number;
                        added: number;
                        notCounted: {
                            assets: (string & (string))[];
                            codes: string[];
                        };
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    LogEntriesController_remove: {
        parameters: {
            query: {
                kind: "error" | "maintenance";
                asset: string & (string);
                code: string & (string);
                at: string & (string);
            };
            header?: never;
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        removed: number;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    AlertsController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                active?: "true" | "false";
                acknowledged?: "true" | "false";
                component?: string & (string);
                severity?: "critical" | "high" | "medium" | "low";
                origin?: "rule" | "predictive" | "both";
                asset?: string & (string);
                from?: string & (string);
                to?: string & (string);
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Part_eb3f91dcab"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    AlertsController_get: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path: {
                alertId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_eb3f91dcab"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    AlertsController_notes: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path: {
                alertId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            userId: string;
                            note: string;
                            at: string & (string);
                        }[];
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    AlertsController_note: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path: {
                alertId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_eb3f91dcab"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    AlertsController_acknowledge: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path: {
                alertId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note?: string;
                    revision?: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_eb3f91dcab"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    AlertsController_resolve: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path: {
                alertId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    message: string;
                    revision?: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_eb3f91dcab"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    AlertsController_dismiss: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path: {
                alertId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    message?: string;
                    revision?: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_eb3f91dcab"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    PredictiveAlertsController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                active?: "true" | "false";
                acknowledged?: "true" | "false";
                component?: string & (string);
                severity?: "critical" | "high" | "medium" | "low";
                asset?: string & (string);
                from?: string & (string);
                to?: string & (string);
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Part_eb3f91dcab"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    PredictiveAlertsController_get: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path: {
                alertId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_eb3f91dcab"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ModelsController_status: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        organizationId: string;
                        training: {
                            /** @enum {number} */
                            v: 1;
                            /** Format: uuid */
                            organizationId: string;
                            /** Format: uuid */
                            runId: string | null;
                            stage: components["schemas"]["Part_7d582b15e5"];
                            progress: number;
                            reason: string;
                            waitsFor?: components["schemas"]["Part_be1dd13242"];
                            updatedAt: string & (string);
                            leftMs?: number | null;
                            nextAt?: (string & (string)) | null;
                            attention?: string | null;
                        } | null;
                        serving: {
                            /** @enum {number} */
                            v: 1;
                            /** Format: uuid */
                            organizationId: string;
                            /** @enum {string} */
                            state: "rules-only" | "warming" | "live" | "failed";
                            version: string | null;
                            reason: string;
                            /** @enum {string} */
                            cause?: "no-model" | "no-features" | "warming" | "other-features" | "damaged" | "failing" | "refused";
                            updatedAt: string & (string);
                            judgedSequence?: number;
                            shadowVersion?: string | null;
                            override?: boolean;
                            watch?: ({
                                /** @enum {string} */
                                code: "MODEL.OLD";
                                message: string;
                                version: string;
                                trainedAt: string & (string);
                            } | {
                                /** @enum {string} */
                                code: "MODEL.UNUSED";
                                message: string;
                                version: string;
                                unusedSince: string & (string);
                            } | {
                                /** @enum {string} */
                                code: "MODEL.TOO_MANY_VERSIONS";
                                message: string;
                                inactiveVersions: number;
                            } | {
                                /** @enum {string} */
                                code: "MODEL.TOO_MUCH_STORED";
                                message: string;
                                storedBytes: number;
                            })[];
                        } | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ModelsController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                tag?: string;
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            version: string;
                            /** @enum {string} */
                            state: "registered" | "refused" | "shadow" | "champion" | "retired" | "quarantined";
                            stateReason: string;
                            stateAt: string & (string);
                            overridden: boolean;
                            tags: string[];
                            createdAt: string & (string);
                            metrics: components["schemas"]["Part_877a809f11"];
                            intervals: components["schemas"]["Part_ecc717fbd2"];
                            verdict: components["schemas"]["Part_5c4c4e1569"];
                            trainedFrom: string & (string);
                            trainedTo: string & (string);
                            featureCount: number;
                            components: (string & (string))[];
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ModelsController_compare: {
        parameters: {
            query: {
                a: string;
                b: string;
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        a: string;
                        b: string;
                        sameData: boolean;
                        note: string;
                        figures: {
                            name: string;
                            unit: string;
                            higherIsBetter: boolean;
                            a: number | null;
                            b: number | null;
                            /** @enum {string|null} */
                            better: "a" | "b" | null;
                        }[];
                        onlyInA: string[];
                        onlyInB: string[];
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ModelsController_history: {
        parameters: {
            query?: {
                limit?: number;
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            at: string & (string);
                            version: string;
                            /** @enum {string} */
                            action: "registered" | "refused" | "shadowed" | "promoted" | "rolled-back" | "returned" | "retired" | "quarantined" | "deleted" | "tagged";
                            /** @enum {string|null} */
                            from: "registered" | "refused" | "shadow" | "champion" | "retired" | "quarantined" | null;
                            /** @enum {string|null} */
                            to: "registered" | "refused" | "shadow" | "champion" | "retired" | "quarantined" | null;
                            /** Format: uuid */
                            actorId: string | null;
                            reason: string;
                            override: boolean;
                        }[];
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ModelsController_model: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path: {
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: string;
                        /** @enum {string} */
                        state: "registered" | "refused" | "shadow" | "champion" | "retired" | "quarantined";
                        stateReason: string;
                        stateAt: string & (string);
                        overridden: boolean;
                        tags: string[];
                        createdAt: string & (string);
                        metrics: components["schemas"]["Part_877a809f11"];
                        intervals: components["schemas"]["Part_ecc717fbd2"];
                        verdict: components["schemas"]["Part_5c4c4e1569"];
                        trainedFrom: string & (string);
                        trainedTo: string & (string);
                        featureCount: number;
                        components: (string & (string))[];
                        manifest: {
                            /** @enum {number} */
                            v: 1;
                            /** Format: uuid */
                            organizationId: string;
                            version: string;
                            featureSetHash: string;
                            featureNames: string[];
                            components: (string & (string))[];
                            horizonMs: number;
                            probabilityMin: number;
                            createdAt: string & (string);
                            trainedFrom: string & (string);
                            trainedTo: string & (string);
                            seed: number;
                            dataDigest: string;
                            libraries: {
                                [key: string]: string;
                            };
                            reference: {
                                name: string;
                                importance: number;
                                missingShare: number;
                                q01: number;
                                q10: number;
                                q50: number;
                                q90: number;
                                q99: number;
                            }[];
                            metrics: components["schemas"]["Part_877a809f11"];
                            /** @default null */
                            judgement: {
                                /** @enum {number} */
                                v: 1;
                                /** @enum {string} */
                                labels: "ahead" | "present";
                                heldBack: {
                                    fingerprint: string;
                                    from: (string & (string)) | null;
                                    to: (string & (string)) | null;
                                    rows: number;
                                    failing: number;
                                    quiet: number;
                                    early: number;
                                    assets: number;
                                    assetDays: number;
                                    longestRecordMs: number;
                                    baseRate: number | null;
                                };
                                horizonMs: number;
                                leadMsMin: number;
                                events: {
                                    assetId: string & (string);
                                    component: string & (string);
                                    at: string & (string);
                                }[];
                                eventsNotJudged: number;
                                budget: {
                                    /** @enum {string} */
                                    kind: "alarms";
                                    falseAlarmsPerAssetDayMax: number;
                                    isOfRecord?: boolean;
                                } | {
                                    /** @enum {string} */
                                    kind: "false-rows";
                                    shareMax: number;
                                };
                                threshold: {
                                    probabilityMin: number;
                                    /** @enum {string} */
                                    judgedAt: "given" | "other-rows" | "other-parts" | "own-quiet-rows" | "judged-rows";
                                    sentence: string;
                                };
                                model: components["schemas"]["Part_02689d5cd3"];
                                clock: components["schemas"]["Part_02689d5cd3"];
                                rules: {
                                    probabilityMin: number | null;
                                    event: {
                                        events: number;
                                        warnedInTime: number;
                                        missed: number;
                                        falseAlarms: number;
                                        assetDays: number;
                                        falseAlarmsPerAssetDay: number;
                                        leadMinutesMedian: number | null;
                                        leadMinutesP10: number | null;
                                    };
                                    late: number;
                                    alarms: number;
                                    warnedShare: components["schemas"]["Part_600a30a384"];
                                    falseAlarmsPerAssetDay: components["schemas"]["Part_600a30a384"];
                                    leadMinutesMedian: components["schemas"]["Part_600a30a384"];
                                    averagePrecision: components["schemas"]["Part_600a30a384"];
                                    auc: components["schemas"]["Part_600a30a384"];
                                    rows: {
                                        accuracy: number | null;
                                        precision: number | null;
                                        recall: number | null;
                                        f1: number | null;
                                        falseRowShare: number | null;
                                        confusion: {
                                            truePositives: number;
                                            falsePositives: number;
                                            trueNegatives: number;
                                            falseNegatives: number;
                                        };
                                    };
                                    leadMinutes: (number | null)[];
                                    /** @default null */
                                    lateMinutes: (number | null)[] | null;
                                    /** @default null */
                                    eventCurve: {
                                        probabilityMin: number;
                                        warnedInTime: number;
                                        falseAlarms: number;
                                    }[] | null;
                                } | null;
                                /** @default null */
                                champion: {
                                    probabilityMin: number | null;
                                    event: {
                                        events: number;
                                        warnedInTime: number;
                                        missed: number;
                                        falseAlarms: number;
                                        assetDays: number;
                                        falseAlarmsPerAssetDay: number;
                                        leadMinutesMedian: number | null;
                                        leadMinutesP10: number | null;
                                    };
                                    late: number;
                                    alarms: number;
                                    warnedShare: components["schemas"]["Part_600a30a384"];
                                    falseAlarmsPerAssetDay: components["schemas"]["Part_600a30a384"];
                                    leadMinutesMedian: components["schemas"]["Part_600a30a384"];
                                    averagePrecision: components["schemas"]["Part_600a30a384"];
                                    auc: components["schemas"]["Part_600a30a384"];
                                    rows: {
                                        accuracy: number | null;
                                        precision: number | null;
                                        recall: number | null;
                                        f1: number | null;
                                        falseRowShare: number | null;
                                        confusion: {
                                            truePositives: number;
                                            falsePositives: number;
                                            trueNegatives: number;
                                            falseNegatives: number;
                                        };
                                    };
                                    leadMinutes: (number | null)[];
                                    /** @default null */
                                    lateMinutes: (number | null)[] | null;
                                    /** @default null */
                                    eventCurve: {
                                        probabilityMin: number;
                                        warnedInTime: number;
                                        falseAlarms: number;
                                    }[] | null;
                                } | null;
                                differences: {
                                    clock: components["schemas"]["Part_9ad0390b58"];
                                    rules: components["schemas"]["Part_9ad0390b58"];
                                    champion: {
                                        warnedShare: components["schemas"]["Part_600a30a384"];
                                        falseAlarmsPerAssetDay: components["schemas"]["Part_600a30a384"];
                                        averagePrecision: components["schemas"]["Part_600a30a384"];
                                        auc: components["schemas"]["Part_600a30a384"];
                                    } | null;
                                };
                                skill: components["schemas"]["Part_600a30a384"];
                                warnedByChanceShare: number;
                                /** @default null */
                                chancePrecision: number | null;
                                /** @default null */
                                falseAlarms: {
                                    assetId: string & (string);
                                    at: string & (string);
                                }[] | null;
                                calibration: {
                                    expectedError: number | null;
                                    bins: {
                                        low: number;
                                        high: number;
                                        rows: number;
                                        predicted: number | null;
                                        observed: number | null;
                                        interval: components["schemas"]["Part_f3d7975ba0"];
                                    }[];
                                };
                                timeToFailureCoverage: number | null;
                                componentRight: {
                                    rowShare: number | null;
                                    eventShare: number | null;
                                };
                                alarmsPerOperatorPerDay: number;
                                bootstrap: {
                                    draws: number;
                                    seed: number;
                                    /** @enum {string} */
                                    quietBy: "assets" | "blocks of time";
                                };
                                /** @default null */
                                detection: {
                                    components: {
                                        component: string & (string);
                                        rows: number;
                                        present: number;
                                        f1: number | null;
                                        precision: number | null;
                                        recall: number | null;
                                        auc: number | null;
                                        averagePrecision: number | null;
                                        probabilityMin: number;
                                    }[];
                                    meanF1: number | null;
                                    /** @enum {string} */
                                    thresholdFrom: "given" | "other-rows" | "other-parts" | "own-quiet-rows" | "judged-rows";
                                } | null;
                                /** @default null */
                                answers: {
                                    rows: number;
                                    rowsAnswered: number;
                                    assets: number;
                                    assetsAnswered: number;
                                    windowMsMax: number;
                                } | null;
                            } | null;
                            /** @default null */
                            verdict: {
                                promote: boolean;
                                reason: string;
                                checks: {
                                    /** @enum {string} */
                                    name: "data" | "leak" | "clock-trap" | "skill" | "usefulness" | "clock" | "rules" | "champion" | "budget" | "calibration" | "parity";
                                    passed: boolean;
                                    sentence: string;
                                    subject?: string;
                                }[];
                                clockTrap: boolean;
                            } | null;
                            files: {
                                [key: string]: string;
                            };
                            /** @default null */
                            belowFloor: {
                                floor: number;
                                componentShares: number[];
                                timeToFailure: (number)[];
                            } | null;
                            /** @default null */
                            lineage: {
                                codeRevision: string;
                                settingsDigest: string;
                                preset: string;
                                hyperparameters: {
                                    [key: string]: number | boolean;
                                };
                                /** @default [] */
                                blend: {
                                    preset: string;
                                    rounds: number;
                                    hyperparameters: {
                                        [key: string]: number | boolean;
                                    };
                                }[];
                                rounds: number;
                                trials: number;
                                /** @default {} */
                                monotone: {
                                    [key: string]: "increasing" | "decreasing";
                                };
                                parent: string | null;
                            } | null;
                        };
                        history: {
                            at: string & (string);
                            version: string;
                            /** @enum {string} */
                            action: "registered" | "refused" | "shadowed" | "promoted" | "rolled-back" | "returned" | "retired" | "quarantined" | "deleted" | "tagged";
                            /** @enum {string|null} */
                            from: "registered" | "refused" | "shadow" | "champion" | "retired" | "quarantined" | null;
                            /** @enum {string|null} */
                            to: "registered" | "refused" | "shadow" | "champion" | "retired" | "quarantined" | null;
                            /** Format: uuid */
                            actorId: string | null;
                            reason: string;
                            override: boolean;
                        }[];
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ModelsController_remove: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path: {
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: string;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ModelsController_card: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path: {
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/markdown": string;
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ModelsController_shadow: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path: {
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: string;
                        from: (string & (string)) | null;
                        to: (string & (string)) | null;
                        events: number;
                        warnedInTime: number;
                        missed: number;
                        notJudged: number;
                        alarms: number;
                        falseAlarms: number;
                        assetDays: number;
                        falseAlarmsPerAssetDay: number | null;
                        leadMinutesMedian: number | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ModelsController_tag: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path: {
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default [] */
                    add?: string[];
                    /** @default [] */
                    remove?: string[];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: string;
                        tags: string[];
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    DeploymentsController_deploy: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: string;
                    /** @enum {string} */
                    mode: "champion" | "shadow" | "retired";
                    /** @default  */
                    reason?: string;
                    override?: {
                        reason: string;
                    };
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: string;
                        /** @enum {string} */
                        state: "registered" | "refused" | "shadow" | "champion" | "retired" | "quarantined";
                        previous: string | null;
                        override: boolean;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    DeploymentsController_rollBack: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default  */
                    reason?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: string;
                        previous: string;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    TrainingsController_train: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default  */
                    reason?: string;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        runId: string;
                        status: {
                            /** @enum {number} */
                            v: 1;
                            /** Format: uuid */
                            organizationId: string;
                            /** Format: uuid */
                            runId: string | null;
                            stage: components["schemas"]["Part_7d582b15e5"];
                            progress: number;
                            reason: string;
                            waitsFor?: components["schemas"]["Part_be1dd13242"];
                            updatedAt: string & (string);
                            leftMs?: number | null;
                            nextAt?: (string & (string)) | null;
                            attention?: string | null;
                        };
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    TrainingsController_cancel: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default  */
                    reason?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        runId: string;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    TrainingsController_training: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path: {
                runId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        stage: components["schemas"]["Part_7d582b15e5"];
                        progress: number;
                        reason: string;
                        /** @enum {string} */
                        trigger: "first" | "changed" | "asked" | "schedule";
                        /** Format: uuid */
                        requestedBy: string | null;
                        request: string;
                        attempt: number;
                        startedAt: string & (string);
                        finishedAt: (string & (string)) | null;
                        version: string | null;
                        metrics: components["schemas"]["Part_542ccb4c3e"];
                        leftMs: number | null;
                        log: {
                            at: string & (string);
                            stage: components["schemas"]["Part_7d582b15e5"];
                            text: string;
                        }[];
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    TrainingsController_cancelOne: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path: {
                runId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        runId: string;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    TrainingsController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            stage: components["schemas"]["Part_7d582b15e5"];
                            progress: number;
                            reason: string;
                            /** @enum {string} */
                            trigger: "first" | "changed" | "asked" | "schedule";
                            /** Format: uuid */
                            requestedBy: string | null;
                            request: string;
                            attempt: number;
                            startedAt: string & (string);
                            finishedAt: (string & (string)) | null;
                            version: string | null;
                            metrics: components["schemas"]["Part_542ccb4c3e"];
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    PredictController_one: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    assetId: string & (string);
                    timestamp?: string & (string);
                    features: {
                        [key: string]: number | null;
                    };
                    /** @default false */
                    explain?: boolean;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_ace6ecd00d"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    PredictController_batch: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rows: {
                        assetId: string & (string);
                        timestamp?: string & (string);
                        features: {
                            [key: string]: number | null;
                        };
                    }[];
                    /** @default false */
                    explain?: boolean;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        predictions: components["schemas"]["Part_ace6ecd00d"][];
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    PredictionsController_read: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Part_ace6ecd00d"][];
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    TelemetryController_read: {
        parameters: {
            query: {
                asset: string & (string);
                from: string & (string);
                to: string & (string);
                tags?: string;
                points?: number;
                zone?: string;
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description Width of a bucket in milliseconds; 0: rows as they are. */
                    "series-width-ms"?: string;
                    /** @description Number of gaps. */
                    "series-gaps"?: string;
                    /** @description Rows that are stored and cannot be read. */
                    "series-missing-rows"?: string;
                    /** @description Instants with several rows, of which the one with the highest sequence is answered. */
                    "series-conflicts"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        asset: string & (string);
                        widthMs: number;
                        timesMs: number[];
                        columns: {
                            name: string;
                            unit: string;
                            min: (number | null)[];
                            max: (number | null)[];
                            mean: (number | null)[];
                            last: (number | null)[];
                            goodShare: (number | null)[];
                            notGood: {
                                point: number;
                                points: number;
                                /** @enum {string} */
                                quality: "missing" | "frozen" | "outOfRange" | "stale";
                            }[];
                        }[];
                        labels: {
                            [key: string]: string[];
                        };
                        stateMs: {
                            [key: string]: (number | null)[];
                        };
                        gaps: {
                            fromMs: number;
                            toMs: number;
                        }[];
                        missing: {
                            fromMs: number;
                            toMs: number;
                            rows: number;
                            reason: string;
                        }[];
                        conflicts: {
                            count: number;
                            first: {
                                timeMs: number;
                                sequences: number[];
                            }[];
                        };
                    };
                    "text/csv": string;
                    "application/vnd.apache.arrow.stream": string;
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    TelemetryDeletionController_remove: {
        parameters: {
            query: {
                asset?: string & (string);
                from: string & (string);
                to: string & (string);
                confirm: string;
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: number;
                        bytes: number;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    TelemetryController_latest: {
        parameters: {
            query?: {
                asset?: string & (string);
                tags?: string;
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            asset: string & (string);
                            timeMs: number;
                            readAtMs: number;
                            sequence: number;
                            labels: {
                                [key: string]: string;
                            };
                            values: {
                                [key: string]: {
                                    value: number | null;
                                    /** @enum {string} */
                                    quality: "good" | "missing" | "frozen" | "outOfRange" | "stale";
                                };
                            };
                        }[];
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    TelemetryController_quality: {
        parameters: {
            query: {
                asset: string & (string);
                from: string & (string);
                to: string & (string);
                tags?: string;
                zone?: string;
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            day: string;
                            fromMs: number;
                            toMs: number;
                            rows: number;
                            conflicts: number;
                            takenOver: number;
                            gaps: {
                                count: number;
                                ms: number;
                                longestMs: number;
                            };
                            late: number;
                            future: number;
                            delayMs: {
                                min: number;
                                median: number;
                                p95: number;
                                max: number;
                            } | null;
                            clockBack: {
                                count: number;
                                first: {
                                    readAtMs: number;
                                    fromMs: number;
                                    toMs: number;
                                }[];
                            };
                            tags: {
                                tag: string;
                                good: number;
                                missing: number;
                                frozen: number;
                                outOfRange: number;
                                stale: number;
                            }[];
                        }[];
                        missing: {
                            fromMs: number;
                            toMs: number;
                            rows: number;
                            reason: string;
                        }[];
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    TelemetryController_usage: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: number;
                        bytes: number;
                        kinds: {
                            /** @enum {string} */
                            kind: "scans" | "predictions";
                            /** @enum {string} */
                            resolution: "raw" | "minute" | "hour";
                            rows: number;
                            bytes: number;
                        }[];
                        quota: {
                            bytesMax: number;
                            /** @enum {string} */
                            state: "within" | "near" | "refused";
                            usedShare: number;
                        };
                        waitingCells: number;
                        unstoredSinceMs: number | null;
                        unstoredCode: string | null;
                        behindSinceMs: number | null;
                        refusedRows: number;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    TelemetryController_takeOver: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        state: "none" | "running" | "paused" | "done";
                        paused: {
                            /** @enum {string} */
                            reason: "not-configured" | "no-live-rows" | "hours" | "quota" | "source" | "store";
                            code: string | null;
                            explanation: string;
                            sinceMs: number;
                            againAtMs: number;
                        } | null;
                        stretches: {
                            /** @enum {string} */
                            reason: "begin" | "lost";
                            /** @enum {string} */
                            state: "waiting" | "running" | "done" | "given-up";
                            fromMs: number;
                            untilMs: number;
                            reachedMs: number;
                            share: number;
                            rows: number;
                            rejected: {
                                [key: string]: number;
                            };
                            explanation: string | null;
                        }[];
                        rowsPerSecond: number | null;
                        endsAtMs: number | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    TelemetryController_predictions: {
        parameters: {
            query: {
                asset: string & (string);
                from: string & (string);
                to: string & (string);
                points?: number;
                zone?: string;
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description Width of a bucket in milliseconds; 0: rows as they are. */
                    "series-width-ms"?: string;
                    /** @description Number of gaps. */
                    "series-gaps"?: string;
                    /** @description Rows that are stored and cannot be read. */
                    "series-missing-rows"?: string;
                    /** @description Instants with several rows, of which the one with the highest sequence is answered. */
                    "series-conflicts"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        asset: string & (string);
                        widthMs: number;
                        timesMs: number[];
                        columns: {
                            name: string;
                            unit: string;
                            min: (number | null)[];
                            max: (number | null)[];
                            mean: (number | null)[];
                            last: (number | null)[];
                            goodShare: (number | null)[];
                            notGood: {
                                point: number;
                                points: number;
                                /** @enum {string} */
                                quality: "missing" | "frozen" | "outOfRange" | "stale";
                            }[];
                        }[];
                        labels: {
                            [key: string]: string[];
                        };
                        stateMs: {
                            [key: string]: (number | null)[];
                        };
                        gaps: {
                            fromMs: number;
                            toMs: number;
                        }[];
                        missing: {
                            fromMs: number;
                            toMs: number;
                            rows: number;
                            reason: string;
                        }[];
                        conflicts: {
                            count: number;
                            first: {
                                timeMs: number;
                                sequences: number[];
                            }[];
                        };
                    };
                    "text/csv": string;
                    "application/vnd.apache.arrow.stream": string;
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ExportsController_estimate: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "telemetry" | "alerts" | "predictions";
                    /**
                     * @default csv
                     * @enum {string}
                     */
                    format?: "csv" | "parquet";
                    assets?: (string & (string))[];
                    tags?: (string & (string))[];
                    from?: string & (string);
                    to?: string & (string);
                    /** @default false */
                    incremental?: boolean;
                    /** @default UTC */
                    zone?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: number;
                        bytes: number;
                        bytesMax: number;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ExportsController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Part_f7688bfecb"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ExportsController_create: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "telemetry" | "alerts" | "predictions";
                    /**
                     * @default csv
                     * @enum {string}
                     */
                    format?: "csv" | "parquet";
                    assets?: (string & (string))[];
                    tags?: (string & (string))[];
                    from?: string & (string);
                    to?: string & (string);
                    /** @default false */
                    incremental?: boolean;
                    /** @default UTC */
                    zone?: string;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        state: "queued" | "running" | "done" | "failed" | "cancelled" | "expired";
                        /** @enum {string} */
                        kind: "telemetry" | "alerts" | "predictions";
                        /** @enum {string} */
                        format: "csv" | "parquet";
                        assets: (string & (string))[];
                        tags: (string & (string))[];
                        from: (string & (string)) | null;
                        to: (string & (string)) | null;
                        incremental: boolean;
                        zone: string;
                        /** Format: uuid */
                        requestedBy: string | null;
                        createdAt: string & (string);
                        startedAt: (string & (string)) | null;
                        endedAt: (string & (string)) | null;
                        expiresAt: (string & (string)) | null;
                        progress: number;
                        rows: number;
                        bytes: number;
                        estimate: components["schemas"]["Part_e3f887ebc8"];
                        missingRows: number;
                        fileName: string;
                        reason: string;
                        code: string | null;
                        link: {
                            href: string;
                            expiresAt: string & (string);
                        } | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ExportsController_show: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path: {
                exportId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        state: "queued" | "running" | "done" | "failed" | "cancelled" | "expired";
                        /** @enum {string} */
                        kind: "telemetry" | "alerts" | "predictions";
                        /** @enum {string} */
                        format: "csv" | "parquet";
                        assets: (string & (string))[];
                        tags: (string & (string))[];
                        from: (string & (string)) | null;
                        to: (string & (string)) | null;
                        incremental: boolean;
                        zone: string;
                        /** Format: uuid */
                        requestedBy: string | null;
                        createdAt: string & (string);
                        startedAt: (string & (string)) | null;
                        endedAt: (string & (string)) | null;
                        expiresAt: (string & (string)) | null;
                        progress: number;
                        rows: number;
                        bytes: number;
                        estimate: components["schemas"]["Part_e3f887ebc8"];
                        missingRows: number;
                        fileName: string;
                        reason: string;
                        code: string | null;
                        link: {
                            href: string;
                            expiresAt: string & (string);
                        } | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ExportsController_cancel: {
        parameters: {
            query?: {
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path: {
                exportId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Part_f7688bfecb"];
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    ExportsController_file: {
        parameters: {
            query: {
                organization: string;
                expires: number;
                signature: string;
            };
            header?: never;
            path: {
                exportId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    AuditController_ofOrganization: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                from?: string & (string);
                to?: string & (string);
                action?: "USER.CREATED" | "USER.CHANGED" | "USER.INVITED" | "USER.INVITATION_WITHDRAWN" | "USER.INVITATION_REFUSED" | "PASSWORD.CHANGED" | "SIGN_IN.BEGUN" | "SIGN_IN.ENDED" | "SIGN_IN.OTHERS_ENDED" | "SIGN_IN.REUSE_DETECTED" | "SIGN_IN.REFUSED" | "ACCESS.REFUSED" | "ORGANIZATION.REFUSED" | "SOCKET.REFUSED" | "ORGANIZATION.CREATED" | "ORGANIZATION.RENAMED" | "ORGANIZATION.ENABLED" | "ORGANIZATION.DISABLED" | "ORGANIZATION.DELETED" | "ORGANIZATION.HEALED" | "ORGANIZATION.ENTERED" | "ORGANIZATION.LEFT" | "CONFIG.CHANGED" | "FEED.CHANGED" | "MAPPING.CHANGED" | "RULES.CHANGED" | "TAGS.CHANGED" | "ASSETS.CHANGED" | "SETTINGS.CHANGED" | "FEED.TESTED" | "FEED.DISCOVERED" | "FEED.DRY_RUN" | "FAILURE_RECORDS.ADDED" | "EVENT_LOGS.ADDED" | "EVENT_LOGS.REMOVED" | "TELEMETRY.DELETED" | "ALERT.ACKNOWLEDGED" | "ALERT.RESOLVED" | "ALERT.DISMISSED" | "ALERT.NOTED" | "MODEL.REGISTERED" | "MODEL.REFUSED" | "MODEL.SHADOWED" | "MODEL.PROMOTED" | "MODEL.ROLLED_BACK" | "MODEL.RETURNED" | "MODEL.RETIRED" | "MODEL.QUARANTINED" | "MODEL.DELETED" | "MODEL.TAGGED" | "MODEL.WATCH_FOUND" | "MODEL.WATCH_GONE" | "TRAINING.REQUESTED" | "TRAINING.DONE" | "TRAINING.REFUSED" | "TRAINING.FAILED" | "TRAINING.CANCELLED" | "EXPORT.REQUESTED" | "EXPORT.CANCELLED" | "DEAD_LETTER.REPLAY_ASKED" | "AUDIT.BROKEN";
                actorId?: string;
                /** @description Required for super-admins. For everybody else it comes from the token, and any other is refused. */
                organizationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: ({
                            id: number;
                            at: string & (string);
                            /** Format: uuid */
                            actorId: string | null;
                            actorEmail: string | null;
                            correlationId: string | null;
                            target: string;
                        } & (({
                            /** @enum {string} */
                            action: "USER.CREATED";
                            subject: components["schemas"]["Part_d4c3ff00c9"];
                            details: components["schemas"]["Part_594ffc21b8"];
                        } | {
                            /** @enum {string} */
                            action: "USER.CHANGED";
                            subject: components["schemas"]["Part_d4c3ff00c9"];
                            details: {
                                /** @enum {string} */
                                role?: "SUPER_ADMIN" | "ADMIN" | "OPERATOR";
                                enabled?: boolean;
                                renamed: boolean;
                                passwordChanged: boolean;
                            };
                        } | {
                            /** @enum {string} */
                            action: "USER.INVITED";
                            subject: components["schemas"]["Part_ac22cfa28b"];
                            details: components["schemas"]["Part_594ffc21b8"];
                        } | {
                            /** @enum {string} */
                            action: "USER.INVITATION_WITHDRAWN";
                            subject: components["schemas"]["Part_ac22cfa28b"];
                            details: Record<string, never>;
                        } | {
                            /** @enum {string} */
                            action: "USER.INVITATION_REFUSED";
                            subject: components["schemas"]["Part_ac22cfa28b"];
                            details: {
                                /** Format: uuid */
                                organizationId: string;
                                reason: string;
                            };
                        } | {
                            /** @enum {string} */
                            action: "PASSWORD.CHANGED";
                            subject: components["schemas"]["Part_d4c3ff00c9"];
                            details: {
                                signInsEnded: number;
                            };
                        } | {
                            /** @enum {string} */
                            action: "SIGN_IN.BEGUN";
                            subject: components["schemas"]["Part_c4bf0b81b5"];
                            details: {
                                address: string;
                                failedTriesBefore: number;
                            };
                        } | {
                            /** @enum {string} */
                            action: "SIGN_IN.ENDED";
                            subject: components["schemas"]["Part_c4bf0b81b5"];
                            details: Record<string, never>;
                        } | {
                            /** @enum {string} */
                            action: "SIGN_IN.OTHERS_ENDED";
                            subject: components["schemas"]["Part_d4c3ff00c9"];
                            details: components["schemas"]["Part_fcca1e425c"];
                        } | {
                            /** @enum {string} */
                            action: "SIGN_IN.REUSE_DETECTED";
                            subject: components["schemas"]["Part_c4bf0b81b5"];
                            details: Record<string, never>;
                        } | {
                            /** @enum {string} */
                            action: "SIGN_IN.REFUSED";
                            subject: components["schemas"]["Part_d4c3ff00c9"];
                            details: {
                                address: string;
                                count: number;
                            };
                        } | {
                            /** @enum {string} */
                            action: "ACCESS.REFUSED";
                            subject: components["schemas"]["Part_d4c3ff00c9"];
                            details: components["schemas"]["Part_4505b2c45a"];
                        } | {
                            /** @enum {string} */
                            action: "ORGANIZATION.REFUSED";
                            subject: components["schemas"]["Part_d4c3ff00c9"];
                            details: components["schemas"]["Part_4505b2c45a"];
                        } | {
                            /** @enum {string} */
                            action: "SOCKET.REFUSED";
                            subject: components["schemas"]["Part_d4c3ff00c9"];
                            details: components["schemas"]["Part_4505b2c45a"];
                        } | {
                            /** @enum {string} */
                            action: "ORGANIZATION.CREATED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "ORGANIZATION.RENAMED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "ORGANIZATION.ENABLED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "ORGANIZATION.DISABLED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "ORGANIZATION.DELETED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: {
                                slug: string;
                                name: string;
                            };
                        } | {
                            /** @enum {string} */
                            action: "ORGANIZATION.HEALED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "ORGANIZATION.ENTERED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: {
                                reason: string;
                                endsAt: string & (string);
                            };
                        } | {
                            /** @enum {string} */
                            action: "ORGANIZATION.LEFT";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: Record<string, never>;
                        } | {
                            /** @enum {string} */
                            action: "CONFIG.CHANGED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "FEED.CHANGED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "MAPPING.CHANGED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "RULES.CHANGED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "TAGS.CHANGED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "ASSETS.CHANGED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "SETTINGS.CHANGED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "FEED.TESTED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_11ca8c4f77"];
                        } | {
                            /** @enum {string} */
                            action: "FEED.DISCOVERED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_11ca8c4f77"];
                        } | {
                            /** @enum {string} */
                            action: "FEED.DRY_RUN";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_11ca8c4f77"];
                        } | {
                            /** @enum {string} */
                            action: "FAILURE_RECORDS.ADDED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: {
                                received: number;
                                added: number;
                                changed: number;
                            };
                        } | {
                            /** @enum {string} */
                            action: "EVENT_LOGS.ADDED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: {
                                /** @enum {string} */
                                kind: "error" | "maintenance";
                                added: number;
                            };
                        } | {
                            /** @enum {string} */
                            action: "EVENT_LOGS.REMOVED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: {
                                /** @enum {string} */
                                kind: "error" | "maintenance";
                                assetId: string & (string);
                                code: string;
                                at: string & (string);
                            };
                        } | {
                            /** @enum {string} */
                            action: "TELEMETRY.DELETED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: {
                                assetId: (string & (string)) | null;
                                from: string & (string);
                                to: string & (string);
                            };
                        } | {
                            /** @enum {string} */
                            action: "ALERT.ACKNOWLEDGED";
                            subject: components["schemas"]["Part_dab79f7563"];
                            details: components["schemas"]["Part_45bf057cba"];
                        } | {
                            /** @enum {string} */
                            action: "ALERT.RESOLVED";
                            subject: components["schemas"]["Part_dab79f7563"];
                            details: components["schemas"]["Part_45bf057cba"];
                        } | {
                            /** @enum {string} */
                            action: "ALERT.DISMISSED";
                            subject: components["schemas"]["Part_dab79f7563"];
                            details: components["schemas"]["Part_45bf057cba"];
                        } | {
                            /** @enum {string} */
                            action: "ALERT.NOTED";
                            subject: components["schemas"]["Part_dab79f7563"];
                            details: components["schemas"]["Part_45bf057cba"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.REGISTERED";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_2e6f0b2593"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.REFUSED";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_2e6f0b2593"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.SHADOWED";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_2e6f0b2593"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.PROMOTED";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_2e6f0b2593"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.ROLLED_BACK";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_2e6f0b2593"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.RETURNED";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_2e6f0b2593"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.RETIRED";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_2e6f0b2593"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.QUARANTINED";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_2e6f0b2593"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.DELETED";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_2e6f0b2593"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.TAGGED";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_2e6f0b2593"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.WATCH_FOUND";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_57b0f8eab1"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.WATCH_GONE";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_57b0f8eab1"];
                        } | {
                            /** @enum {string} */
                            action: "TRAINING.REQUESTED";
                            subject: components["schemas"]["Part_d62cb815e9"];
                            details: {
                                /** @enum {string} */
                                trigger: "first" | "changed" | "asked" | "schedule";
                                reason: string;
                            };
                        } | {
                            /** @enum {string} */
                            action: "TRAINING.DONE";
                            subject: components["schemas"]["Part_d62cb815e9"];
                            details: components["schemas"]["Part_569c13e782"];
                        } | {
                            /** @enum {string} */
                            action: "TRAINING.REFUSED";
                            subject: components["schemas"]["Part_d62cb815e9"];
                            details: components["schemas"]["Part_569c13e782"];
                        } | {
                            /** @enum {string} */
                            action: "TRAINING.FAILED";
                            subject: components["schemas"]["Part_d62cb815e9"];
                            details: components["schemas"]["Part_569c13e782"];
                        } | {
                            /** @enum {string} */
                            action: "TRAINING.CANCELLED";
                            subject: components["schemas"]["Part_d62cb815e9"];
                            details: components["schemas"]["Part_569c13e782"];
                        } | {
                            /** @enum {string} */
                            action: "EXPORT.REQUESTED";
                            subject: components["schemas"]["Part_dcec600acc"];
                            details: {
                                /** @enum {string} */
                                kind: "telemetry" | "alerts" | "predictions";
                                /** @enum {string} */
                                format: "csv" | "parquet";
                                incremental: boolean;
                            };
                        } | {
                            /** @enum {string} */
                            action: "EXPORT.CANCELLED";
                            subject: components["schemas"]["Part_dcec600acc"];
                            details: Record<string, never>;
                        } | {
                            /** @enum {string} */
                            action: "DEAD_LETTER.REPLAY_ASKED";
                            subject: {
                                /** @enum {string} */
                                kind: "dead-letter";
                                id: string;
                            };
                            details: {
                                originalSubject: string;
                                storedAt: string & (string);
                            };
                        } | {
                            /** @enum {string} */
                            action: "AUDIT.BROKEN";
                            subject: {
                                /** @enum {string} */
                                kind: "audit";
                                id: string;
                            };
                            details: {
                                /** @enum {string} */
                                reason: "changed" | "unsealed" | "cut-off" | "forged-head";
                                id: number;
                            };
                        }) | {
                            action: string;
                            /** @enum {string|null} */
                            subject: null;
                            details: {
                                [key: string]: unknown;
                            };
                        }))[];
                        nextCursor: string | null;
                        chain: {
                            /** Format: date-time */
                            checkedAt: string | null;
                            break: {
                                /** @enum {string} */
                                reason: "changed" | "unsealed" | "cut-off" | "forged-head";
                                id: number;
                            } | null;
                        };
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    AuditController_ofPlatform: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                from?: string & (string);
                to?: string & (string);
                action?: "USER.CREATED" | "USER.CHANGED" | "USER.INVITED" | "USER.INVITATION_WITHDRAWN" | "USER.INVITATION_REFUSED" | "PASSWORD.CHANGED" | "SIGN_IN.BEGUN" | "SIGN_IN.ENDED" | "SIGN_IN.OTHERS_ENDED" | "SIGN_IN.REUSE_DETECTED" | "SIGN_IN.REFUSED" | "ACCESS.REFUSED" | "ORGANIZATION.REFUSED" | "SOCKET.REFUSED" | "ORGANIZATION.CREATED" | "ORGANIZATION.RENAMED" | "ORGANIZATION.ENABLED" | "ORGANIZATION.DISABLED" | "ORGANIZATION.DELETED" | "ORGANIZATION.HEALED" | "ORGANIZATION.ENTERED" | "ORGANIZATION.LEFT" | "CONFIG.CHANGED" | "FEED.CHANGED" | "MAPPING.CHANGED" | "RULES.CHANGED" | "TAGS.CHANGED" | "ASSETS.CHANGED" | "SETTINGS.CHANGED" | "FEED.TESTED" | "FEED.DISCOVERED" | "FEED.DRY_RUN" | "FAILURE_RECORDS.ADDED" | "EVENT_LOGS.ADDED" | "EVENT_LOGS.REMOVED" | "TELEMETRY.DELETED" | "ALERT.ACKNOWLEDGED" | "ALERT.RESOLVED" | "ALERT.DISMISSED" | "ALERT.NOTED" | "MODEL.REGISTERED" | "MODEL.REFUSED" | "MODEL.SHADOWED" | "MODEL.PROMOTED" | "MODEL.ROLLED_BACK" | "MODEL.RETURNED" | "MODEL.RETIRED" | "MODEL.QUARANTINED" | "MODEL.DELETED" | "MODEL.TAGGED" | "MODEL.WATCH_FOUND" | "MODEL.WATCH_GONE" | "TRAINING.REQUESTED" | "TRAINING.DONE" | "TRAINING.REFUSED" | "TRAINING.FAILED" | "TRAINING.CANCELLED" | "EXPORT.REQUESTED" | "EXPORT.CANCELLED" | "DEAD_LETTER.REPLAY_ASKED" | "AUDIT.BROKEN";
                actorId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: ({
                            id: number;
                            at: string & (string);
                            /** Format: uuid */
                            actorId: string | null;
                            actorEmail: string | null;
                            correlationId: string | null;
                            target: string;
                        } & (({
                            /** @enum {string} */
                            action: "USER.CREATED";
                            subject: components["schemas"]["Part_d4c3ff00c9"];
                            details: components["schemas"]["Part_594ffc21b8"];
                        } | {
                            /** @enum {string} */
                            action: "USER.CHANGED";
                            subject: components["schemas"]["Part_d4c3ff00c9"];
                            details: {
                                /** @enum {string} */
                                role?: "SUPER_ADMIN" | "ADMIN" | "OPERATOR";
                                enabled?: boolean;
                                renamed: boolean;
                                passwordChanged: boolean;
                            };
                        } | {
                            /** @enum {string} */
                            action: "USER.INVITED";
                            subject: components["schemas"]["Part_ac22cfa28b"];
                            details: components["schemas"]["Part_594ffc21b8"];
                        } | {
                            /** @enum {string} */
                            action: "USER.INVITATION_WITHDRAWN";
                            subject: components["schemas"]["Part_ac22cfa28b"];
                            details: Record<string, never>;
                        } | {
                            /** @enum {string} */
                            action: "USER.INVITATION_REFUSED";
                            subject: components["schemas"]["Part_ac22cfa28b"];
                            details: {
                                /** Format: uuid */
                                organizationId: string;
                                reason: string;
                            };
                        } | {
                            /** @enum {string} */
                            action: "PASSWORD.CHANGED";
                            subject: components["schemas"]["Part_d4c3ff00c9"];
                            details: {
                                signInsEnded: number;
                            };
                        } | {
                            /** @enum {string} */
                            action: "SIGN_IN.BEGUN";
                            subject: components["schemas"]["Part_c4bf0b81b5"];
                            details: {
                                address: string;
                                failedTriesBefore: number;
                            };
                        } | {
                            /** @enum {string} */
                            action: "SIGN_IN.ENDED";
                            subject: components["schemas"]["Part_c4bf0b81b5"];
                            details: Record<string, never>;
                        } | {
                            /** @enum {string} */
                            action: "SIGN_IN.OTHERS_ENDED";
                            subject: components["schemas"]["Part_d4c3ff00c9"];
                            details: components["schemas"]["Part_fcca1e425c"];
                        } | {
                            /** @enum {string} */
                            action: "SIGN_IN.REUSE_DETECTED";
                            subject: components["schemas"]["Part_c4bf0b81b5"];
                            details: Record<string, never>;
                        } | {
                            /** @enum {string} */
                            action: "SIGN_IN.REFUSED";
                            subject: components["schemas"]["Part_d4c3ff00c9"];
                            details: {
                                address: string;
                                count: number;
                            };
                        } | {
                            /** @enum {string} */
                            action: "ACCESS.REFUSED";
                            subject: components["schemas"]["Part_d4c3ff00c9"];
                            details: components["schemas"]["Part_4505b2c45a"];
                        } | {
                            /** @enum {string} */
                            action: "ORGANIZATION.REFUSED";
                            subject: components["schemas"]["Part_d4c3ff00c9"];
                            details: components["schemas"]["Part_4505b2c45a"];
                        } | {
                            /** @enum {string} */
                            action: "SOCKET.REFUSED";
                            subject: components["schemas"]["Part_d4c3ff00c9"];
                            details: components["schemas"]["Part_4505b2c45a"];
                        } | {
                            /** @enum {string} */
                            action: "ORGANIZATION.CREATED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "ORGANIZATION.RENAMED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "ORGANIZATION.ENABLED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "ORGANIZATION.DISABLED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "ORGANIZATION.DELETED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: {
                                slug: string;
                                name: string;
                            };
                        } | {
                            /** @enum {string} */
                            action: "ORGANIZATION.HEALED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "ORGANIZATION.ENTERED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: {
                                reason: string;
                                endsAt: string & (string);
                            };
                        } | {
                            /** @enum {string} */
                            action: "ORGANIZATION.LEFT";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: Record<string, never>;
                        } | {
                            /** @enum {string} */
                            action: "CONFIG.CHANGED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "FEED.CHANGED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "MAPPING.CHANGED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "RULES.CHANGED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "TAGS.CHANGED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "ASSETS.CHANGED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "SETTINGS.CHANGED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_d74235f101"];
                        } | {
                            /** @enum {string} */
                            action: "FEED.TESTED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_11ca8c4f77"];
                        } | {
                            /** @enum {string} */
                            action: "FEED.DISCOVERED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_11ca8c4f77"];
                        } | {
                            /** @enum {string} */
                            action: "FEED.DRY_RUN";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: components["schemas"]["Part_11ca8c4f77"];
                        } | {
                            /** @enum {string} */
                            action: "FAILURE_RECORDS.ADDED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: {
                                received: number;
                                added: number;
                                changed: number;
                            };
                        } | {
                            /** @enum {string} */
                            action: "EVENT_LOGS.ADDED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: {
                                /** @enum {string} */
                                kind: "error" | "maintenance";
                                added: number;
                            };
                        } | {
                            /** @enum {string} */
                            action: "EVENT_LOGS.REMOVED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: {
                                /** @enum {string} */
                                kind: "error" | "maintenance";
                                assetId: string & (string);
                                code: string;
                                at: string & (string);
                            };
                        } | {
                            /** @enum {string} */
                            action: "TELEMETRY.DELETED";
                            subject: components["schemas"]["Part_a2e0c16ecc"];
                            details: {
                                assetId: (string & (string)) | null;
                                from: string & (string);
                                to: string & (string);
                            };
                        } | {
                            /** @enum {string} */
                            action: "ALERT.ACKNOWLEDGED";
                            subject: components["schemas"]["Part_dab79f7563"];
                            details: components["schemas"]["Part_45bf057cba"];
                        } | {
                            /** @enum {string} */
                            action: "ALERT.RESOLVED";
                            subject: components["schemas"]["Part_dab79f7563"];
                            details: components["schemas"]["Part_45bf057cba"];
                        } | {
                            /** @enum {string} */
                            action: "ALERT.DISMISSED";
                            subject: components["schemas"]["Part_dab79f7563"];
                            details: components["schemas"]["Part_45bf057cba"];
                        } | {
                            /** @enum {string} */
                            action: "ALERT.NOTED";
                            subject: components["schemas"]["Part_dab79f7563"];
                            details: components["schemas"]["Part_45bf057cba"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.REGISTERED";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_2e6f0b2593"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.REFUSED";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_2e6f0b2593"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.SHADOWED";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_2e6f0b2593"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.PROMOTED";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_2e6f0b2593"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.ROLLED_BACK";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_2e6f0b2593"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.RETURNED";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_2e6f0b2593"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.RETIRED";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_2e6f0b2593"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.QUARANTINED";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_2e6f0b2593"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.DELETED";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_2e6f0b2593"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.TAGGED";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_2e6f0b2593"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.WATCH_FOUND";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_57b0f8eab1"];
                        } | {
                            /** @enum {string} */
                            action: "MODEL.WATCH_GONE";
                            subject: components["schemas"]["Part_fe8fbfc43f"];
                            details: components["schemas"]["Part_57b0f8eab1"];
                        } | {
                            /** @enum {string} */
                            action: "TRAINING.REQUESTED";
                            subject: components["schemas"]["Part_d62cb815e9"];
                            details: {
                                /** @enum {string} */
                                trigger: "first" | "changed" | "asked" | "schedule";
                                reason: string;
                            };
                        } | {
                            /** @enum {string} */
                            action: "TRAINING.DONE";
                            subject: components["schemas"]["Part_d62cb815e9"];
                            details: components["schemas"]["Part_569c13e782"];
                        } | {
                            /** @enum {string} */
                            action: "TRAINING.REFUSED";
                            subject: components["schemas"]["Part_d62cb815e9"];
                            details: components["schemas"]["Part_569c13e782"];
                        } | {
                            /** @enum {string} */
                            action: "TRAINING.FAILED";
                            subject: components["schemas"]["Part_d62cb815e9"];
                            details: components["schemas"]["Part_569c13e782"];
                        } | {
                            /** @enum {string} */
                            action: "TRAINING.CANCELLED";
                            subject: components["schemas"]["Part_d62cb815e9"];
                            details: components["schemas"]["Part_569c13e782"];
                        } | {
                            /** @enum {string} */
                            action: "EXPORT.REQUESTED";
                            subject: components["schemas"]["Part_dcec600acc"];
                            details: {
                                /** @enum {string} */
                                kind: "telemetry" | "alerts" | "predictions";
                                /** @enum {string} */
                                format: "csv" | "parquet";
                                incremental: boolean;
                            };
                        } | {
                            /** @enum {string} */
                            action: "EXPORT.CANCELLED";
                            subject: components["schemas"]["Part_dcec600acc"];
                            details: Record<string, never>;
                        } | {
                            /** @enum {string} */
                            action: "DEAD_LETTER.REPLAY_ASKED";
                            subject: {
                                /** @enum {string} */
                                kind: "dead-letter";
                                id: string;
                            };
                            details: {
                                originalSubject: string;
                                storedAt: string & (string);
                            };
                        } | {
                            /** @enum {string} */
                            action: "AUDIT.BROKEN";
                            subject: {
                                /** @enum {string} */
                                kind: "audit";
                                id: string;
                            };
                            details: {
                                /** @enum {string} */
                                reason: "changed" | "unsealed" | "cut-off" | "forged-head";
                                id: number;
                            };
                        }) | {
                            action: string;
                            /** @enum {string|null} */
                            subject: null;
                            details: {
                                [key: string]: unknown;
                            };
                        }))[];
                        nextCursor: string | null;
                        chain: {
                            /** Format: date-time */
                            checkedAt: string | null;
                            break: {
                                /** @enum {string} */
                                reason: "changed" | "unsealed" | "cut-off" | "forged-head";
                                id: number;
                            } | null;
                        };
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    DeadLettersController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                noun?: "scans" | "features" | "predictions" | "shadow" | "alerts" | "events" | "models" | "rows";
            };
            header?: never;
            path: {
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            sequence: number;
                            /** Format: uuid */
                            organizationId: string | null;
                            noun: string;
                            originalSubject: string;
                            consumer: string;
                            code: string;
                            reason: string;
                            storedAt: string & (string);
                            payloadBytes: number;
                            replayAskedAt: (string & (string)) | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    DeadLettersController_show: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sequence: number;
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sequence: number;
                        /** Format: uuid */
                        organizationId: string | null;
                        noun: string;
                        originalSubject: string;
                        consumer: string;
                        code: string;
                        reason: string;
                        storedAt: string & (string);
                        payloadBytes: number;
                        replayAskedAt: (string & (string)) | null;
                        payload: {
                            /** @enum {string} */
                            form: "text" | "hex";
                            content: string;
                            isShortened: boolean;
                        };
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    DeadLettersController_replay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sequence: number;
                /** @description Your own; super-admins: any. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        isDuplicate: boolean;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    PlatformDeadLettersController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                noun?: "scans" | "features" | "predictions" | "shadow" | "alerts" | "events" | "models" | "rows";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            sequence: number;
                            /** Format: uuid */
                            organizationId: string | null;
                            noun: string;
                            originalSubject: string;
                            consumer: string;
                            code: string;
                            reason: string;
                            storedAt: string & (string);
                            payloadBytes: number;
                            replayAskedAt: (string & (string)) | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    "ServiceHealthController_read[0]": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                service: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        service: "gateway" | "data-processor" | "prediction" | "model-cache" | "alerting" | "training" | "historian";
                        /** @enum {string} */
                        status: "ok" | "unavailable";
                        replicas: ("ok" | "unavailable")[];
                    };
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        service: "gateway" | "data-processor" | "prediction" | "model-cache" | "alerting" | "training" | "historian";
                        /** @enum {string} */
                        status: "ok" | "unavailable";
                        replicas: ("ok" | "unavailable")[];
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    "ServiceHealthController_read[1]": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                service: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        service: "gateway" | "data-processor" | "prediction" | "model-cache" | "alerting" | "training" | "historian";
                        /** @enum {string} */
                        status: "ok" | "unavailable";
                        replicas: ("ok" | "unavailable")[];
                    };
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        service: "gateway" | "data-processor" | "prediction" | "model-cache" | "alerting" | "training" | "historian";
                        /** @enum {string} */
                        status: "ok" | "unavailable";
                        replicas: ("ok" | "unavailable")[];
                    };
                };
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    HealthController_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    HealthController_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
    MetricsController_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details, as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        code: string;
                        instance: string;
                        errors?: {
                            pointer: string;
                            detail: string;
                            /** @enum {string} */
                            code?: "schema" | "id-taken" | "tag-taken" | "tag-unknown" | "tag-own-set-value" | "tag-boolean" | "tag-no-input" | "range-reversed" | "asset-unknown" | "column-mapped-twice" | "tag-fed-twice" | "severity-twice" | "state-taken" | "state-reserved" | "state-unknown" | "schedule-unreadable" | "lead-too-long";
                            about?: string;
                        }[];
                        retryAfterSeconds?: number;
                    };
                };
            };
        };
    };
}
