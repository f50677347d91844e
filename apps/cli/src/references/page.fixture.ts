/** The project, seen from `apps/cli/dist/references`. */
export const PROJECT = new URL('../../../../', import.meta.url);

/** Markdown of a literal text. */
export const code = (text: string): string => `\`${text}\``;

/** A table; a vertical line within a cell would end it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return `${[line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n')}\n`;
}

/**
 * What each service exports from one of its files.
 * @param file  compiled, below the service's folder, for example `dist/config.js`
 */
export async function exportsOf(service: string, file: string): Promise<readonly unknown[]> {
  const module: unknown = await import(new URL(`apps/${service}/${file}`, PROJECT).href);
  return typeof module === 'object' && module !== null ? Object.values<unknown>({ ...module }) : [];
}
