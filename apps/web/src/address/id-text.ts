const CHARACTERS_MAX = 60;
/** Letters that leave the direction of a sentence as it is. */
const PLAIN = /^[\w.~@:-]*$/;

/**
 * An id that an address names, for a sentence. It can be anything: a long one is cut, and one of
 * another script stays apart from the words around it (Unicode's isolates).
 */
export function idText(id: string): string {
  const characters = [...id];
  const cut = characters.length > CHARACTERS_MAX ? `${characters.slice(0, CHARACTERS_MAX).join('')}…` : id;
  return PLAIN.test(id) ? cut : `\u2068${cut}\u2069`;
}
