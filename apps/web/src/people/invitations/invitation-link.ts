/**
 * The address of an invitation. Its token is behind the `#`: that part reaches no server, no log and
 * no other site.
 * @param site  Address of the control room, with the slash at its end.
 */
export const invitationLink = (site: string, token: string): string =>
  new URL(`invitation#${encodeURIComponent(token)}`, site).href;

/** The token of an invitation's address. @param hash  What stands behind its `#`. */
export function tokenIn(hash: string): string | null {
  try {
    const token = decodeURIComponent(hash.replace(/^#/, ''));
    return token === '' ? null : token;
  } catch {
    return null; // A link that was cut or changed on its way holds no token.
  }
}
