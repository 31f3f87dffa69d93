/** Reads a log, or one error text, for what Entra, Key Vault, Kubernetes and the SDKs say in it. */
import { entraCodes, type EntraCode } from './entra-codes.ts';
import { logPatterns } from './log-patterns.ts';

export interface LogFinding {
  /** Names of problems, the likeliest first. */
  readonly problems: readonly string[];
  readonly line: number;
  /** What was recognised, cut to what matters; foreign text. */
  readonly text: string;
  /** What the text names: foreign text too. */
  readonly groups: { readonly [name: string]: string };
  readonly entra?: EntraCode;
}

export interface ReadLog {
  readonly findings: readonly LogFinding[];
  readonly unknown: readonly { readonly line: number; readonly text: string; readonly note: string }[];
}

const longestLine = 20_000;
/** Lines before and after one that may still be of the same error: SDKs write a line for each credential they tried. */
const sameError = 15;

/**
 * Each error once, where it stands first, or last; errors of other flows, and numbers that are not known, apart.
 * The likeliest cause of what the log shows comes first.
 */
export function readLog(log: string, which: 'first' | 'last' = 'first'): ReadLog {
  const findings = new Map<string, LogFinding>();
  const unknown = new Map<string, ReadLog['unknown'][number]>();
  const keep = <T>(all: Map<string, T>, key: string, value: T): void => {
    if (which === 'last' || !all.has(key)) all.set(key, value);
  };
  const lines = log.split(/\r?\n/);
  for (const [index, whole] of lines.entries()) {
    const line = index + 1;
    const text = whole.slice(0, longestLine);
    for (const [said, number] of text.matchAll(/AADSTS(\d{5,8})\b/g)) {
      const excerpt = excerptOf(text, said);
      const entra = entraCodes.find(({ aadsts }) => aadsts === Number(number));
      if (entra === undefined) keep(unknown, said, { line, text: excerpt, note: 'an Entra error, not one of workload identity' });
      else if (entra.problems.length === 0) keep(unknown, said, { line, text: excerpt, note: entra.meaning });
      else keep(findings, said, { problems: entra.problems, line, text: excerpt, groups: {}, entra });
    }
    for (const { pattern, problems, without } of logPatterns) {
      const match = pattern.exec(text);
      if (match === null) continue;
      if (without !== undefined && without.test(lines.slice(Math.max(0, index - sameError), index + sameError).join('\n').slice(0, longestLine))) continue;
      keep(findings, problems.join(), { problems, line, text: excerptOf(text, match[0]), groups: { ...match.groups } });
    }
  }
  return { findings: [...findings.values()].sort((a, b) => rank(a) - rank(b) || a.line - b.line), unknown: [...unknown.values()] };
}

/** An error with one cause says more than one with four; what Entra says more than a consequence in the vault's or the SDK's words. */
function rank({ problems, entra }: LogFinding): number {
  return (entra === undefined ? 10 : 0) + problems.length;
}

const around = 200;

/** What stands around it, without what looks like a token. */
function excerptOf(text: string, said: string): string {
  const at = text.indexOf(said);
  return text.slice(at, at + around).replace(/eyJ[\w-]{4,}(\.[\w-]*)*/g, '[redacted]').trim();
}
