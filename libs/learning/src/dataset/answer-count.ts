import type { AssetId, HoldOutAnswers } from '@eagle/contracts/domain';
import { FEATURE_FLAG } from '@eagle/contracts/frames';

/** Counts the held-out rows and assets that get an answer: rows with complete windows. */
export class AnswerCount {
  private rows = 0;
  private rowsAnswered = 0;
  private readonly assets = new Set<AssetId>();
  private readonly assetsAnswered = new Set<AssetId>();

  constructor(private readonly windowMsMax: number) {}

  /**
   * @param flags  FEATURE_FLAG bits of a row whose operating state is predicted. A late row needs
   * no answer.
   */
  count(assetId: AssetId, flags: number): void {
    if ((flags & FEATURE_FLAG.late) !== 0) return;
    this.rows += 1;
    this.assets.add(assetId);
    if (flags !== 0) return;
    this.rowsAnswered += 1;
    this.assetsAnswered.add(assetId);
  }

  finish(): HoldOutAnswers {
    const { rows, rowsAnswered, assets, assetsAnswered, windowMsMax } = this;
    return { rows, rowsAnswered, assets: assets.size, assetsAnswered: assetsAnswered.size, windowMsMax };
  }
}
