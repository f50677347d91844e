import type { ReactElement } from 'react';
import { Dialog } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { KEY_HELP } from './alarm-command.js';
import { useSingleKeys } from './use-alarm-keys.js';

/** All keys of the page, and the switch for single letters. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { t } = useTexts();
  const [singleKeys, setSingleKeys] = useSingleKeys();
  return (
    <Dialog isOpen onClose={onClose} title={t('alarms.keys.help')}>
      <dl className="key-help">
        {KEY_HELP.map(({ command, keys }) => (
          <div key={command} className="row spread">
            <dt>{t(`alarms.keys.${command}`)}</dt>
            <dd className="row tight">
              {keys.map((key) => (
                <kbd key={key} className="kbd">
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <label className="row">
        <input
          type="checkbox"
          checked={singleKeys === 'on'}
          onChange={(event) => setSingleKeys(event.target.checked ? 'on' : 'off')}
        />
        {t('alarms.keys.single')}
      </label>
    </Dialog>
  );
}
