/** Sentences that somebody typed and that did not arrive, until the tab is closed or they sign out. */
class UnsentSentences {
  private readonly texts = new Map<string, string>();

  get(name: string | undefined): string {
    return name === undefined ? '' : (this.texts.get(name) ?? '');
  }

  keep(name: string | undefined, text: string): void {
    if (name !== undefined) this.texts.set(name, text);
  }

  forget(name: string): void {
    this.texts.delete(name);
  }

  clear(): void {
    this.texts.clear();
  }
}

export const unsentSentences = new UnsentSentences();
