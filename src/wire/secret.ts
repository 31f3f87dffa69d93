import { inspect } from 'node:util';

/**
 * A token or secret value from the moment it arrives: every string form is `[redacted]`.
 *
 * `reveal()` is called only where the value goes onto the wire; grep for it to see every such place.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[redacted]';
  }

  toJSON(): string {
    return '[redacted]';
  }

  [Symbol.toPrimitive](): string {
    return '[redacted]';
  }

  [inspect.custom](): string {
    return '[redacted]';
  }
}
