import type { MistakeCode } from '@eagle/contracts/rest';

/** What is wrong at one place of a form. */
export const mistakes: Readonly<Record<Exclude<MistakeCode, 'schema'>, (about: string) => string>> = {
  'id-taken': (id) => `Die Kennung ${id} ist vergeben.`,
  'tag-taken': (tag) => `Der Name ${tag} ist vergeben.`,
  'tag-unknown': (tag) => `Das Signal ${tag} gibt es nicht.`,
  'tag-own-set-value': () => 'Ein Signal kann nicht sein eigener Sollwert sein.',
  'tag-boolean': (tag) => `${tag} ist eine Meldung: Verwenden Sie dafür eine Regel für Meldungen.`,
  'tag-no-input': (tag) =>
    `${tag} ist keine Eingabe von Modellen: Machen Sie es dazu, oder lassen Sie es hier weg.`,
  'range-reversed': () => 'Der untere Wert muss unter dem oberen liegen.',
  'asset-unknown': (asset) => `Die Anlage ${asset} gibt es nicht.`,
  'column-mapped-twice': (column) => `${column} ist doppelt zugeordnet.`,
  'tag-fed-twice': (tag) => `Das Signal ${tag} wird aus zwei Quellen gespeist.`,
  'severity-twice': () => 'Jede Priorität darf nur einmal vorkommen.',
  'state-taken': (state) => `Den Zustand ${state} gibt es schon.`,
  'state-reserved': () => 'unknown ist der Zustand, wenn keiner zutrifft; der Name ist vergeben.',
  'state-unknown': (state) => `Den Betriebszustand ${state} gibt es nicht.`,
  'schedule-unreadable': () =>
    'Der Zeitplan braucht fünf Felder (Minute, Stunde, Tag, Monat, Wochentag), etwa 0 2 * * 0, und einen Zeitpunkt, den es gibt.',
  'lead-too-long': () => 'Der kleinste Vorlauf muss kürzer sein als der Horizont.',
};
