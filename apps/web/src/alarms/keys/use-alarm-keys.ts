import { useEffect, useRef } from 'react';
import { useSingleKeys } from '../../preferences/index.js';
import { type AlarmCommand, commandOf } from './alarm-command.js';

/** Where a key belongs to somebody else: a field, a dialog, a menu. */
const OTHERS = 'input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]';
/** Where Enter presses what has the focus. */
const PRESSED_BY_ENTER = 'button, a, summary';

/** Does what the keys of the page say. A dialog or menu that is open keeps all keys for itself. */
export function useAlarmKeys(act: (command: AlarmCommand) => void): void {
  const [singleKeys] = useSingleKeys();
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || !(event.target instanceof Element)) return;
      if (event.target.closest(OTHERS) !== null) return;
      if (document.querySelector('[role="dialog"], [role="menu"]') !== null) return;
      if (event.key === 'Enter' && event.target.closest(PRESSED_BY_ENTER) !== null) return;
      const command = commandOf(event, singleKeys === 'on');
      if (command === null) return;
      event.preventDefault();
      latest.current(command);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [singleKeys]);
}
