import type { AssetId, OrganizationConfig } from '@eagle/contracts/domain';
import type { AssetClock } from './asset-clock.js';

/** What the mapper remembers of one asset. */
export interface KnownAsset {
  readonly assetId: AssetId;
  /** Newest event time seen, milliseconds UTC; NaN before the first row. */
  newestMs: number;
  /** The longest of its latest steps from row to row, milliseconds; NaN before the second row. */
  stepMs: number;
  /** How often the source's clock had been set back when the newest time was noted. */
  era: number;
  /** How far the stamps of its rows in order are from their arrival; NaN before the first. */
  usualOffsetMs: number;
  /** Kept once a row lay behind its newest one; null: none did. */
  clock: AssetClock | null;
  /**
   * Rows in a repeated hour that were taken for its first meaning without proof so far: their
   * number, the newest of them, and the repeated time.
   */
  unproven: number;
  firstMeaningMs: number;
  repeatedMs: number;
  /** Newest row that was surely of the second meaning; NaN: none. */
  secondMs: number;
}

export const newlyKnown = (assetId: AssetId): KnownAsset => ({
  assetId,
  newestMs: NaN,
  stepMs: NaN,
  era: 0,
  usualOffsetMs: NaN,
  clock: null,
  unproven: 0,
  firstMeaningMs: NaN,
  repeatedMs: 0,
  secondMs: NaN,
});

/** Finds an asset by its name at the source: its id, else its id or name in any case. */
export class AssetDirectory {
  private readonly byText = new Map<string, KnownAsset>();
  private readonly byId = new Map<string, KnownAsset>();

  constructor(config: Pick<OrganizationConfig, 'assets'>) {
    for (const { assetId, name } of config.assets) {
      const asset = newlyKnown(assetId);
      this.byId.set(assetId, asset);
      for (const text of [name.toLowerCase(), assetId.toLowerCase()]) this.byText.set(text, asset);
    }
    // Exact ids win over names in any case.
    for (const [assetId, asset] of this.byId) this.byText.set(assetId, asset);
  }

  find(text: string): KnownAsset | undefined {
    return this.byText.get(text) ?? this.byText.get(text.trim().toLowerCase());
  }

  get(assetId: AssetId): KnownAsset | undefined {
    return this.byId.get(assetId);
  }
}
