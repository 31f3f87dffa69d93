/** Reads a log, or one error text, for what Entra and Key Vault say in it. */
import { entraCodes, type EntraCode } from '../problems/entra-codes.ts';
import { logPatterns } from '../problems/log-patterns.ts';

export interface LogFinding {
  /** Names of problems, the likeliest first. */
  readonly problems: readonly string[];
  readonly line: number;
  /** What was recognised, cut to what matters; foreign text. */
  readonly text: string;
  readonly entra?: EntraCode;
}

export interface ReadLog {
  readonly findings: readonly LogFinding[];
  readonly unknown: readonly { readonly line: number; readonly text: string; readonly note: string }[];
}

const longestLine = 20_000;

/** Each error once, where it stands first; errors of other flows, and numbers that are not known, apart. */
export function readLog(log: string): ReadLog {
  const findings = new Map<string, LogFinding>();
  const unknown = new Map<string, ReadLog['unknown'][number]>();
  for (const [index, whole] of log.split(/\r?\n/).entries()) {
    const line = index + 1;
    const text = whole.slice(0, longestLine);
    for (const [said, number] of text.matchAll(/AADSTS(\d{5,8})\b/g)) {
      const excerpt = excerptOf(text, said);
      const entra = entraCodes.find(({ aadsts }) => aadsts === Number(number));
      if (entra === undefined) unknown.set(said, unknown.get(said) ?? { line, text: excerpt, note: 'an Entra error, not one of workload identity' });
      else if (entra.problems.length === 0) unknown.set(said, unknown.get(said) ?? { line, text: excerpt, note: entra.meaning });
      else findings.set(said, findings.get(said) ?? { problems: entra.problems, line, text: excerpt, entra });
    }
    for (const { pattern, problems } of logPatterns) {
      const key = problems.join();
      const match = pattern.exec(text);
      if (match !== null && !findings.has(key)) findings.set(key, { problems, line, text: excerptOf(text, match[0]) });
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
