/** Whether a key is typed into something: single keys then mean what they are. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.matches('input, textarea, select, [role="menu"] *, [role="dialog"] *')
  );
}
