/** A component in words: `hardening-zone-1-heater` is "hardening zone 1 heater". */
export const componentWords = (component: string): string => component.replace(/[-_]+/g, ' ');
