/** Choices that follow from a seed alone. */
export interface Random {
  /** A whole number from 0 to below the bound. */
  below(bound: number): number;
  pick<T>(from: readonly T[]): T;
  shuffled<T>(from: readonly T[]): T[];
}

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  return {
    below,
    pick: (from) => {
      const [picked] = from.slice(below(from.length));
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
    shuffled: (from) => {
      const left = [...from];
      return from.flatMap(() => left.splice(below(left.length), 1));
    },
  };
}

const hex = '0123456789abcdef';

export function guid(random: Random): string {
  const digits = (count: number): string => Array.from({ length: count }, () => random.pick([...hex])).join('');
  return `${digits(8)}-${digits(4)}-4${digits(3)}-8${digits(3)}-${digits(12)}`;
}

/** A GUID with another digit in one place. */
export function otherDigit(random: Random, text: string): string {
  const at = random.pick([...text].flatMap((character, index) => (/[0-9a-f]/i.test(character) && index !== 14 && index !== 19 ? [index] : [])));
  return `${text.slice(0, at)}${random.pick([...hex].filter((digit) => digit !== text[at]?.toLowerCase()))}${text.slice(at + 1)}`;
}

/** A name of Kubernetes or Azure that nothing else here has. */
export function freshName(random: Random): string {
  return `other-${Array.from({ length: 6 }, () => random.pick([...'abcdefghjkmnpqrstuvwxyz'])).join('')}`;
}
