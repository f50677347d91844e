import { AppError } from '@eagle/contracts/domain';

/** Containers within containers; the deepest body of the interface has six. */
const DEPTH_MAX = 16;
/** Objects and arrays of one body: each takes as much memory as a few dozen of its bytes. */
const CONTAINERS_MAX = 100_000;
/** Values separated by commas; the largest batch of predictions has 200 000. */
const VALUES_MAX = 400_000;
/**
 * Members of the body itself: an object with more would be built in one long step. The widest body
 * of the interface has six.
 */
const MEMBERS_OF_BODY_MAX = 100;
/**
 * Bytes of one object or array that is checked in one step: an item of a list in the body, or a
 * member of the body that is no list.
 */
const ITEM_BYTES_MAX = 256 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACE = 0x7d;
const CLOSE_BRACKET = 0x5d;

/**
 * Bounds the cost of a JSON body, chunk by chunk as it arrives: nothing is parsed before depth and
 * width are known to be within what the interface needs. It does not check the grammar; the parser
 * does.
 */
export class JsonBounds {
  private isInText = false;
  private isEscaped = false;
  private depth = 0;
  private containers = 0;
  private commas = 0;
  private commasOfBody = 0;
  private bytes = 0;
  private isListAt = [false, false, false];
  /**
   * Where the container that is checked in one step began, and its depth; null between two
   * containers.
   */
  private item: { readonly begun: number; readonly depth: number } | null = null;

  /** @throws AppError `BODY.TOO_DEEP`, `BODY.TOO_MANY_VALUES`, `BODY.ITEM_TOO_LARGE` (invalid). */
  take(piece: Uint8Array): void {
    for (const byte of piece) {
      this.bytes += 1;
      if (this.isInText) this.withinText(byte);
      else if (byte === QUOTE) this.isInText = true;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.open(byte === OPEN_BRACKET);
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) this.close();
      else if (byte === COMMA) this.part();
    }
    const isTooWide = this.commas >= VALUES_MAX || this.commasOfBody >= MEMBERS_OF_BODY_MAX;
    if (isTooWide || this.containers > CONTAINERS_MAX) throw tooManyValues();
    this.checkItem();
  }

  private withinText(byte: number): void {
    if (this.isEscaped) this.isEscaped = false;
    else if (byte === BACKSLASH) this.isEscaped = true;
    else if (byte === QUOTE) this.isInText = false;
  }

  private open(isList: boolean): void {
    this.depth += 1;
    this.containers += 1;
    if (this.depth > DEPTH_MAX) throw tooDeep();
    if (this.depth < this.isListAt.length) this.isListAt[this.depth] = isList;
    const isItem = this.depth === 3 || (this.depth === 2 && (this.isListAt[1] === true || !isList));
    if (this.item === null && isItem) this.item = { begun: this.bytes, depth: this.depth };
  }

  private part(): void {
    this.commas += 1;
    if (this.depth === 1) this.commasOfBody += 1;
  }

  private close(): void {
    if (this.item?.depth === this.depth) {
      this.checkItem();
      this.item = null;
    }
    this.depth -= 1;
  }

  private checkItem(): void {
    if (this.item !== null && this.bytes - this.item.begun > ITEM_BYTES_MAX) throw itemTooLarge();
  }
}

function tooDeep(): AppError {
  const message = `The body is nested more than ${DEPTH_MAX} levels deep, which no request needs.`;
  return new AppError('BODY.TOO_DEEP', message);
}

function tooManyValues(): AppError {
  const message = `The body holds more than ${VALUES_MAX} values, ${CONTAINERS_MAX} objects and lists, or ${MEMBERS_OF_BODY_MAX} members at the top level: send it in several parts.`;
  return new AppError('BODY.TOO_MANY_VALUES', message);
}

function itemTooLarge(): AppError {
  const message = `One part of the body is larger than ${ITEM_BYTES_MAX / 1024} KiB, which no request needs.`;
  return new AppError('BODY.ITEM_TOO_LARGE', message);
}
