import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const schema = z.object({ v: z.literal(1), seed: z.number(), simulation: z.string() });

/** A plant's process state between two runs of the simulator, replaced as a whole. */
export class StateFile {
  private readonly file: string;

  constructor(
    folder: string,
    plant: string,
    private readonly seed: number,
  ) {
    this.file = path.join(folder, `${plant}.state.json`);
  }

  /**
   * The last saved state with the same seed; null when there is none or it is damaged: the plant
   * then continues from its newest row.
   * @throws where the file exists and cannot be read.
   */
  async read(): Promise<string | null> {
    const text = await readFile(this.file, 'utf8').catch(nullWhereMissing);
    if (text === null) return null;
    try {
      const saved = schema.parse(JSON.parse(text));
      return saved.seed === this.seed ? saved.simulation : null;
    } catch {
      return null; // Cut short by a power cut, or of another version.
    }
  }

  async write(simulation: string): Promise<void> {
    await mkdir(path.dirname(this.file), { recursive: true });
    const next = `${this.file}.next`;
    await writeFile(next, JSON.stringify({ v: 1, seed: this.seed, simulation }));
    await rename(next, this.file);
  }
}

function nullWhereMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
