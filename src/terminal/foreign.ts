/**
 * Text that somebody else wrote (annotations, env, error bodies) on its way to a terminal.
 *
 * A terminal obeys what it is sent: an escape sequence in an annotation could repaint a verdict,
 * a bidi override could turn a name around. What can't be seen is taken out, or written as an escape.
 */

/*
 * A string sequence (OSC, DCS, SOS, PM, APC) is taken whole only where it is terminated: else it would swallow the rest.
 * No introducer stands inside one, which also keeps the search linear.
 */
const escapeSequence = new RegExp(
  [
    '(?:\\u001b[\\]PX^_]|[\\u009d\\u0090\\u0098\\u009e\\u009f])[^\\u0007\\u001b\\u0080-\\u009f]*(?:\\u0007|\\u001b\\\\|\\u009c)',
    '(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]',
    '\\u001b[ -/]*[0-~]',
  ].join('|'),
  'g',
);
const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
const loneSurrogate = /\p{Cs}/gu;

/** Makes text safe for a terminal, on one line: no control characters, escape sequences, bidi overrides or zero-width characters. */
export function foreign(text: string): string {
  return text
    .replace(escapeSequence, '')
    .replace(breaks, ' ')
    .replace(unseen, '')
    .replace(loneSurrogate, '\ufffd');
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escaped(character: string): string {
  const short = shortEscapes.get(character);
  if (short !== undefined) return short;
  const point = character.codePointAt(0) ?? 0;
  return point > 0xffff ? `\\u{${point.toString(16)}}` : `\\u${point.toString(16).padStart(4, '0')}`;
}

/**
 * Shows every character outside printable ASCII, and spaces at either end, as an escape (`\n`, `\u200b`), one entry a character.
 *
 * For comparing byte for byte: each character of the result is one column wide and can be seen.
 */
export function visibleCharacters(text: string): string[] {
  const characters = [...text];
  const first = characters.findIndex((character) => character !== ' ');
  const last = characters.findLastIndex((character) => character !== ' ');
  return characters.map((character, at) => (at < first || at > last || !/[ -~]/.test(character) ? escaped(character) : character));
}

/** Shows what can't be seen in a text, see `visibleCharacters`. */
export function visible(text: string): string {
  return visibleCharacters(text).join('');
}

const nearestAscii: ReadonlyMap<string, string> = new Map([
  ['…', '...'],
  ['→', '->'],
  ['–', '-'],
  ['—', '-'],
  ['‘', "'"],
  ['’', "'"],
  ['“', '"'],
  ['”', '"'],
  ['\u00a0', ' '],
]);

/** Writes text for a terminal that shows ASCII only. */
export function asciiOnly(text: string): string {
  return text.replace(/[^ -~]/gu, (character) => nearestAscii.get(character) ?? escaped(character));
}
