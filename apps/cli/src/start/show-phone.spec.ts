import decodeQR from 'qr/decode.js';
import { showPhone } from './show-phone.js';
import { Terminal } from './terminal.js';

/** Pixels of a module: a camera sees more than one. */
const SCALE = 4;
/** Two spaces in white or in black are one module of the code. */
const MODULES = /\u001b\[(?:1;)?(\d+)m((?: {2})+)/g;

/** The text of the code that a terminal shows, as a phone reads it. */
function readFrom(lines: readonly string[]): string {
  const rows = lines
    .flatMap((line) => line.split('\n'))
    .map((line) =>
      [...line.matchAll(MODULES)].flatMap(([, colour, spaces = '']) =>
        Array.from({ length: spaces.length / 2 }, () => colour !== '40'),
      ),
    )
    .filter((row) => row.length > 0);
  const [width, height] = [(rows[0]?.length ?? 0) * SCALE, rows.length * SCALE];
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isWhite = rows[Math.floor(y / SCALE)]?.[Math.floor(x / SCALE)] === true;
      data.fill(isWhite ? 255 : 0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return decodeQR({ width, height, data });
}

function shownOn({ isScreen }: { readonly isScreen: boolean }): string[] {
  const lines: string[] = [];
  const terminal = new Terminal(
    (line) => lines.push(line),
    isScreen,
    () => new Date(0),
  );
  showPhone(terminal, '192.168.1.5', 3000);
  return lines;
}

describe('the address for a phone', () => {
  test('is shown on a screen as a code that a phone reads', () => {
    expect(readFrom(shownOn({ isScreen: true }))).toBe('http://192.168.1.5:3000');
  });

  test('is written with a word of caution, and without a code where the output is no screen', () => {
    const lines = shownOn({ isScreen: false });
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('for a phone on the same network: http://192.168.1.5:3000');
    expect(lines[1]).toContain('passwords cross this network unencrypted');
  });
});
