import { describeProblem, type AnyProblem } from '../problems/problem.ts';
import { problems } from '../problems/registry.ts';
import { foreign } from '../terminal/foreign.ts';
import { wrapText } from '../terminal/wrap.ts';
import { stepOf, type Wording } from './assemble.ts';
import type { LogFinding, ReadLog } from '../problems/read-log.ts';
import { repository } from './version.ts';

function named(finding: LogFinding): readonly AnyProblem[] {
  return finding.problems.flatMap((name) => problems.filter((problem) => problem.name === name));
}

/** What a log says, for a person: each error with what it may mean, the likeliest first, and the command that decides. */
export function drawLog({ findings, unknown }: ReadLog, { commandName }: Wording): string {
  const called = commandName.join(' ');
  if (findings.length === 0 && unknown.length === 0) return 'No error of Entra, Key Vault or the webhook is recognised in it.\n';
  const lines = [
    ...findings.flatMap((finding) => [
      ...wrapText(`line ${finding.line}: ${foreign(finding.text)}`, 80),
      ...(finding.entra === undefined ? [] : wrapText(finding.entra.meaning, 80, '  ')),
      ...named(finding).flatMap(({ code, name, title }) => wrapText(`${code}  ${name}: ${title}`, 80, '  ', '         ')),
      '',
    ]),
    ...unknown.flatMap(({ line, text, note }) => [...wrapText(`line ${line}: ${foreign(text)}`, 80), ...wrapText(note, 80, '  '), '']),
  ];
  const decides = findings.some(({ problems: fitting }) => fitting.length > 1)
    ? wrapText(`A log proves less than a look: "${called} doctor TYPE/NAME" decides between the causes, and "${called} explain CODE" tells more of each.`, 80)
    : wrapText(`"${called} explain CODE" tells more, "${called} doctor TYPE/NAME" looks.`, 80);
  return `${[...lines, ...decides].join('\n')}\n`;
}

/** The same for machines (`contract.md`, Explaining): one finding for each error, the other causes under `covers`. */
export function logDocument({ findings, unknown }: ReadLog, wording: Wording): unknown {
  return {
    apiVersion: 'kubectl-wi/v1',
    kind: 'Explanation',
    findings: findings.flatMap((finding) => {
      const [likeliest, ...others] = named(finding);
      if (likeliest === undefined) return [];
      const { what, why, fix } = describeProblem({ problem: likeliest, data: likeliest.example });
      return [
        {
          code: likeliest.code,
          problem: likeliest.name,
          covers: others.map(({ name }) => name),
          line: finding.line,
          text: finding.text,
          what,
          why,
          fix: fix.map((step) => stepOf(step, wording)),
          see: `${wording.commandName.join(' ')} doctor TYPE/NAME`,
          url: `${repository}/blob/main/docs/problems/${likeliest.code}.md`,
        },
      ];
    }),
    unknown,
  };
}
