import type { Random } from './random.ts';

/** What happens to a text by a slip of the hand, each to another text than before. */
const slips: Readonly<Record<string, (random: Random, text: string) => string>> = {
  'a byte less': (random, text) => {
    const at = random.below(text.length);
    return text.slice(0, at) + text.slice(at + 1);
  },
  'a byte twice': (random, text) => {
    const at = random.below(text.length);
    return text.slice(0, at) + (text[at] ?? '') + text.slice(at);
  },
  'another byte': (random, text) => {
    const at = random.below(text.length);
    return text.slice(0, at) + (text[at] === 'q' ? 'k' : 'q') + text.slice(at + 1);
  },
  'the other case': (random, text) => {
    const letters = [...text].flatMap((character, at) => (/[a-z]/i.test(character) ? [at] : []));
    const at = letters.length === 0 ? 0 : random.pick(letters);
    const letter = text[at] ?? '';
    return text.slice(0, at) + (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()) + text.slice(at + 1);
  },
  'a space behind': (_, text) => `${text} `,
  'a space before': (_, text) => ` ${text}`,
  'a line break behind': (_, text) => `${text}\n`,
  'a slash more or less': (_, text) => (text.endsWith('/') ? text.slice(0, -1) : `${text}/`),
  'only its beginning': (random, text) => text.slice(0, 1 + random.below(text.length - 1)),
  'written twice': (_, text) => text + text,
};

/** The text after one of these slips. */
export function slipped(random: Random, text: string, kind: string): string {
  return slips[kind]?.(random, text) ?? text;
}

export const everySlip: readonly string[] = Object.keys(slips);

/** Those that leave a name with another meaning in a grammar of lower case letters, where case counts for nothing. */
export const slipsOfName: readonly string[] = ['a byte less', 'a byte twice', 'another byte'];
