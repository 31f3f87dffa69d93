import type { DoctorReport } from './report.ts';

/* JSON may hold these as they are, but a terminal would obey some of them: escaped, the document stays the same. */
const unsafe = /[\u007f-\u009f\u2028\u2029]|\p{Cf}/gu;

/** Draws the report as one JSON document. */
export function json(report: DoctorReport): string {
  return [...jsonParts(report)].join('');
}

/** The same document in parts, a target each: that of a whole cluster is too large to be held several times over. */
export function* jsonParts(report: DoctorReport): Generator<string> {
  const { targets } = report;
  const [head = '', tail] = written({ ...report, targets: [] }, 0).split(noTargets);
  if (tail === undefined || targets.length === 0) {
    yield `${head}${tail === undefined ? '' : `${noTargets}${tail}`}\n`;
    return;
  }
  yield `${head}\n  "targets": [`;
  for (const [index, target] of targets.entries()) yield `${index === 0 ? '' : ','}\n    ${written(target, 4)}`;
  yield `\n  ]${tail}\n`;
}

/** A value holds no line break, so this is the field itself. */
const noTargets = '\n  "targets": []';

function written(value: unknown, indent: number): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${' '.repeat(indent)}`).replace(unsafe, unicodeEscape);
}

function unicodeEscape(character: string): string {
  return Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');
}
