import type { Texts } from '../../texts/index.js';
import type { Pending } from './pending.js';

/** What became of an action, in a few words. */
export function pendingText(said: Pending, t: Texts['t'], clock: (at: number) => string): string {
  switch (said.kind) {
    case 'sending':
      return t('alarms.pending.sending');
    case 'waiting':
      return t('alarms.pending.waiting');
    case 'held-back':
      return t('alarms.pending.held-back', { action: said.action });
    case 'somebody-first':
      return t('alarms.pending.somebody-first', { at: clock(Date.parse(said.at)) });
    case 'refused':
      return t(`alarms.pending.refused.${said.why}`);
  }
}
