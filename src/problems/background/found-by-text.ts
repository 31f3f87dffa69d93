import type { ReadLog } from '../read-log.ts';
import { backgrounds } from './index.ts';

/** Below this, what is left of a text beside its `…` fits too much. */
const leastLetters = 16;

interface Known {
  readonly text: string;
  readonly parts: readonly string[];
  readonly problems: readonly string[];
}

/** The texts of all pages, those that say much first. */
function knownTexts(): readonly Known[] {
  const met = Object.entries(backgrounds).flatMap(([name, { texts = [] }]) => texts.map(({ text }) => ({ text, name })));
  return [...Map.groupBy(met, ({ text }) => text).entries()]
    .filter(([text]) => text.replaceAll('…', '').length >= leastLetters)
    .toSorted(([left], [right]) => right.length - left.length)
    .map(([text, all]) => ({ text, parts: text.toLowerCase().split('…').map((part) => part.trim()), problems: [...new Set(all.map(({ name }) => name))] }));
}

/** Whether the parts stand in it one after the other; no pattern, which a long line could keep busy. */
function fits({ parts }: Known, line: string): boolean {
  let from = 0;
  return parts.every((part) => {
    const at = line.indexOf(part, from);
    from = at + part.length;
    return at >= 0;
  });
}

/** Adds what the pages know to what was recognised in a log: for lines in which nothing was, each text once. */
export function withTexts(read: ReadLog, log: string): ReadLog {
  const spoken = new Set([...read.findings, ...read.unknown].map(({ line }) => line));
  const known = knownTexts();
  const said = new Set<string>();
  const more = log.split(/\r?\n/).flatMap((whole, index) => {
    if (spoken.has(index + 1)) return [];
    const line = whole.slice(0, longestLine);
    const lower = line.toLowerCase();
    const found = known.find((one) => fits(one, lower));
    if (found === undefined || said.has(found.text)) return [];
    said.add(found.text);
    return [{ problems: found.problems, line: index + 1, text: line.slice(0, longestExcerpt).trim(), groups: {} }];
  });
  return { ...read, findings: [...read.findings, ...more] };
}

const longestLine = 4000;
const longestExcerpt = 200;
