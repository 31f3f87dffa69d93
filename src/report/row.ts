import { linkOrder, linkTitles, linkWidth } from './links.ts';
import type { CheckResult, LinkName, TargetReport } from './report.ts';
import { distinct, isRoot, sentenceOf, standingOf, standings } from './sentence.ts';
import type { Standing } from './sentence.ts';
import { mark, paint, shown } from '../terminal/style.ts';
import type { Mark, Style } from '../terminal/style.ts';
import { pad, wrapText } from '../terminal/wrap.ts';

/** What one link of the chain comes to. */
export interface Row {
  readonly link: LinkName;
  readonly standing: Standing;
  readonly sentence: string;
  /** The results that the sentence says in full. */
  readonly says: readonly CheckResult[];
}

/**
 * Gives each link the worst of its checks, in the order of the chain.
 *
 * Links without a result are left out, and so is `access` when it is right: it is about us, not about the workload.
 */
export function rowsOf(target: TargetReport): Row[] {
  return linkOrder
    .map((link) => rowOf(link, target))
    .filter((row) => row !== undefined)
    .filter((row) => row.link !== 'access' || !['ok', 'aside', 'skip'].includes(row.standing))
    .filter((row) => row.link !== 'csi' || row.standing !== 'skip');
}

function rowOf(link: LinkName, target: TargetReport): Row | undefined {
  const checks = target.checks.filter((check) => check.link === link);
  const standing = standings.find((candidate) => checks.some((check) => standingOf(check) === candidate));
  if (standing === undefined) return undefined;
  const says = chosen(checks.filter((check) => standingOf(check) === standing), standing, target);
  return { link, standing, says, sentence: distinct(says.map((check) => sentenceOf(check, target))).join('; ') };
}

function chosen(checks: readonly CheckResult[], standing: Standing, target: TargetReport): readonly CheckResult[] {
  const roots = checks.filter(isRoot);
  if (standing === 'fail' && roots.length > 0) {
    const rank = (check: CheckResult): number => {
      const at = target.rootCauses.indexOf(check.problem ?? '');
      return at < 0 ? target.rootCauses.length : at;
    };
    return roots.toSorted((left, right) => rank(left) - rank(right));
  }
  if (standing === 'warn') return checks;
  if (standing === 'ok') return checks.filter((check) => check === (checks.find(saysSomething) ?? checks.find(isProved) ?? checks[0]));
  return checks.slice(0, 1);
}

function saysSomething(check: CheckResult): boolean {
  return check.note !== undefined && check.provedBy === undefined;
}

function isProved(check: CheckResult): boolean {
  return check.provedBy !== undefined;
}

const marks = {
  fail: 'fail',
  undecided: 'undecided',
  gap: 'undecided',
  warn: 'warn',
  waiting: 'none',
  'after-mend': 'none',
  ok: 'ok',
  aside: 'none',
  skip: 'none',
} as const satisfies Record<Standing, Mark>;

/** Draws a row; a sentence too long for the line goes on below itself. */
export function drawRow(row: Row, style: Style): string[] {
  const title = ` ${pad(linkTitles[row.link], linkWidth)}  `;
  const indent = ' '.repeat(title.length + 3);
  /* The code stands apart from what follows it by two spaces, which wrapping would make one. */
  const [code, rest] = splitCode(shown(style, row.sentence));
  const lines = wrapText(rest, style.width, indent + ' '.repeat(code.length), indent);
  /* A consequence is no second alarm: it keeps its mark, not the mark's colour. */
  const quiet = marks[row.standing] === 'none' || row.says.every((check) => check.role === 'consequence');
  const marked = quiet ? paint(style, 'dim', mark({ ...style, color: false }, marks[row.standing])) : mark(style, marks[row.standing]);
  return (lines.length === 0 ? [indent] : lines).map((line, at) => {
    const text = at === 0 ? code + line.slice(indent.length + code.length) : line.slice(indent.length);
    const said = quiet ? paint(style, 'dim', text) : text;
    return at === 0 ? `${title}${marked}  ${said}`.trimEnd() : indent + said;
  });
}

function splitCode(sentence: string): readonly [string, string] {
  const code = /^WI\d{3} {2}/.exec(sentence)?.[0] ?? '';
  return [code, sentence.slice(code.length)];
}
