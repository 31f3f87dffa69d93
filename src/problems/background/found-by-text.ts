import type { LogFinding, ReadLog } from '../read-log.ts';
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

/**
 * Adds what the pages know to what was recognised in a log: causes to a text that is recognised, after the likelier ones
 * and but for those that Entra numbers; and lines in which nothing was recognised, each text once.
 */
export function withTexts(read: ReadLog, log: string): ReadLog {
  const lines = log.split(/\r?\n/).map((line) => line.slice(0, longestLine));
  const known = knownTexts();
  /** The texts in a line as one; those that say most come first. */
  const textIn = (line: number): Omit<Known, 'parts'> | undefined => {
    const lower = (lines[line - 1] ?? '').toLowerCase();
    const fitting = known.filter((one) => fits(one, lower));
    const [first] = fitting;
    return first && { text: first.text, problems: [...new Set(fitting.flatMap(({ problems }) => problems))] };
  };
  const findings = read.findings.map((finding) =>
    finding.entra === undefined ? { ...finding, problems: [...new Set([...finding.problems, ...(textIn(finding.line)?.problems ?? [])])] } : finding,
  );
  const spoken = new Set([...read.findings, ...read.unknown].map(({ line }) => line));
  const said = new Set(read.findings.map(({ line }) => textIn(line)?.text));
  const more: LogFinding[] = [];
  for (const [index, text] of lines.entries()) {
    const line = index + 1;
    const found = spoken.has(line) ? undefined : textIn(line);
    if (found === undefined || said.has(found.text)) continue;
    said.add(found.text);
    more.push({ problems: found.problems, line, text: text.slice(0, longestExcerpt).trim(), groups: {} });
  }
  return { ...read, findings: [...findings, ...more] };
}

const longestLine = 4000;
const longestExcerpt = 200;
