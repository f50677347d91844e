import type { TranslationOf } from '../../catalogue.js';
import type { source as English } from '../en/source.js';

export const source: TranslationOf<typeof English> = {
  feed: 'Datenquelle',
  mapping: 'Zuordnung',
  tags: 'Signale',

  'feed.enabled': 'Eingeschaltet',
  'feed.enabled.effect':
    'Ausgeschaltet wird nichts von der Quelle gelesen: keine Zeilen, keine Vorhersagen. Alles Konfigurierte bleibt.',
  'feed.host': 'Host',
  'feed.host.effect': 'Die Plattform verbindet sich nur mit Adressen, die ihr Betreiber erlaubt.',
  'feed.port': 'Port',
  'feed.database': 'Name der Datenbank',
  'feed.user': 'Benutzer',
  'feed.user.effect': 'Ein Benutzer, der die Tabelle nur lesen darf, genügt und ist sicherer.',
  'feed.password': 'Passwort',
  'feed.password.off': 'Wie bisher',
  'feed.tls': 'Verschlüsselt (TLS)',
  'feed.pollIntervalMs': 'Zeit zwischen zwei Abfragen',
  'feed.pollIntervalMs.effect':
    'Wie oft nach neuen Zeilen gefragt wird. Kürzer: Zeilen kommen früher, und die Quelle arbeitet mehr.',
  'feed.statementTimeoutMs': 'Längste Anweisung',
  'feed.statementTimeoutMs.effect':
    'Eine Anweisung, die länger dauert, wird abgebrochen und gilt als Problem.',
  'feed.notifyChannel': 'Kanal für Ankündigungen',
  'feed.notifyChannel.effect':
    'Ein Kanal, auf dem die Quelle neue Zeilen ankündigt (NOTIFY): Dann ist die Abfrage nur das Sicherheitsnetz.',
  'feed.clock': 'Uhr',
  'feed.clock.effect':
    'Womit die Zeit einer Zeile verglichen wird. Die neueste Zeile ist die Uhr, wo eine Aufzeichnung schneller als in Echtzeit läuft.',
  'feed.clock:wall': 'Die gegenwärtige Zeit',
  'feed.clock:source': 'Die neueste Zeile',
  'feed.futureToleranceMs': 'Höchstens vor der Uhr',
  'feed.futureToleranceMs.effect': 'Zeilen, die weiter in der Zukunft liegen, kommen in die Quarantäne.',
  'feed.lateToleranceMs': 'Höchstens hinter der neuesten Zeile',
  'feed.lateToleranceMs.effect': 'Ältere Zeilen kommen in die Quarantäne.',
  'feed.lateCommitToleranceMs': 'Zeit für langsame Transaktionen',
  'feed.lateCommitToleranceMs.effect':
    'So lange wird noch nach Zeilen mit kleinerem Schlüssel oder früherer Zeit gesucht.',

  'mapping.table': 'Tabelle',
  'mapping.table.effect': 'Mit ihrem Schema, wenn es nicht das übliche ist: public.readings.',
  'mapping.keyColumn': 'Schlüssel',
  'mapping.keyColumn.effect':
    'Eine eindeutige Spalte, die mit jeder Zeile wächst. Leer: Die Tabelle hat keine, und die Zeit ordnet sie.',
  'mapping.timeColumn': 'Zeit',
  'mapping.timeZone': 'Zeitzone',
  'mapping.timeZone.effect':
    'Wie Zeitstempel ohne Versatz gelesen werden. Ein IANA-Name wie Asia/Kolkata. Die Uhren der Menschen folgen den Einstellungen.',
  'mapping.source': 'Spalten',
  'mapping.source.layout': 'Aufbau',
  'mapping.source.asset': 'Anlage der Zeilen',
  'mapping.source.asset.assetId': 'Anlage',
  'mapping.source.asset.column': 'Spalte der Anlage',
  'mapping.source.columns': 'Signale',
  'mapping.source.columns.column': 'Spalte',
  'mapping.source.columns.tag': 'Signalname',
  'mapping.source.assetColumn': 'Spalte der Anlage',
  'mapping.source.tagColumn': 'Spalte des Signals',
  'mapping.source.valueColumn': 'Spalte des Werts',
  'mapping.source.qualityColumn': 'Spalte der Qualität',
  'mapping.source.qualityColumn.effect': 'Leer: Jeder Wert gilt als gut.',
  'mapping.source.goodQualities': 'Gute Qualitäten',
  'mapping.source.goodQualities.effect': 'Mit jeder anderen gilt der Wert als fehlend.',
  'mapping.source.tags': 'Signale',
  'mapping.source.tags.sourceTag': 'Name an der Quelle',
  'mapping.source.tags.tag': 'Signalname',
  'mapping.source.groupWaitMs': 'Auf den Rest eines Scans warten',
  'mapping.source.groupWaitMs.effect': 'Die Zeilen eines Zeitpunkts bilden einen Scan; spätere fehlen darin.',
  'mapping.logs': 'Protokolle',
  'mapping.logs.effect':
    'Tabellen mit Alarmen, Fehlern oder Wartung, für Merkmale, die daraus gebildet werden.',
  'mapping.logs.kind': 'Art',
  'mapping.logs.table': 'Tabelle',
  'mapping.logs.keyColumn': 'Schlüssel',
  'mapping.logs.timeColumn': 'Zeit',
  'mapping.logs.assetColumn': 'Spalte der Anlage',
  'mapping.logs.codeColumn': 'Spalte des Codes',
  'mapping.logs.codeColumn.effect': 'Der Code des Fehlers oder die bearbeitete Komponente.',
};
