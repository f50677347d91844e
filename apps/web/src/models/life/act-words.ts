import type { Texts } from '../../texts/index.js';
import type { Act, Done } from './use-act.js';

/** The verb with its object: title of the dialog and its button. */
export function actTitle(act: Act, t: Texts['t']): string {
  switch (act.kind) {
    case 'deploy':
    case 'shadow':
      return t(act.isOverride ? `models.act.${act.kind}-override` : `models.act.${act.kind}`, {
        version: act.version,
      });
    case 'retire':
    case 'roll-back':
      return t(`models.act.${act.kind}`, { version: act.version });
    case 'train':
    case 'cancel':
      return t(`models.act.${act.kind}`);
  }
}

/** What follows, in one sentence. @param champion  The version that serves now; null: none. */
export function consequenceText(act: Act, champion: string | null, t: Texts['t']): string {
  switch (act.kind) {
    case 'deploy':
      return champion === null
        ? t('models.act.deploy.first', { version: act.version })
        : t('models.act.deploy.instead', { version: act.version, champion });
    case 'shadow':
    case 'retire':
    case 'roll-back':
      return t(`models.act.${act.kind}.meaning`, { version: act.version });
    case 'train':
    case 'cancel':
      return t(`models.act.${act.kind}.meaning`);
  }
}

/** What was done; for a line at the foot of the page. */
export function doneText(act: Act, done: Done, t: Texts['t']): string {
  return 'version' in act
    ? t(`models.done.${act.kind}`, { version: done ?? act.version })
    : t(`models.done.${act.kind}`);
}
