import type { TranslationOf } from '../../catalogue.js';
import type { settings as English } from '../en/settings.js';

export const settings: TranslationOf<typeof English> = {
  'settings.timeZone': 'Zeitzone',
  'settings.timeZone.effect':
    'Zeiten auf jeder Seite und der Zeitplan der Trainings folgen ihr. Ein IANA-Name wie Europe/Berlin.',
  'settings.scanPeriodMs': 'Zeit zwischen zwei Scans',
  'settings.scanPeriodMs.effect':
    'Erwarteter Abstand zweier Zeilen einer Anlage. Frische, Lücken und Zeilenzahlen werden daran gemessen.',
  'settings.quotaRowsPerSecond': 'Zeilen je Sekunde höchstens',
  'settings.quotaRowsPerSecond.effect':
    'Was schneller kommt, wartet in der Schlange dieser Organisation; verloren geht dadurch nichts.',

  'settings.operatingStates': 'Betriebszustände',
  'settings.operatingStates.effect':
    'Was eine Anlage gerade tut. Der erste Zustand, dessen Bedingungen alle gelten, zählt; gilt keiner, ist der Zustand unbekannt.',
  'settings.operatingStates.state': 'Zustand',
  'settings.operatingStates.state.effect':
    'Kleinbuchstaben, Ziffern und Bindestriche: Regeln und Vorhersagen beziehen sich darauf.',
  'settings.operatingStates.all': 'Bedingungen',
  'settings.operatingStates.all.effect':
    'Alle müssen gelten. Ein fehlender Wert macht seine Bedingung falsch.',
  'settings.operatingStates.all.tag': 'Signal',
  'settings.operatingStates.all.minusTag': 'Abzüglich des Signals',
  'settings.operatingStates.all.minusTag.effect':
    'Verglichen wird die Differenz beider, etwa Istwert weniger Sollwert.',
  'settings.operatingStates.all.absolute': 'Nur der Betrag',
  'settings.operatingStates.all.absolute.effect': 'Vergleicht den Betrag, gleich welchen Vorzeichens.',
  'settings.operatingStates.all.op': 'Vergleich',
  'settings.operatingStates.all.value': 'Wert',
  'settings.operatingStates.all.value.effect': 'In der Einheit des Signals; ein Ja zählt als 1.',
  'settings.predictInStates': 'Zustände mit Vorhersagen',
  'settings.predictInStates.effect':
    'Nur in diesen Zuständen kann eine Komponente ausfallen und wird vorhergesagt. Ohne Angabe in jedem Zustand.',

  'settings.failures': 'Woran Ausfälle erkannt werden',
  'settings.failures.tags': 'Störmeldungen',
  'settings.failures.tags.effect':
    'Kommt eine solche Meldung, ist es ein Ausfall ihrer Komponente, für Training und Bewertung.',
  'settings.failures.tags.tag': 'Signal',
  'settings.failures.tags.component': 'Komponente',
  'settings.failures.tags.component.effect': 'Der Teil der Anlage, der ausfiel.',
  'settings.failures.tags.debounceMs': 'Zeit, die es anstehen muss',
  'settings.failures.tags.debounceMs.effect': 'Ein kürzerer Impuls ist kein Ausfall.',
  'settings.failures.records': 'Eingetragene Ausfälle zählen',
  'settings.failures.records.effect': 'Auch aus Ausfällen, die Menschen eintragen, wird gelernt.',

  'settings.prediction': 'Vorhersage',
  'settings.prediction.horizonMs': 'Horizont',
  'settings.prediction.horizonMs.effect':
    'Wie weit voraus ein Ausfall vorhergesagt wird. Das nächste Training lernt ihn.',
  'settings.prediction.leadMsMin': 'Kleinster Vorlauf',
  'settings.prediction.leadMsMin.effect':
    'Eine Warnung, die später vor dem Ausfall kommt, zählt als verpasst.',
  'settings.prediction.probabilityMin': 'Schwelle der Wahrscheinlichkeit',
  'settings.prediction.probabilityMin.effect':
    'Von hier an wird eine Vorhersage zum Alarm. Höher: weniger Alarme, mehr verpasste Ausfälle.',
  'settings.prediction.probabilityMin.off': 'Wie die Version im Dienst sie gewählt hat',
  'settings.prediction.confidenceMin': 'Kleinste Konfidenz',
  'settings.prediction.confidenceMin.effect':
    'Darunter gilt eine Vorhersage als unsicher und löst keinen Alarm aus.',
  'settings.prediction.consecutiveMin': 'Vorhersagen in Folge',
  'settings.prediction.consecutiveMin.effect':
    'So viele in Folge müssen über der Schwelle liegen, bevor ein Alarm kommt. Mehr: ruhiger und später.',

  'settings.alerts': 'Alarme',
  'settings.alerts.deduplicationWindowMs': 'Zeit, in der ein Alarm wiederkommen kann',
  'settings.alerts.deduplicationWindowMs.effect':
    'Was innerhalb dieser Zeit nach dem Ende wiederkommt, ist derselbe Alarm, kein neuer.',
  'settings.alerts.repeatsMax': 'Wiederholungen, die gemeldet werden',
  'settings.alerts.repeatsMax.effect': 'Was öfter wiederkommt, wird gezählt und nicht mehr gemeldet.',
  'settings.alerts.predictionClearAfterMs': 'Ende eines vorhergesagten Alarms',
  'settings.alerts.predictionClearAfterMs.effect':
    'Er endet, wenn seine Wahrscheinlichkeit so lange unter der Schwelle blieb.',

  'settings.training': 'Training',
  'settings.training.historyDaysMax': 'Historie, aus der gelernt wird',
  'settings.training.historyDaysMax.effect':
    'Ältere Zeilen bleiben weg. Mehr: langsamer, und seltenere Ausfälle werden gesehen.',
  'settings.training.failuresMin': 'Ausfälle, die nötig sind',
  'settings.training.failuresMin.effect':
    'Mit weniger wird kein Modell trainiert, und Regeln arbeiten allein.',
  'settings.training.validationShare': 'Anteil zum Bewerten',
  'settings.training.validationShare.effect':
    'Die neuesten Ausfälle, aus denen das Modell nicht lernt. Mehr: sichereres Urteil, weniger zum Lernen.',
  'settings.training.assetDaysPerFalseAlarm': 'Tage einer Anlage je Fehlalarm',
  'settings.training.assetDaysPerFalseAlarm.effect':
    'Die Schwelle eines Modells wird so gewählt, dass Fehlalarme höchstens so häufig sind.',
  'settings.training.trustedTags': 'Signale, denen vertraut wird',
  'settings.training.trustedTags.effect':
    'Sie scheinen den Ausfall zu kennen, sind aber bekanntermaßen ehrlich: Die Prüfung nimmt sie an.',
  'settings.training.operators': 'Personen, die sich die Alarme teilen',
  'settings.training.operators.effect': 'Damit werden die erwarteten Alarme je Person gezählt.',
  'settings.training.schedule': 'Zeitplan',
  'settings.training.schedule.effect':
    'Minute, Stunde, Tag, Monat, Wochentag in der Zeitzone der Organisation: 0 2 * * 0 ist Sonntag um 02:00. Leer: nie.',
  'settings.training.schedule.off': 'Nie',
  'settings.training.cooldownMs': 'Kleinste Zeit zwischen Trainings',
  'settings.training.cooldownMs.effect':
    'Ein geplantes Training entfällt, wenn ein anderes weniger als das zuvor endete.',
  'settings.training.deployAs': 'Eine Version, die bestanden hat',
  'settings.training.deployAs.effect':
    'Sie geht sofort in Dienst, oder sie läuft neben der Version im Dienst, bis jemand sie in Dienst stellt.',
  'settings.training.deployAs:champion': 'Sofort in Dienst',
  'settings.training.deployAs:shadow': 'Läuft im Schattenbetrieb',
  'settings.training.hyperparameters': 'Feste Einstellungen von LightGBM',
  'settings.training.hyperparameters.effect': 'Was nicht angegeben ist, wählen die Daten.',
  'settings.training.hyperparameters.numLeaves': 'Blätter eines Baums',
  'settings.training.hyperparameters.numLeaves.effect': 'Mehr: feiner, und lernt eher auswendig.',
  'settings.training.hyperparameters.numLeaves.off': 'Von den Daten gewählt',
  'settings.training.hyperparameters.learningRate': 'Lernrate',
  'settings.training.hyperparameters.learningRate.effect': 'Weniger: stetiger, und braucht mehr Bäume.',
  'settings.training.hyperparameters.learningRate.off': 'Von den Daten gewählt',
  'settings.training.hyperparameters.featureFraction': 'Anteil der Merkmale je Baum',
  'settings.training.hyperparameters.featureFraction.effect':
    'Weniger: Bäume unterscheiden sich mehr. 1 sind alle.',
  'settings.training.hyperparameters.featureFraction.off': 'Von den Daten gewählt',
  'settings.training.hyperparameters.baggingFraction': 'Anteil der Zeilen je Baum',
  'settings.training.hyperparameters.baggingFraction.effect':
    'Weniger: schneller und stetiger. Braucht eine Bagging-Häufigkeit. 1 sind alle.',
  'settings.training.hyperparameters.baggingFraction.off': 'Von den Daten gewählt',
  'settings.training.hyperparameters.baggingFreq': 'Bagging alle so viele Bäume',
  'settings.training.hyperparameters.baggingFreq.effect': '0: kein Bagging.',
  'settings.training.hyperparameters.baggingFreq.off': 'Von den Daten gewählt',
  'settings.training.hyperparameters.minDataInLeaf': 'Zeilen je Blatt mindestens',
  'settings.training.hyperparameters.minDataInLeaf.effect': 'Mehr: Es wird weniger auswendig gelernt.',
  'settings.training.hyperparameters.minDataInLeaf.off': 'Von den Daten gewählt',
  'settings.training.hyperparameters.maxDepth': 'Tiefe eines Baums höchstens',
  'settings.training.hyperparameters.maxDepth.effect': '-1: keine Grenze.',
  'settings.training.hyperparameters.maxDepth.off': 'Von den Daten gewählt',
  'settings.training.hyperparameters.numIterations': 'Bäume',
  'settings.training.hyperparameters.numIterations.effect':
    'Des Modells der Wahrscheinlichkeit; die anderen wählen ihre Zahl.',
  'settings.training.hyperparameters.numIterations.off': 'Von den Daten gewählt',
  'settings.training.hyperparameters.lambdaL2': 'Regularisierung (L2)',
  'settings.training.hyperparameters.lambdaL2.effect': 'Mehr: schwächere Antworten einzelner Blätter.',
  'settings.training.hyperparameters.lambdaL2.off': 'Von den Daten gewählt',
  'settings.training.hyperparameters.extraTrees': 'Zufällige Schnitte',
  'settings.training.hyperparameters.extraTrees.effect':
    'Schwellen werden gelost: schneller, und weniger wird auswendig gelernt.',
  'settings.training.hyperparameters.extraTrees.off': 'Von den Daten gewählt',
  'settings.training.monotone': 'Bekannte Richtungen',
  'settings.training.monotone.effect':
    'Steigt der Istwert eines solchen Signals, darf die Wahrscheinlichkeit nur steigen oder nur fallen.',
  'settings.training.monotone:increasing': 'Steigt nur',
  'settings.training.monotone:decreasing': 'Fällt nur',
  'settings.training.tuneSeconds': 'Suche nach besseren Einstellungen',
  'settings.training.tuneSeconds.effect':
    'Zeit, die ein Training dafür nehmen darf, wo genug Ausfälle zum Vergleich da sind.',
  'settings.training.tuneSeconds.off': 'Keine Suche',

  'settings.shadow': 'Schattenbetrieb',
  'settings.shadow.share': 'Anteil der Zeilen für den Schattenbetrieb',
  'settings.shadow.share.effect':
    'Weniger: weniger Arbeit, und es dauert länger, bis beide verglichen werden können.',
  'settings.shadow.keepDays': 'Tage, für die Vorhersagen des Schattenbetriebs bleiben',
  'settings.shadow.keepDays.effect': 'So lange werden sie mit der Version im Dienst verglichen.',

  'settings.history': 'Historie',
  'settings.history.rawDays': 'Zeilen, wie sie kamen',
  'settings.history.rawDays.effect': 'Ältere Zeilen werden gelöscht; Minuten und Stunden bleiben.',
  'settings.history.aggregateYears': 'Minuten und Stunden',
  'settings.history.aggregateYears.effect': 'Diagramme früherer Jahre brauchen sie.',
  'settings.history.quotaBytes': 'Platz für alles',
  'settings.history.quotaBytes.effect': 'Ist er voll, wird Neues nicht gespeichert, aber gezählt.',
  'settings.history.takeOver': 'Historie aus der Quelle',
  'settings.history.takeOver.days': 'Wie weit zurück',
  'settings.history.takeOver.days.effect': 'Vom Beginn der Aufzeichnung an. 0: Nichts wird übernommen.',
  'settings.history.takeOver.sourceShare': 'Anteil der Zeit der Quelle',
  'settings.history.takeOver.sourceShare.effect':
    'Den Rest ruht die Quelle. Mehr: eher fertig, und mehr Last auf der Datenbank des Werks.',
  'settings.history.takeOver.hours': 'Stunden, in denen die Quelle gelesen werden darf',
  'settings.history.takeOver.hours.effect':
    'In der Zeitzone der Organisation; über Mitternacht, wo das Ende zuerst kommt.',
  'settings.history.takeOver.hours.off': 'Immer',
  'settings.history.takeOver.hours.from': 'Von',
  'settings.history.takeOver.hours.until': 'Bis',

  'settings.features': 'Merkmale',
  'settings.features.effect':
    'Was ein Modell von den Zeilen sieht. Eine Änderung wirkt mit dem nächsten Training.',
  'settings.features.lagsMs': 'Frühere Werte',
  'settings.features.lagsMs.effect': 'Jeder Wert auch so, wie er vor dieser Zeit war.',
  'settings.features.windowsMs': 'Gleitende Fenster',
  'settings.features.windowsMs.effect': 'Mittel, Streuung, kleinster und größter Wert über diese Zeit.',
  'settings.features.deviations': 'Abstände zum Sollwert',
  'settings.features.deviations.effect': 'Istwert weniger Sollwert jedes Signals, das einen hat.',
  'settings.features.slopesMs': 'Anstiege',
  'settings.features.slopesMs.effect': 'Wie schnell jeder Wert über diese Zeit steigt oder fällt.',
  'settings.features.ewmMs': 'Gewichtete Mittel',
  'settings.features.ewmMs.effect':
    'Ein Mittel, in dem neuere Zeilen mehr zählen; die Zeit sagt, wie schnell es vergisst.',
  'settings.features.usualMs': 'Abstand vom Üblichen der Anlage',
  'settings.features.usualMs.effect':
    'Wie schnell das Übliche einer Anlage folgt; der Abstand jedes Wertes davon ist ein Merkmal.',
  'settings.features.usualMs.off': 'Nicht verwendet',
  'settings.features.firstStretch': 'Abstand vom Beginn eines Laufs',
  'settings.features.firstStretch.effect': 'Wie weit jeder Wert vom ersten Stück seines Laufs entfernt ist.',
  'settings.features.firstStretch.off': 'Nicht verwendet',
  'settings.features.firstStretch.firstMs': 'Länge des ersten Stücks',
  'settings.features.firstStretch.firstMs.effect': 'Daraus wird die Grundlinie genommen.',
  'settings.features.firstStretch.pauseMs': 'Pause, die einen Lauf beendet',
  'settings.features.firstStretch.pauseMs.effect': 'Nach einer längeren beginnt ein neuer Lauf.',
  'settings.features.firstStretch.runMsMax': 'Länge eines Laufs höchstens',
  'settings.features.firstStretch.runMsMax.effect': 'Ein längerer Lauf hat keine Grundlinie mehr.',
  'settings.features.fleet': 'Abstand von den anderen Anlagen',
  'settings.features.fleet.effect': 'Jeder Wert weniger das Mittel der anderen Anlagen der Organisation.',
  'settings.features.timeInState': 'Zeit im Zustand',
  'settings.features.timeInState.effect':
    'Zeit seit dem letzten Wechsel des Betriebszustands. Braucht Betriebszustände.',
  'settings.features.events': 'Alarm- und Fehlerprotokoll',
  'settings.features.events.codes': 'Codes',
  'settings.features.events.codes.effect':
    'Für jeden die Anzahl in jedem Fenster und die Zeit seit dem letzten.',
  'settings.features.events.windowsMs': 'Fenster der Anzahlen',
  'settings.features.events.windowsMs.effect': 'Über diese Zeit werden die Einträge eines Codes gezählt.',
  'settings.features.maintenance': 'Arbeit an Komponenten',
  'settings.features.maintenance.components': 'Komponenten',
  'settings.features.maintenance.components.effect': 'Die Zeit seit der letzten Arbeit an jeder von ihnen.',
  'settings.features.attributes': 'Eigenschaften von Anlagen',
  'settings.features.attributes.effect':
    'Konstanten, in denen sich Anlagen unterscheiden, etwa Typ oder Alter.',
  'settings.features.attributes.kind': 'Art',
  'settings.features.attributes.kind:number': 'Zahl',
  'settings.features.attributes.kind:category': 'Eines von einigen Wörtern',
  'settings.features.attributes.name': 'Name',
  'settings.features.attributes.categories': 'Wörter',
  'settings.features.attributes.categories.effect': 'Ein neues kommt ans Ende: Sein Platz ist sein Code.',
};
