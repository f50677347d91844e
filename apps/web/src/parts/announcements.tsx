import { createContext, type ReactElement, type ReactNode, useCallback, useContext, useState } from 'react';

/** `assertive` is for new critical alerts alone; everything else waits for its turn. */
export type Politeness = 'polite' | 'assertive';
type Announce = (text: string, politeness?: Politeness) => void;

const AnnounceContext = createContext<Announce>(() => undefined);

/** Tells screen readers something that others see. Values and countdowns are never announced. */
export const useAnnounce = (): Announce => useContext(AnnounceContext);

/** The two live regions of the whole application. */
export function AnnouncementProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [texts, setTexts] = useState({ polite: '', assertive: '' });
  const announce = useCallback<Announce>((text, politeness = 'polite') => {
    // The same text again is read again: a space more makes it another one.
    setTexts((before) => ({ ...before, [politeness]: before[politeness] === text ? `${text} ` : text }));
  }, []);
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="sr" role="status">
        {texts.polite}
      </div>
      <div className="sr" role="alert">
        {texts.assertive}
      </div>
    </AnnounceContext>
  );
}
