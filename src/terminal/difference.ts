import { visible, visibleCharacters } from './foreign.ts';

/** Two texts made visible, cut to the same window, and a line that points below the second at the first difference. */
interface MarkedDifference {
  readonly presented: string;
  readonly nearest: string;
  /** Spaces, `^` and a remark about `nearest`; empty where the two are equal. */
  readonly marker: string;
}

/**
 * Marks where `nearest` first differs from `presented`, to the character.
 *
 * `width` is in columns and holds for all three lines; longer values are shown as a window around the difference.
 */
export function markDifference(presented: string, nearest: string, width = 60, ellipsis = '…'): MarkedDifference {
  const start = commonPrefix(presented, nearest);
  const column = visibleCharacters(nearest).slice(0, start).join('').length;
  const window = windowAround(column, Math.max(visible(presented).length, visible(nearest).length), width, ellipsis);
  return {
    presented: window(visible(presented)),
    nearest: window(visible(nearest)),
    marker: presented === nearest ? '' : markerLine(window.column, remarkOn(presented, nearest), width),
  };
}

function commonPrefix(left: string, right: string): number {
  const others = [...right];
  let length = 0;
  for (const character of left) {
    if (character !== others[length]) break;
    length += 1;
  }
  return length;
}

function windowAround(column: number, longest: number, width: number, ellipsis: string): { (line: string): string; column: number } {
  /* A third of the window is kept for what follows the difference. */
  const from = longest <= width ? 0 : Math.max(0, Math.min(column - Math.floor((width * 2) / 3), longest - width));
  const cut = (line: string): string => {
    const piece = line.slice(from, from + width);
    const head = from > 0 ? ellipsis + piece.slice(ellipsis.length) : piece;
    return line.length > from + width ? head.slice(0, width - ellipsis.length) + ellipsis : head;
  };
  return Object.assign(cut, { column: column - from });
}

function markerLine(column: number, remark: string, width: number): string {
  const lines = [remark, 'differs here'].flatMap((words) => [
    `${' '.repeat(column)}^ ${words}`,
    ...(words.length < column ? [`${' '.repeat(column - words.length - 1)}${words} ^`] : []),
  ]);
  return lines.find((line) => line.length <= width) ?? `${' '.repeat(column)}^`;
}

/* Says how `nearest` differs, in words that tell what to look for; the marker tells where. */
function remarkOn(presented: string, nearest: string): string {
  if (nearest === '') return 'empty';
  if (nearest.trimEnd() === presented) return `${blank(nearest.slice(presented.length))} at the end`;
  if (nearest.trimStart() === presented) return `${blank(nearest.slice(0, -presented.length))} at the start`;
  if (nearest.trim() === presented) return 'white space at both ends';
  if (nearest.toLowerCase() === presented.toLowerCase()) return 'case differs';
  if (presented === `${nearest}/`) return 'no "/" at the end';
  if (presented.startsWith(nearest)) return 'ends here';
  if (presented.split(':').length > 2 && sameParts(presented, nearest)) return 'same parts, another order';
  return remarkOnMiddle([...presented], [...nearest]);
}

function remarkOnMiddle(presented: readonly string[], nearest: readonly string[]): string {
  const start = commonPrefix(presented.join(''), nearest.join(''));
  const shorter = Math.min(presented.length, nearest.length);
  let tail = 0;
  while (tail < shorter - start && presented.at(-1 - tail) === nearest.at(-1 - tail)) tail += 1;
  const lacking = presented.slice(start, presented.length - tail);
  const added = nearest.slice(start, nearest.length - tail);
  if (lacking.length === 0) return added.length === 1 ? `one ${named(added)} more` : short(added) ? `${named(added)} too much` : 'goes on here';
  if (added.length === 0) return short(lacking) ? `${named(lacking)} is missing` : 'something is missing here';
  if (added.length === 1 && lacking.length === 1) return `${named(added)} instead of ${named(lacking)}`;
  /* "stage" instead of "shop" reads better than "tage" instead of "hop". */
  const from = presented.slice(0, start).findLastIndex(isSeparator) + 1;
  const separator = presented.slice(presented.length - tail).findIndex(isSeparator);
  const end = separator < 0 ? 0 : tail - separator;
  const whole = [nearest.slice(from, nearest.length - end), presented.slice(from, presented.length - end)] as const;
  if (whole.every(short)) return `${named(whole[0])} instead of ${named(whole[1])}`;
  return 'differs from here';
}

function isSeparator(character: string): boolean {
  return character === ':' || character === '/';
}

function short(characters: readonly string[]): boolean {
  return characters.length <= 12;
}

function named(characters: readonly string[]): string {
  const text = characters.join('');
  return text.trim() === '' ? blank(text).replace(/^a /, '') : `"${visible(text)}"`;
}

function blank(text: string): string {
  if (text === ' ') return 'a space';
  if (text === '\n' || text === '\r\n') return 'a line break';
  if (text === '\t') return 'a tab';
  return 'white space';
}

function sameParts(left: string, right: string): boolean {
  return left.split(':').toSorted().join(':') === right.split(':').toSorted().join(':');
}
