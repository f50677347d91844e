/** A cell that begins so is run by spreadsheets, and people give names as they like. */
const RUN_BY_SPREADSHEETS = /^[=+\-@\t\r]/;

function cell(text: string): string {
  const harmless = RUN_BY_SPREADSHEETS.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** One line of a CSV file (RFC 4180). A number is one for spreadsheets too; null is an empty cell. */
export const csvLine = (cells: readonly (string | number | null)[]): string =>
  `${cells.map((each) => (typeof each === 'number' ? String(each) : cell(each ?? ''))).join(',')}\r\n`;
