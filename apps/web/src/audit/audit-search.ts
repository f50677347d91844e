import { countParam, presentParams, textParam } from '../address/index.js';

export interface AuditSearch {
  /** Id of who did it. */
  readonly who?: string;
  /** `USER.INVITED` */
  readonly action?: string;
  /** Dates of the plant, both included. */
  readonly from?: string;
  readonly to?: string;
  /** Number of the entry in the drawer. */
  readonly entry?: number;
}

/** An address can hold anything: what cannot be read is absent. */
export const auditSearch = (search: Record<string, unknown>): AuditSearch =>
  presentParams({
    who: textParam(search, 'who'),
    action: textParam(search, 'action'),
    from: textParam(search, 'from'),
    to: textParam(search, 'to'),
    entry: countParam(search, 'entry'),
  });
