import { continuation, quoteWords } from './quote.ts';
import type { Shell } from './quote.ts';

const wide = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;
const combining = /\p{Mn}|\p{Me}/u;

/** Counts the terminal columns of a text without control characters. */
export function columns(text: string): number {
  let count = 0;
  for (const character of text) count += combining.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return count;
}

/** Fills a text up to a number of columns; a longer one stays as it is. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** Breaks prose at spaces into lines of at most `width` columns, indents included; a longer word gets a line of its own. */
export function wrapText(text: string, width: number, indent = '', hanging = indent): string[] {
  return fill(text.split(/ +/).filter((word) => word !== ''), width, indent, hanging);
}

function fill(words: readonly string[], width: number, indent: string, hanging: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const start = lines.length === 0 ? indent : hanging;
    if (line === '') line = start + word;
    else if (columns(line) + 1 + columns(word) <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = hanging + word;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/**
 * Quotes a command and breaks it between words into lines of at most `width` columns, each but the last ending in the
 * shell's continuation mark.
 *
 * An option stays with its value where the line allows it; a word is never broken.
 */
export function wrapCommand(argv: readonly string[], shell: Shell, width: number, indent = '', hanging = `${indent}  `): string[] {
  const words = quoteWords(argv, shell);
  const whole = indent + words.join(' ');
  if (columns(whole) <= width) return [whole];
  const room = width - continuation[shell].length;
  const fits = (text: string): boolean => columns(hanging) + columns(text) <= room;
  /* What fits on no line, with its option or without, may as well keep it. */
  const fitting = optionsWithValues(argv, words).flatMap((unit) => (fits(unit.join(' ')) || !unit.every(fits) ? [unit.join(' ')] : unit));
  const lines = fill(fitting, room, indent, hanging);
  return lines.map((line, at) => (at === lines.length - 1 ? line : line + continuation[shell]));
}

function optionsWithValues(argv: readonly string[], words: readonly string[]): string[][] {
  const units: string[][] = [];
  for (const [at, word] of words.entries()) {
    const before = argv[at - 1];
    const isValue = before !== undefined && /^--?[A-Za-z][A-Za-z0-9-]*$/.test(before) && !argv[at]?.startsWith('-');
    const last = units.at(-1);
    if (isValue && last !== undefined) last.push(word);
    else units.push([word]);
  }
  return units;
}
