import encodeQR from 'qr';
import type { Terminal } from './terminal.js';

/** The control room's address for a phone of the same network; on a terminal also as a QR code. */
export function showPhone(terminal: Terminal, host: string, port: number): void {
  const url = `http://${host}:${port}`;
  terminal.say('eagle', `for a phone on the same network: ${url}`);
  terminal.picture(encodeQR(url, 'term'));
  terminal.say(
    'eagle',
    'passwords cross this network unencrypted: use it only in one that you trust. "npx eagle status --json" has the accounts',
  );
}
