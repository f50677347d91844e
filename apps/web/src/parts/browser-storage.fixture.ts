/** The storage of a browser, in memory; `isFull` refuses as a browser does. */
export class MemoryStorage implements Storage {
  private readonly texts = new Map<string, string>();
  isFull = false;

  get length(): number {
    return this.texts.size;
  }
  clear(): void {
    this.texts.clear();
  }
  getItem(key: string): string | null {
    return this.texts.get(key) ?? null;
  }
  key(index: number): string | null {
    return [...this.texts.keys()][index] ?? null;
  }
  removeItem(key: string): void {
    this.texts.delete(key);
  }
  setItem(key: string, text: string): void {
    if (this.isFull) throw new DOMException('full', 'QuotaExceededError');
    this.texts.set(key, text);
  }
}
