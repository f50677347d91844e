import { AppError } from '@eagle/contracts/domain';

const FIRST_SCRIPT = /<script[^>]* src="\.\/(files\/[^"]+\.js)"/;

/**
 * Opens the control room as a browser does: a page of it, and the script that the page names.
 * @throws AppError `CONTAINERS.NO_CONTROL_ROOM` (bug).
 */
export async function openSite(
  gatewayUrl: string,
  signal: AbortSignal,
): Promise<{ readonly value: null; readonly said: string }> {
  const headers = { accept: 'text/html', 'accept-encoding': 'br' };
  const page = await fetch(`${gatewayUrl}/alarms`, { headers, signal });
  const [, file] = FIRST_SCRIPT.exec(await page.text()) ?? [];
  if (!page.ok || file === undefined) throw absent(`/alarms was answered with ${page.status}, and no script`);
  const script = await fetch(`${gatewayUrl}/${file}`, { headers: { ...headers, accept: '*/*' }, signal });
  const { byteLength } = await script.arrayBuffer();
  const encoding = script.headers.get('content-encoding');
  if (!script.ok || encoding !== 'br')
    throw absent(`/${file} was answered with ${script.status}, encoding ${encoding ?? 'none'}`);
  return { value: null, said: `/alarms is a page, its script has ${Math.round(byteLength / 1e3)} kB` };
}

const absent = (what: string): AppError =>
  new AppError('CONTAINERS.NO_CONTROL_ROOM', `The control room does not open: ${what}.`);
