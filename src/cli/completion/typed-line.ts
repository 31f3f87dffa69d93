import type { Flag } from '../flag.ts';
import { parsedOf, tokensOf, withoutEquals, type Parsed } from '../parse.ts';

/** A command line that is still being typed. */
export interface TypedLine {
  /** What stands before the word being typed; unknown flags are passed over, and no value is refused. */
  readonly before: Parsed;
  readonly typing: Typing;
}

export type Typing =
  | { readonly what: 'word'; readonly text: string }
  | { readonly what: 'flag'; readonly text: string }
  /** `kept` is what the shell takes as part of the word: empty after a space or `=`, `-n` in `-nshop`. */
  | { readonly what: 'value'; readonly flag: Flag; readonly text: string; readonly kept: string }
  | { readonly what: 'unknown' };

/** Takes the arguments of a command apart for completion; the last one is being typed, and may be empty. */
export function readTyped(argv: readonly string[], flags: readonly Flag[]): TypedLine {
  const text = argv.at(-1) ?? '';
  const tokens = tokensOf(argv.slice(0, -1), flags);
  const words: string[] = [];
  const given = new Map<string, string[]>();
  let flagsEnded = false;
  let waiting: Flag | undefined;
  for (const token of tokens) {
    waiting = undefined;
    if (token.kind === 'positional') words.push(token.value);
    else if (token.kind === 'option-terminator') flagsEnded = true;
    else {
      const flag = flags.find(({ name }) => name === token.name);
      if (flag === undefined) continue;
      if (token.value === undefined && flag.value !== undefined && flag.optional !== true) waiting = flag;
      else given.set(flag.name, [...(given.get(flag.name) ?? []), withoutEquals(token.rawName, token.value ?? flag.standard ?? 'true')]);
    }
  }
  const typing: Typing = waiting !== undefined ? { what: 'value', flag: waiting, text, kept: '' } : flagsEnded ? { what: 'word', text } : typingOf(text, flags);
  return { before: parsedOf(words, given), typing };
}

function typingOf(text: string, flags: readonly Flag[]): Typing {
  if (!text.startsWith('-')) return { what: 'word', text };
  const equals = text.indexOf('=');
  if (text.startsWith('--')) {
    if (equals === -1) return { what: 'flag', text };
    const flag = flags.find(({ name }) => name === text.slice(2, equals));
    return flag === undefined ? { what: 'unknown' } : { what: 'value', flag, text: text.slice(equals + 1), kept: '' };
  }
  return shortTyping(text, flags);
}

/** `-n=shop`, `-nshop`, and behind switches `-Anshop`. */
function shortTyping(text: string, flags: readonly Flag[]): Typing {
  for (let at = 1; at < text.length; at += 1) {
    const flag = flags.find(({ short }) => short === text[at]);
    if (flag === undefined) return { what: 'unknown' };
    if (flag.value === undefined) continue;
    const rest = text.slice(at + 1);
    if (rest === '') return { what: 'flag', text };
    return rest.startsWith('=') ? { what: 'value', flag, text: rest.slice(1), kept: '' } : { what: 'value', flag, text: rest, kept: text.slice(0, at + 1) };
  }
  return { what: 'flag', text };
}
