import { BlackHole } from '../../../chaos/black-hole.js';
import type { PartResult } from '../../parts.js';
import { MeasuredRoom } from '../measured-room.js';
import type { WatchedPlant } from '../organizations.js';
import { webFigure, type WebBench } from '../web-bench.js';

/** A network that swallows every byte while its connections stay open, until the page says so. */
export async function deadConnection(web: WebBench, { operator }: WatchedPlant): Promise<PartResult> {
  const hole = await BlackHole.to(Number(new URL(web.room.url).port));
  try {
    const url = `http://127.0.0.1:${hole.port}`;
    const room = await MeasuredRoom.open({ ...web.room, url }, operator);
    try {
      await room.firstRow();
      const fromMs = await room.now();
      hole.open();
      const shownMs =
        (await room.whenSeen(`document.body.innerText.includes('Not connected since')`)) - fromMs;
      const figures = [
        webFigure({
          name: 'dead connection shown',
          value: shownMs / 1_000,
          unit: 's',
          bar: 'webDeadConnectionS',
        }),
      ];
      return { figures, details: { shownMs } };
    } finally {
      await room.close();
    }
  } finally {
    await hole.end();
  }
}
