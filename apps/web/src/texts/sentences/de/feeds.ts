import type { FeedProblem, FeedRemark, TakeOverPause } from '@eagle/contracts/domain';

/** A feed that does not work, by its problem. */
export const feedProblems: Readonly<Record<Exclude<FeedProblem, 'none'>, string>> = {
  'not-configured': 'Es ist noch keine Datenquelle mit Zuordnung eingerichtet.',
  disabled:
    'Die Datenquelle ist ausgeschaltet, oder die Organisation ist gesperrt: Geben Sie sie frei, um Zeilen zu lesen.',
  connecting: 'Die Verbindung zur Datenquelle wird aufgebaut.',
  unreachable:
    'Die Datenbank ist nicht erreichbar: Prüfen Sie Host, Port, Datenbankname und Netz, ob sie läuft und freie Verbindungen hat, und ob der Betreiber der Plattform ihr Netz erlaubt.',
  'wrong-credentials':
    'Die Datenbank weist die Anmeldung ab: Prüfen Sie Benutzer und Passwort der Datenquelle, und ob sich dieser Rechner anmelden darf.',
  'insecure-connection':
    'Das Passwort wäre unterwegs nicht sicher, oder dem Zertifikat des Servers wird nicht vertraut: Verwenden Sie TLS oder SCRAM-SHA-256.',
  'source-misbehaves':
    'Der Server sendet mehr als angefordert oder ist kein PostgreSQL: Prüfen Sie, was unter dieser Adresse antwortet.',
  'table-missing':
    'Die zugeordnete Tabelle gibt es nicht: Legen Sie sie an, oder berichtigen Sie die Zuordnung.',
  'column-missing':
    'Eine zugeordnete Spalte fehlt in der Quelle: Berichtigen Sie die Zuordnung oder die Tabelle.',
  'statement-timeout':
    'Das Lesen dauerte zu lange: Die Quelle ist ausgelastet oder gesperrt, oder sie braucht einen Index auf ihrem Schlüssel.',
  'permission-denied':
    'Der Benutzer der Datenquelle darf die Tabelle nicht lesen: Geben Sie ihm das Recht SELECT.',
  'quota-exceeded':
    'Es kommen mehr Zeilen als das Kontingent erlaubt: Der Rest wartet und wird später gelesen.',
  'too-costly':
    'Eine Abfrage würde die Quelle zu stark belasten: Legen Sie einen Index auf den Schlüssel oder die Zeit an.',
  'not-reported':
    'Von dieser Datenquelle kommt kein Status mehr: Prüfen Sie, ob die Datenverarbeitung und der Nachrichtenserver laufen.',
  'message-store':
    'Der Nachrichtenserver kann nichts speichern, zum Beispiel weil sein Datenträger voll ist: Schaffen Sie dort Platz.',
  failed: 'Das Lesen der Quelle ist fehlgeschlagen: Der Grund steht im Protokoll der Datenverarbeitung.',
};

export const FEED_ANSWERS = 'Die Verbindung steht, und die Quelle ist lesbar.';

/** A feed that works. */
export const feedRemarks: Readonly<Record<Exclude<FeedRemark, 'behind'>, string>> = {
  'rows-come': 'Verbunden; Zeilen kommen an.',
  'no-rows-yet': 'Verbunden; noch keine Zeile ist gekommen.',
  'looks-costly':
    'Verbunden; Zeilen kommen an. Die Abfragen belasten die Quelle: Ein Index auf dem Schlüssel oder der Zeit hilft.',
  'rows-rejected': 'Zeilen kommen an, aber einige sind nicht verwendbar und stehen in der Quarantäne.',
  'values-rejected':
    'Zeilen kommen an, aber einige Werte sind nicht verwendbar und gelten als fehlend: Berichtigen Sie die Quelle oder die Zuordnung.',
  'announcements-lost':
    'Zeilen kommen an, aber die Ankündigungen der Quelle nicht: Die Tabelle wird solange alle paar Sekunden abgefragt. Prüfen Sie, ob die Verbindung oder ein Pooler dazwischen LISTEN verwirft.',
  'rows-never-read':
    'Zeilen der Quelle wurden nie gelesen: Sie wurden hinter dem Lesepunkt geschrieben. Prüfen Sie, welches Programm dort schreibt.',
  'gaps-forgotten':
    'Der Schlüssel der Quelle hat zu viele Lücken: Spät geschriebene Zeilen werden möglicherweise nicht gelesen.',
  'table-recreated':
    'Die Tabelle der Quelle wurde neu angelegt: Nach der neuesten bekannten Zeit wurde weitergelesen.',
  clock:
    'Die Uhr der Quelle geht oder ging falsch, oder eine Stunde kam doppelt: Prüfen Sie die Uhr und die Zeitzone der Zuordnung.',
  'predictions-behind':
    'Die Vorhersagen sind im Rückstand: Merkmale warten, bis er aufgeholt ist; die Alarmregeln laufen weiter.',
  'predictions-dropped':
    'Die Vorhersagen sind zu weit im Rückstand, oder kein Vorhersagedienst läuft: Einige Zeilen bekommen keine Vorhersage; die Alarmregeln laufen weiter.',
  'over-quota': 'Es kommen mehr Zeilen als das Kontingent erlaubt: Der Rest wartet und wird später gelesen.',
  'log-unreadable': 'Ein Protokoll der Anlage ist nicht lesbar; die Vorhersagen warten darauf.',
  'not-published': 'Messwerte können nicht weitergegeben werden; es geht dort weiter, wo es aufgehört hat.',
};

/** @param lag  How far the newest row is behind, in words; null: unknown. */
export const feedBehind = (lag: string | null): string =>
  `Verbunden, aber die neueste Zeile liegt ${lag ?? 'weit'} hinter der Uhr: Prüfen Sie, ob die Quelle noch schreibt, und ihre Uhr und die Zeitzone der Zuordnung.`;

export const LOOK_COST =
  'Die Abfragen belasten die Quelle: Ein Index auf dem Schlüssel oder der Zeit macht sie günstig.';

/** After `Es wird nicht verglichen:`. */
export const NOT_COMPARED =
  'Die Quelle ließ es nicht zu, oder ihr fehlt ein Index auf dem Schlüssel oder der Zeit.';

/** Why the past of a plant is not taken over now. */
export const takeOverPauses: Readonly<Record<TakeOverPause, string>> = {
  'not-configured': 'Es ist noch keine Datenquelle mit Zuordnung eingerichtet.',
  'no-live-rows': 'Sie beginnt mit der ersten Zeile, die laufend kommt.',
  hours: 'Die Quelle wird dafür nur zu den eingestellten Stunden gelesen.',
  quota: 'Der Platz für die Historie ist voll: Geben Sie mehr Platz, oder bewahren Sie Zeilen kürzer auf.',
  source: 'Die Quelle ist gerade nicht lesbar; es wird wieder versucht.',
  store: 'Die Historie kann gerade nicht geschrieben werden; es wird wieder versucht.',
};
