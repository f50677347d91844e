/** A component in words: `hardening-zone-1-heater` is "Hardening zone 1 heater". */
export function componentWords(component: string): string {
  const words = component.replace(/[-_]+/g, ' ');
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
