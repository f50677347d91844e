import { isPlantInstant } from '../address/index.js';
import { dateStart, type PlantTime } from '../time/index.js';
import { actionOf, type AuditAction } from './audit-log.js';
import type { AuditSearch } from './audit-search.js';

const DAY_MS = 86_400_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the list is narrowed by. */
export interface AuditFilter {
  readonly who: string | null;
  readonly action: AuditAction | null;
  /** Dates of the plant, both included. */
  readonly from: string | null;
  readonly to: string | null;
}

/** The same as the interface takes it: `from` included, `to` excluded. */
export interface AuditQuery {
  readonly actorId?: string;
  readonly action?: AuditAction;
  readonly from?: string;
  readonly to?: string;
}

export const NO_FILTER: AuditFilter = { who: null, action: null, from: null, to: null };

/** `2026-11-28`; a date that does not exist is none. */
const dateIn = (text: string | undefined): string | null => {
  const at = text === undefined ? Number.NaN : Date.parse(`${text}T12:00:00Z`);
  return !isPlantInstant(at) || new Date(at).toISOString().slice(0, 10) !== text ? null : text;
};

/** What an address asks for, as far as it can be read. */
export const filterOf = ({ who, action, from, to }: AuditSearch): AuditFilter => ({
  who: who !== undefined && UUID.test(who) ? who : null,
  action: actionOf(action),
  from: dateIn(from),
  to: dateIn(to),
});

export const isFiltering = (filter: AuditFilter): boolean =>
  Object.values(filter).some((each) => each !== null);

const noonOf = (date: string): number => Date.parse(`${date}T12:00:00Z`);
const dayAfter = (date: string): string => new Date(noonOf(date) + DAY_MS).toISOString().slice(0, 10);
const startOf = (date: string, plantTime: PlantTime): string =>
  new Date(dateStart(date, noonOf(date), plantTime)).toISOString();

export const queryOf = ({ who, action, from, to }: AuditFilter, plantTime: PlantTime): AuditQuery => ({
  ...(who === null ? {} : { actorId: who }),
  ...(action === null ? {} : { action }),
  ...(from === null ? {} : { from: startOf(from, plantTime) }),
  ...(to === null ? {} : { to: startOf(dayAfter(to), plantTime) }),
});
