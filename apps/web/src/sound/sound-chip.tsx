import { type ReactElement, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { siteBasePath } from '../address/index.js';
import { useLiveStore } from '../live/index.js';
import { Button } from '../parts/index.js';
import { useSingleKeys, useSoundChoice } from '../preferences/index.js';
import { useTexts } from '../texts/index.js';
import { serverClock, useNow } from '../time/index.js';
import { decideSound, NOTHING_HEARD, silenced } from './decide-sound.js';
import { WebAudioPlayer } from './player.js';
import { SoundingWindow } from './sounding-window.js';
import { toneOf } from './tones.js';

const LOOK_EVERY_MS = 500;
const OTHERS = 'input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]';
const player = new WebAudioPlayer();
let made: SoundingWindow | null = null;
// Without TLS a browser has no locks outside of its own machine.
const soundingWindow = (): SoundingWindow =>
  (made ??= new SoundingWindow(
    isSecureContext ? navigator.locks : undefined,
    `eagle-sound ${siteBasePath()}`,
  ));

/** Sounds by priority until somebody acknowledges; the chip tests it, and silences it for 60 s. */
export function SoundChip(): ReactElement {
  const { t } = useTexts();
  const [choice, choose] = useSoundChoice();
  const isHere = useIsSoundingHere();
  const { isTested, silencedUntil, test, silence } = useSound(choice === 'on' && isHere);
  const now = useNow(1_000);
  useSilenceKey(silence);
  const leftMs = silencedUntil - now;
  if (choice === 'off') {
    return (
      <Button
        look="quiet"
        icon="sound"
        className="sound-chip"
        title={t('sound.off.meaning')}
        onClick={() => choose('on')}
      >
        {t('sound.off')}
      </Button>
    );
  }
  if (!isHere) {
    return (
      <Button look="quiet" icon="sound" className="sound-chip" title={t('sound.elsewhere.meaning')}>
        {t('sound.elsewhere')}
      </Button>
    );
  }
  if (!isTested) {
    return (
      <Button look="quiet" icon="sound" className="sound-chip" title={t('sound.test')} onClick={test}>
        {t('sound.not-tested')}
      </Button>
    );
  }
  const isSilent = leftMs > 0;
  return (
    <Button
      look="quiet"
      icon="sound"
      className="sound-chip"
      aria-pressed={isSilent}
      title={t('sound.silence')}
      onClick={silence}
    >
      {isSilent ? t('sound.silenced', { seconds: Math.ceil(leftMs / 1_000) }) : t('sound.on')}
    </Button>
  );
}

const USED = ['pointerdown', 'keydown', 'focus'] as const;

/** One window sounds: the one that was used last. */
function useIsSoundingHere(): boolean {
  const here = soundingWindow();
  useEffect(() => {
    const take = (): void => here.take();
    if (document.hasFocus()) take();
    else here.queue();
    for (const kind of USED) addEventListener(kind, take);
    return () => {
      for (const kind of USED) removeEventListener(kind, take);
    };
  }, [here]);
  return useSyncExternalStore(here.listen, here.get);
}

/** @param isOn  Whether alerts are to be heard in this window. */
function useSound(isOn: boolean) {
  const live = useLiveStore();
  const state = useRef(NOTHING_HEARD);
  const [isTested, setIsTested] = useState(false);
  const [silencedUntil, setSilencedUntil] = useState(0);
  useEffect(() => {
    const look = (): void => {
      const { connection, isComplete, state: known } = live.get();
      // What was known when the connection ended is no alarm of now.
      if (!isComplete || connection.kind !== 'connected') return;
      const { state: next, sounding } = decideSound(
        state.current,
        known.alerts.values(),
        serverClock.now(),
        live.flood.get() !== null,
      );
      state.current = next;
      setSilencedUntil(next.silence?.until ?? 0);
      if (sounding === null || !isOn) return;
      const tone = toneOf(sounding.severity, sounding.origin !== 'rule');
      if (tone !== null) void player.play(tone).then(setIsTested);
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    const stop = live.listen(look);
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [live, isOn]);
  const silence = useCallback(() => {
    state.current = silenced(state.current, live.get().state.alerts.values(), serverClock.now());
    setSilencedUntil(state.current.silence?.until ?? 0);
  }, [live]);
  const test = useCallback(() => {
    const tone = toneOf('high', true);
    if (tone !== null) void player.play(tone).then(setIsTested);
  }, []);
  return { isTested, silencedUntil, test, silence };
}

/** `M` on every page, where single letters are keys. */
function useSilenceKey(silence: () => void): void {
  const [singleKeys] = useSingleKeys();
  useEffect(() => {
    if (singleKeys === 'off') return undefined;
    const press = (event: KeyboardEvent): void => {
      const { key, ctrlKey, metaKey, altKey, target } = event;
      if (key.toLowerCase() !== 'm' || ctrlKey || metaKey || altKey) return;
      if (target instanceof Element && target.closest(OTHERS) !== null) return;
      silence();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [singleKeys, silence]);
}
