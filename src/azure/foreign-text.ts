/** Text that a server or a tool wrote, made fit to be shown: one line, bounded, without control characters or tokens. */

const jwtLike = /\beyJ[\w-]{6,}(?:\.[\w-]*){0,4}/g;
const bearerLike = /\b(Bearer|PoP)\s+[\w.~+/-]{16,}=*/gi;
/** C0 and C1 controls, line and paragraph separators, and the bidirectional marks that reorder a terminal line. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

const ellipsis = '…';

/** Makes foreign text one printable line of at most `max` characters (UTF-16 units); tokens become `[redacted]`. */
export function oneLine(text: string, max = 1000): string {
  const line = text
    .replace(jwtLike, '[redacted]')
    .replace(bearerLike, '$1 [redacted]')
    .replace(unprintable, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  if (line.length <= max) return line.toWellFormed();
  return line.slice(0, max - ellipsis.length).toWellFormed() + ellipsis;
}

/** The first line of foreign text that says something, made printable; empty where there is none. */
export function firstLine(text: string, max = 300): string {
  const line = text.split(/\r?\n/).find((candidate) => candidate.trim() !== '');
  return oneLine(line ?? '', max);
}
