import type { AppErrorCode } from '@eagle/contracts/domain';

/** Codes of the platform, and those of the page where no answer came. */
type Code = AppErrorCode | 'NETWORK.UNREACHABLE' | 'NETWORK.UNREADABLE';

/** What happened, and what to do; for every code that a person of the control room can meet. */
export const errors: Readonly<Partial<Record<Code, string>>> = {
  'NETWORK.UNREACHABLE': 'Die Plattform antwortet nicht.',
  'NETWORK.UNREADABLE': 'Die Antwort der Plattform war nicht lesbar.',

  'ACCESS.ROLE_REFUSED': 'Ihre Rolle erlaubt das nicht. Fragen Sie jemanden mit dieser Rolle.',
  'AUTH.ACCESS_WITHDRAWN':
    'Die Anmeldung ist beendet, oder der Zugang wurde gesperrt. Melden Sie sich neu an.',
  'AUTH.OTHER_SITE':
    'Die Anfrage kam von einer fremden Seite. Öffnen Sie die Leitwarte unter ihrer eigenen Adresse.',
  'AUTH.PASSWORD_CHANGED':
    'Das Passwort wurde gleichzeitig an anderer Stelle geändert. Melden Sie sich mit dem neuen an.',
  'AUTH.PASSWORD_COMMON': 'Das Passwort ist zu leicht zu erraten. Wählen Sie ein anderes.',
  'AUTH.PASSWORD_NOT_JUDGED':
    'Das Passwort konnte gerade nicht geprüft werden. Versuchen Sie es noch einmal.',
  'AUTH.REFRESH_REFUSED': 'Die Anmeldung gilt nicht mehr. Melden Sie sich neu an.',
  'AUTH.REFRESH_REUSED':
    'Die Anmeldung wurde doppelt benutzt und ist beendet. Melden Sie sich neu an; waren Sie das nicht, ändern Sie das Passwort.',
  'AUTH.REFRESH_TOO_OFTEN': 'Die Anmeldung wurde zu oft erneuert. Warten Sie eine Minute.',
  'AUTH.SESSION_NOT_FOUND': 'Diese Anmeldung ist schon beendet.',
  'AUTH.TOKEN_INVALID': 'Die Anmeldung ist abgelaufen. Melden Sie sich neu an.',
  'AUTH.TOO_MANY_AT_ONCE': 'Gerade werden zu viele Passwörter geprüft. Versuchen Sie es gleich noch einmal.',
  'AUTH.TRY_LATER':
    'Für dieses Konto wurden zu viele falsche Passwörter versucht. Warten Sie, oder lassen Sie sich von einem Administrator ein neues geben.',
  'AUTH.WRONG_CREDENTIALS': 'E-Mail oder Passwort ist falsch.',
  'AUTH.WRONG_PASSWORD': 'Das jetzige Passwort ist falsch.',
  'INVITATION.NOT_ACCEPTABLE':
    'Die Einladung ist unbekannt, schon benutzt, zurückgezogen oder abgelaufen. Bitten Sie um eine neue.',
  'INVITATION.NOT_FOUND': 'Diese Einladung ist nicht mehr offen.',
  'INVITATION.TOO_MANY':
    'Die Organisation hat heute so viele Einladungen verschickt, wie sie darf. Morgen geht es weiter.',
  'ORGANIZATION.NAME_DIFFERS':
    'Die Organisation heißt anders. Geben Sie ihren Namen so ein, wie er hier steht.',
  'ORGANIZATION.NOT_CONFIGURED': 'Die Organisation hat noch keine Konfiguration.',
  'ORGANIZATION.NOT_FOUND': 'Diese Organisation gibt es nicht.',
  'ORGANIZATION.SLUG_TAKEN': 'Dieser Kurzname ist vergeben. Wählen Sie einen anderen.',
  'TENANCY.NOT_ENTERED':
    'Sie haben diese Organisation nicht betreten, oder die Stunde ist vorbei. Betreten Sie sie mit einem Grund.',
  'TENANCY.ORGANIZATION_REQUIRED': 'Es fehlt, um welche Organisation es geht.',
  'TENANCY.ORGANIZATION_UNREADABLE': 'Die Kennung der Organisation in der Adresse ist falsch.',
  'TENANCY.OTHER_ORGANIZATION': 'Das gehört zu einer anderen Organisation.',
  'USER.EMAIL_TAKEN': 'Diese E-Mail-Adresse ist vergeben. Geben Sie eine andere an.',
  'USER.NOT_FOUND': 'Diese Person gibt es nicht.',
  'USER.OWN_ACCOUNT':
    'Das eigene Konto kann man nicht sperren, in der Rolle ändern oder hier mit einem neuen Passwort versehen. Bitten Sie einen anderen Administrator.',

  'ALERT.NOT_FOUND': 'Diesen Alarm gibt es nicht.',
  'ALERTING.ALERT_CHANGED':
    'Der Alarm ist schlimmer geworden oder hat eine neue Ursache. Sehen Sie ihn noch einmal an.',
  'ALERTING.ALERT_ENDED': 'Der Alarm ist schon erledigt oder verworfen.',
  'ALERTING.FENCED': 'Die Alarmierung wird gerade übergeben. Versuchen Sie es noch einmal.',
  'ALERTING.ORGANIZATION_NOT_FOUND': 'Die Alarmierung kennt diese Organisation nicht.',
  'ALERTING.REFUSED': 'Dieser Text kann nicht gespeichert werden. Schreiben Sie ihn ohne Sonderzeichen.',
  'ALERTING.STOPPED': 'Die Alarmierung startet gerade neu. Versuchen Sie es gleich noch einmal.',

  'BODY.ITEM_TOO_LARGE': 'Ein Wert ist zu groß. Senden Sie weniger auf einmal.',
  'BODY.NOT_UTF8': 'Der Text ist nicht in UTF-8.',
  'BODY.TOO_DEEP': 'Die Eingabe ist zu tief verschachtelt.',
  'BODY.TOO_MANY_AT_ONCE': 'Zu viele große Anfragen warten. Versuchen Sie es noch einmal.',
  'BODY.TOO_MANY_VALUES': 'Die Eingabe hat zu viele Werte. Senden Sie weniger auf einmal.',
  'HEALTH.ADDRESS_UNKNOWN': 'Das Gateway weiß nicht, wo dieser Dienst antwortet. Setzen Sie SERVICE_URLS.',
  'HEALTH.NO_SUCH_SERVICE': 'Diesen Dienst gibt es nicht.',
  'HTTP.BAD_REQUEST': 'Die Anfrage war nicht lesbar.',
  'HTTP.FORBIDDEN': 'Das ist nicht erlaubt.',
  'HTTP.METHOD_NOT_ALLOWED': 'Das geht an dieser Adresse nicht.',
  'HTTP.NOT_ACCEPTABLE': 'Diese Adresse antwortet nicht in der verlangten Form.',
  'HTTP.NOT_FOUND': 'An dieser Adresse gibt es nichts.',
  'HTTP.PAYLOAD_TOO_LARGE': 'Die Anfrage ist zu groß. Senden Sie weniger auf einmal.',
  'HTTP.REQUEST_HEADER_FIELDS_TOO_LARGE': 'Die Kopfzeilen der Anfrage sind zu groß.',
  'HTTP.REQUEST_TIMEOUT': 'Die Anfrage kam nicht rechtzeitig an. Versuchen Sie es noch einmal.',
  'HTTP.TOO_MANY_REQUESTS': 'Von dieser Netzadresse kamen zu viele Anfragen. Warten Sie einen Augenblick.',
  'HTTP.UNAUTHORIZED': 'Sie sind nicht angemeldet.',
  'HTTP.UNSUPPORTED_MEDIA_TYPE': 'Diese Form der Eingabe wird hier nicht angenommen.',
  'INTERNAL.UNEXPECTED':
    'In der Plattform ist etwas schiefgegangen; es wurde aufgezeichnet. Versuchen Sie es später noch einmal.',
  'REQUEST.CURSOR_UNREADABLE': 'Die Liste kann hier nicht weitergelesen werden. Beginnen Sie von vorn.',
  'REQUEST.INVALID': 'Die Eingabe passt so nicht; was falsch ist, steht bei den Feldern.',

  'CONFIG.CHANGED_MEANWHILE':
    'Jemand anderes hat die Konfiguration inzwischen geändert. Lesen Sie sie neu, und wiederholen Sie die Änderung.',
  'CONFIG.NOT_CONFIGURED': 'Dieser Teil der Konfiguration ist noch nicht angelegt.',
  'CONFIG.PUBLISH_CONTENDED':
    'Mehrere Personen ändern die Konfiguration zugleich. Versuchen Sie es noch einmal.',
  'CONFIG.REVISION_NOT_FOUND': 'Diese Fassung gibt es nicht, oder sie wird nicht mehr aufbewahrt.',
  'CONFIG.TOO_LARGE': 'Die Konfiguration würde zu groß. Verwenden Sie weniger oder kürzere Einträge.',
  'EVENT_LOGS.NOT_FOUND': 'Diesen Protokolleintrag gibt es nicht.',
  'EVENT_LOGS.NOT_TAKEN':
    'Die Protokolleinträge konnten gerade nicht gespeichert werden. Senden Sie sie noch einmal.',
  'FEATURES.NO_INPUTS': 'Kein Signal ist als Eingabe von Modellen gekennzeichnet.',
  'FEED.COLUMN_MISSING': 'Eine zugeordnete Spalte fehlt in der Quelle. Berichtigen Sie die Zuordnung.',
  'FEED.FAILED': 'Das Lesen der Quelle ist fehlgeschlagen.',
  'FEED.INSECURE_CONNECTION':
    'Das Passwort wäre unterwegs nicht sicher, oder dem Zertifikat wird nicht vertraut. Verwenden Sie TLS oder SCRAM-SHA-256.',
  'FEED.LOOKED_AT_TOO_OFTEN': 'Die Quelle wurde in einer Minute zu oft geprüft. Warten Sie eine Minute.',
  'FEED.NOT_CONFIGURED': 'Es ist noch keine Datenquelle mit Zuordnung eingerichtet.',
  'FEED.PASSWORD_REQUIRED':
    'Host, Port, Benutzer oder Datenbank haben sich geändert. Geben Sie das Passwort noch einmal ein.',
  'FEED.PASSWORD_UNKNOWN':
    'Für die Datenquelle ist kein brauchbares Passwort gespeichert. Geben Sie es noch einmal ein.',
  'FEED.PERMISSION_DENIED':
    'Der Benutzer der Datenquelle darf die Tabelle nicht lesen. Geben Sie ihm das Recht SELECT.',
  'FEED.SOURCE_MISBEHAVES': 'Der Server sendet mehr als angefordert oder ist kein PostgreSQL.',
  'FEED.STATEMENT_TIMEOUT':
    'Das Lesen der Quelle dauerte zu lange. Prüfen Sie, ob sie ausgelastet oder gesperrt ist.',
  'FEED.STATUS_UNKNOWN': 'Die Datenquelle hat noch keinen Status. Warten Sie einige Sekunden.',
  'FEED.TABLE_MISSING': 'Die zugeordnete Tabelle gibt es in der Quelle nicht. Berichtigen Sie die Zuordnung.',
  'FEED.TOO_COSTLY':
    'Eine Abfrage würde die Quelle zu stark belasten. Legen Sie einen Index auf Schlüssel oder Zeit an.',
  'FEED.UNREACHABLE': 'Die Quelle ist nicht erreichbar. Prüfen Sie Host, Port und Netz.',
  'FEED.WRONG_CREDENTIALS': 'Die Quelle weist Benutzer oder Passwort ab.',
  'PIPELINE.NOT_ALONE': 'Ein anderer Prozess liest dieselbe Quelle. Einer von beiden gibt von selbst nach.',

  'MODEL.CHAMPION_STAYS': 'Diese Version ist im Dienst. Stellen Sie erst eine andere in Dienst.',
  'MODEL.CHANGED': 'Jemand anderes hat die Version inzwischen geändert. Sehen Sie sie noch einmal an.',
  'MODEL.NOTHING_TO_ROLL_BACK':
    'Keine frühere Version hat gut gedient. Stellen Sie die gewünschte Version selbst in Dienst.',
  'MODEL.NOT_FOUND': 'Diese Version gibt es nicht.',
  'MODEL.NOT_NEW': 'Die Version ist schon registriert.',
  'MODEL.NO_CARD': 'Diese Version ist älter als Modellkarten; ihr Urteil enthält dasselbe.',
  'MODEL.NO_FEATURES':
    'Es werden keine Merkmale berechnet. Kennzeichnen Sie Signale als Eingabe von Modellen.',
  'MODEL.ORGANIZATION_UNKNOWN': 'Der Modellspeicher kennt diese Organisation nicht.',
  'MODEL.OVERTAKEN': 'Inzwischen wurde eine andere Version in Dienst gestellt.',
  'MODEL.QUARANTINED':
    'Diese Version hat im Dienst versagt. Mit einem Grund kann ein Administrator sie trotzdem in Dienst stellen.',
  'MODEL.REFUSED_BY_GATE':
    'Diese Version hat die Prüfung nicht bestanden. Mit einem Grund kann ein Administrator sie trotzdem in Dienst stellen.',
  'MODEL.REPLICA_REFUSED': 'Ein Vorhersagedienst konnte die Version nicht laden. Es wird wieder versucht.',
  'MODEL.REPLICA_SILENT': 'Ein Vorhersagedienst antwortete nicht rechtzeitig. Es wird wieder versucht.',
  'MODEL.STEP_ILLEGAL':
    'In diesem Zustand ist das mit der Version nicht möglich. Sehen Sie sie noch einmal an.',
  'MODEL.STORE_UNREADABLE': 'Der Speicher der Modelle ist nicht lesbar.',
  'MODEL.STORE_UNWRITABLE': 'In den Speicher der Modelle kann nicht geschrieben werden.',
  'MODEL.WRONG_FEATURES':
    'Das Modell erwartet andere Merkmale, als jetzt berechnet werden. Trainieren Sie ein neues.',
  'PREDICTION.MODEL_FAILED': 'Das Modell gibt keine brauchbaren Antworten. Trainieren Sie ein neues.',
  'PREDICTION.MODEL_LOADING': 'Das Modell wird noch geladen. Versuchen Sie es gleich noch einmal.',
  'PREDICTION.NO_MODEL': 'Kein Modell ist im Dienst; Alarme kommen nur von Regeln.',
  'TRAINING.NOT_CONFIGURED': 'Für ein Training fehlt noch etwas in der Konfiguration.',
  'TRAINING.NOT_FOUND': 'Dieses Training gibt es nicht.',
  'TRAINING.NOT_RUNNING': 'Dieses Training läuft nicht mehr.',
  'TRAINING.ORGANIZATION_UNKNOWN': 'Der Trainingsdienst kennt diese Organisation nicht.',
  'TRAINING.RUNNING': 'Ein Training läuft schon oder wartet. Brechen Sie es ab, oder warten Sie darauf.',

  'TELEMETRY.ANSWER_TOO_LARGE':
    'Das wären zu viele Werte. Wählen Sie einen kürzeren Zeitraum oder weniger Signale.',
  'TELEMETRY.ASSET_UNKNOWN': 'Diese Anlage ist nicht eingerichtet, und nichts von ihr ist gespeichert.',
  'TELEMETRY.BUSY': 'Zu viele Anfragen warten auf die Historie. Versuchen Sie es gleich noch einmal.',
  'TELEMETRY.DELETION_PENDING': 'Das Löschen ist vorgemerkt und wird von selbst wiederholt.',
  'TELEMETRY.RANGE_BEFORE_RECORD':
    'In diesem Zeitraum war noch nichts aufgezeichnet. Wählen Sie einen späteren.',
  'TELEMETRY.RANGE_INVALID': 'Der Zeitraum endet, bevor er beginnt.',
  'TELEMETRY.STORE_UNREADABLE': 'Die Historie ist nicht lesbar.',
  'TELEMETRY.STORE_UNWRITABLE': 'In die Historie kann nicht geschrieben werden.',
  'TELEMETRY.TAG_UNKNOWN':
    'Dieses Signal ist nicht eingerichtet, und im Zeitraum ist nichts davon gespeichert.',

  'BUS.DEAD_LETTER_NOT_FOUND':
    'Diese Nachricht gibt es nicht mehr: Unzustellbare Nachrichten werden sieben Tage aufbewahrt.',
  'BUS.DEAD_LETTER_NO_MESSAGE':
    'Das ist keine Nachricht, die erneut gesendet werden kann. Berichtigen Sie die Zuordnung; die Zeile wird dann wieder gelesen.',
  'BUS.DELIVERIES_EXCEEDED':
    'Die Nachricht wurde so oft wie erlaubt zugestellt und nie bestätigt. Der Grund steht im Protokoll des Empfängers.',
  'BUS.HANDLER_FAILED':
    'Der Empfänger ist mit einem unerwarteten Fehler gescheitert. Der Grund steht im Protokoll des Dienstes.',
  'BUS.NO_ANSWER': 'Der Nachrichtenserver antwortet nicht.',
  'BUS.PAYLOAD_INVALID':
    'Die Nachricht ist nicht lesbar. Prüfen Sie, ob Absender und Empfänger dieselbe Version haben.',
  'BUS.PUBLISH_TIMEOUT': 'Der Nachrichtenserver hat eine Nachricht nicht rechtzeitig bestätigt.',
  'BUS.SUBJECT_INVALID': 'Die Nachricht nennt keine Organisation.',
  'BUS.UNREACHABLE': 'Der Nachrichtenserver ist nicht erreichbar.',
  'BUS.VERSION_UNKNOWN':
    'Der Empfänger kennt diese Version der Nachricht nicht. Aktualisieren Sie den Dienst, und senden Sie sie erneut.',
  'BUS.WRONG_TENANT': 'Der Inhalt gehört zu einer anderen Organisation als die Adresse der Nachricht.',
  'FRAME.UNREADABLE':
    'Die Nachricht ist nicht lesbar. Prüfen Sie, ob Absender und Empfänger dieselbe Version haben.',
  'RPC.BUSY': 'Der Dienst ist ausgelastet. Versuchen Sie es gleich noch einmal.',
  'RPC.HANDLER_FAILED': 'Der Dienst ist an der Anfrage gescheitert. Der Grund steht in seinem Protokoll.',
  'RPC.NO_RESPONDER':
    'Der Dienst antwortet nicht. Versuchen Sie es noch einmal; bleibt es so, starten Sie ihn.',
  'RPC.TIMEOUT': 'Der Dienst antwortete nicht rechtzeitig. Versuchen Sie es noch einmal.',
  'CIRCUIT.FULL': 'Der Dienst ist ausgelastet. Versuchen Sie es gleich noch einmal.',
  'CIRCUIT.OPEN': 'Der Dienst antwortete zu oft nicht. Versuchen Sie es später noch einmal.',
  'CIRCUIT.TIMEOUT': 'Der Dienst antwortete nicht rechtzeitig. Versuchen Sie es noch einmal.',
  'DATABASE.BUSY': 'Die Datenbank ist ausgelastet. Versuchen Sie es noch einmal.',
  'DATABASE.DUPLICATE': 'Diesen Eintrag gibt es schon. Wählen Sie einen anderen Wert.',
  'DATABASE.FAILED': 'Die Datenbank ist mit einem unerwarteten Fehler gescheitert.',
  'DATABASE.NO_ROOM':
    'Die Datenbank hat keinen Platz mehr. Schaffen Sie Platz; was wartet, wird dann gespeichert.',
  'DATABASE.SERIALIZATION': 'Eine andere Änderung kam dazwischen. Versuchen Sie es noch einmal.',
  'DATABASE.STATEMENT_TIMEOUT': 'Die Datenbank brauchte zu lange. Versuchen Sie es noch einmal.',
  'DATABASE.UNAVAILABLE': 'Die Datenbank ist nicht erreichbar. Versuchen Sie es noch einmal.',
  'LEADER.NOT_LEADING': 'Der Dienst wird gerade übergeben. Versuchen Sie es noch einmal.',
};

/** A code that has no text here: the reader can still name it to somebody. */
export const otherError = (code: string): string => `Die Plattform hat es abgelehnt, mit dem Code ${code}.`;

export const tryAgainIn = (seconds: number): string => `Noch einmal in ${seconds} s.`;
