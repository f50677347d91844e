/**
 * The address of a request, in a form that the framework can decode. One with a broken escape,
 * `/assets/%E0%A4%A`, is taken letter by letter: a page of that name is as unknown as any other, and the
 * answer has the form and the headers of every other one.
 */
export function readableAddress(address: string): string {
  if (!address.includes('%')) return address;
  const end = address.search(/[?#]/);
  const path = end < 0 ? address : address.slice(0, end);
  return canBeDecoded(path) ? address : path.replaceAll('%', '%25') + address.slice(path.length);
}

function canBeDecoded(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false; // It says so by throwing alone.
  }
}
