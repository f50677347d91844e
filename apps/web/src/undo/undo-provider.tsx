import {
  createContext,
  type ReactElement,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
} from 'react';
import { isTyping, useToast } from '../parts/index.js';
import { useSingleKeys } from '../preferences/index.js';
import { useTexts } from '../texts/index.js';
import { serverClock } from '../time/index.js';
import { type OpenOffer, openAt, type UndoOffer, withOffer } from './undo-offers.js';

export interface Undo {
  /** Says what was done, with a way back for six seconds: a button, and the key Z. */
  readonly offer: (offer: UndoOffer) => void;
  /** Takes back what was done last, if its time is not over. */
  readonly takeBack: () => void;
}

const UndoContext = createContext<Undo>({ offer: () => undefined, takeBack: () => undefined });

export const useUndo = (): Undo => useContext(UndoContext);

/** The one way back of the application: pages offer what they did, and the newest offer counts. */
export function UndoProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const { t } = useTexts();
  const toast = useToast();
  const [singleKeys] = useSingleKeys();
  const hasKey = singleKeys === 'on';
  const offers = useRef<readonly OpenOffer[]>([]);
  const takeBackRef = useRef<() => void>(() => undefined);
  const tell = useCallback(
    (text: string) => {
      const isOpen = openAt(offers.current, serverClock.now()).length > 0;
      const label = t(hasKey ? 'undo.by-key' : 'states.undo');
      toast(isOpen ? { text, action: { label, onAct: () => takeBackRef.current() } } : { text });
    },
    [toast, t, hasKey],
  );
  const takeBack = useCallback(() => {
    const open = openAt(offers.current, serverClock.now());
    const newest = open.at(-1);
    if (newest === undefined) return;
    offers.current = open.slice(0, -1);
    void Promise.resolve(newest.undo()).then(tell);
  }, [tell]);
  useEffect(() => {
    takeBackRef.current = takeBack;
  }, [takeBack]);
  const offer = useCallback(
    (made: UndoOffer) => {
      offers.current = withOffer(offers.current, made, serverClock.now());
      tell(made.text);
    },
    [tell],
  );
  useEffect(() => (hasKey ? onUndoKey(() => takeBackRef.current()) : undefined), [hasKey]);
  const undo = useMemo(() => ({ offer, takeBack }), [offer, takeBack]);
  return <UndoContext value={undo}>{children}</UndoContext>;
}

/** A dialog or menu that is open keeps all keys for itself. @returns how to stop listening. */
function onUndoKey(act: () => void): () => void {
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.toLowerCase() !== 'z' || isTyping(event.target)) return;
    if (document.querySelector('[role="dialog"], [role="menu"]') !== null) return;
    event.preventDefault();
    act();
  };
  document.addEventListener('keydown', press);
  return () => document.removeEventListener('keydown', press);
}
