import { type MouseEvent, type PointerEvent, useEffect, useRef } from 'react';

/** What a pointer selects. */
export type Picked =
  | { readonly kind: 'toggle'; readonly id: string }
  /** From the current row to this one. */
  | { readonly kind: 'to'; readonly id: string }
  | { readonly kind: 'between'; readonly from: string; readonly to: string };

const alertAt = ({ target }: { readonly target: EventTarget }): string | null =>
  target instanceof Element ? (target.closest('[data-alert]')?.getAttribute('data-alert') ?? null) : null;

/**
 * Selecting with a mouse: Shift-click up to a row, Ctrl-click a row, drag over the first column.
 * Handlers of the whole list, so that its rows stay as they are.
 */
export function usePicking(onPick: ((picked: Picked) => void) | undefined) {
  const dragged = useRef<{ readonly from: string; over: string } | null>(null);
  useEffect(() => {
    const end = (): void => {
      dragged.current = null;
    };
    addEventListener('pointerup', end);
    return () => removeEventListener('pointerup', end);
  }, []);
  if (onPick === undefined) return {};
  return {
    onMouseDown: (event: MouseEvent): void => {
      // The browser would select the text between two clicks.
      if (event.shiftKey) event.preventDefault();
    },
    onPointerDown: (event: PointerEvent): void => {
      const id = alertAt(event);
      const isFirstColumn = event.target instanceof Element && event.target.closest('.c-badge') !== null;
      if (id !== null && isFirstColumn && event.pointerType === 'mouse' && event.button === 0) {
        dragged.current = { from: id, over: id };
      }
    },
    onPointerOver: (event: PointerEvent): void => {
      const id = alertAt(event);
      if (dragged.current === null || id === null || id === dragged.current.over) return;
      dragged.current.over = id;
      onPick({ kind: 'between', from: dragged.current.from, to: id });
    },
    onClickCapture: (event: MouseEvent): void => {
      const id = alertAt(event);
      if (id === null || !(event.shiftKey || event.ctrlKey || event.metaKey)) return;
      event.stopPropagation();
      onPick({ kind: event.shiftKey ? 'to' : 'toggle', id });
    },
  };
}
