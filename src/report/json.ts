import type { DoctorReport } from './report.ts';

/* JSON may hold these as they are, but a terminal would obey some of them: escaped, the document stays the same. */
const unsafe = /[\u007f-\u009f\u2028\u2029]|\p{Cf}/gu;

/** Draws the report as one JSON document. */
export function json(report: DoctorReport): string {
  return `${JSON.stringify(report, null, 2).replace(unsafe, unicodeEscape)}\n`;
}

function unicodeEscape(character: string): string {
  return Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');
}
