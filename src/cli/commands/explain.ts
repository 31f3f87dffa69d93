import { redactedLine } from '../../evidence/redacted-log.ts';
import { withTexts } from '../../problems/background/found-by-text.ts';
import { backgroundOf, places } from '../../problems/background/index.ts';
import { entraCodes, type EntraCode } from '../../problems/entra-codes.ts';
import { exampleBindingOf } from '../../problems/bind-offer.ts';
import { describeProblem, type AnyProblem } from '../../problems/problem.ts';
import { readLog } from '../../problems/read-log.ts';
import { problems } from '../../problems/registry.ts';
import { unseen, type Unseen } from '../../problems/unseen/index.ts';
import type { Step } from '../../problems/step.ts';
import { foreign } from '../../terminal/foreign.ts';
import { wrapCommand, wrapText } from '../../terminal/wrap.ts';
import { shellOf, stepOf, type Wording } from '../assemble.ts';
import type { Command } from '../command.ts';
import { inTypedCase, nothing, only } from '../completion/answer.ts';
import type { Host } from '../host.ts';
import { nearest } from '../nearest.ts';
import { drawLog, logDocument } from '../log-explanation.ts';
import { outputFlag, printDocument } from '../output-flag.ts';
import { UsageError } from '../usage-error.ts';
import { repository } from '../version.ts';

interface Explained {
  readonly word: string;
  readonly found: readonly AnyProblem[];
  readonly entra?: EntraCode;
  readonly unseen?: Unseen;
  /** It was a text, and no name. */
  readonly said?: true;
}

export const explain: Command = {
  name: 'explain',
  summary: 'Explain a code, a problem or an error text',
  usage: 'CODE|NAME|AADSTS…|TEXT|-',
  description: [
    'Takes a code of this tool (WI551), the name of a problem (fic-subject-mismatch), an AADSTS number of Entra, or an error text. ' +
      'An error text proves less than a run of the doctor: where several causes fit, all are named, the likeliest first.',
    'With - it reads a log from standard input, and names what it recognises in it.',
  ],
  examples: [
    { comment: 'A finding of the doctor', line: 'explain WI551' },
    { comment: 'An error of Entra', line: 'explain AADSTS700213' },
    { comment: 'What the log of an application says: kubectl logs deploy/orders | …', line: 'explain -' },
  ],
  flags: [outputFlag('text', 'json', 'yaml')],

  async complete({ before, typing }) {
    if (before.words.length > 0 || typing.what !== 'word') return nothing;
    const known = [
      ...problems.map(({ code, title }) => ({ text: code, summary: title })),
      ...[...problems, ...unseen].map(({ name, title }) => ({ text: name, summary: title })),
      ...entraCodes.map(({ aadsts, meaning }) => ({ text: `AADSTS${aadsts}`, summary: meaning })),
    ];
    return only(inTypedCase(known, typing.text));
  },

  async run(parsed, host) {
    const wording: Wording = { shell: shellOf(host.platform), commandName: host.commandName, connection: [] };
    const format = parsed.value('output') ?? 'text';
    if (parsed.words.length === 1 && parsed.words[0] === '-') {
      const log = (await host.readStdin()).split('\n').map(redactedLine).join('\n');
      const read = withTexts(readLog(log), log);
      host.stdout.write(format === 'text' ? drawLog(read, wording) : await printDocument(logDocument(read, wording), format === 'yaml' ? 'yaml' : 'json'));
      return 0;
    }
    if (parsed.words.length === 0) throw new UsageError('name what to explain', `for example ${host.commandName.join(' ')} explain WI551`);
    const explained = look(parsed.words.join(' '), host);
    host.stdout.write(format === 'text' ? drawn(explained, wording) : await printDocument(documentOf(explained, wording), format === 'yaml' ? 'yaml' : 'json'));
    return 0;
  },
};

function look(text: string, host: Host): Explained {
  const aadsts = /(?:AADSTS)?(\d{5,8})\b/i.exec(text)?.[1];
  if (aadsts !== undefined) return lookUpEntra(Number(aadsts), host);
  const word = text.trim();
  const exact = problems.find(({ code, name }) => code === word.toUpperCase() || name === word.toLowerCase());
  if (exact !== undefined) return { word, found: [exact] };
  const covering = problems.filter(({ covers = [] }) => covers.includes(word.toLowerCase()));
  if (covering.length > 0) return { word, found: covering };
  const hidden = unseen.find(({ name }) => name === word.toLowerCase());
  if (hidden !== undefined) return { word, found: [], unseen: hidden };
  const log = redactedLine(word);
  const named = withTexts(readLog(log), log).findings.flatMap(({ problems: names }) => names);
  if (named.length > 0) return { word: log, found: [...new Set(named)].flatMap((name) => problems.filter((problem) => problem.name === name)), said: true };
  const near = nearest(word, [...problems.flatMap(({ code, name, covers = [] }) => [code, name, ...covers]), ...unseen.map(({ name }) => name)]);
  throw new UsageError(
    `nothing is known of "${foreign(word)}"`,
    near === undefined ? `${host.commandName.join(' ')} checks lists what there is` : `did you mean ${near}?`,
  );
}

function lookUpEntra(aadsts: number, host: Host): Explained {
  const entra = entraCodes.find((code) => code.aadsts === aadsts);
  if (entra === undefined) {
    throw new UsageError(
      `AADSTS${aadsts} is not one that the exchange of a Kubernetes token is known to give`,
      `see https://login.microsoftonline.com/error?code=${aadsts}, or let ${host.commandName.join(' ')} doctor try the exchange`,
    );
  }
  const found = entra.problems.flatMap((name) => problems.filter((problem) => problem.name === name));
  return { word: `AADSTS${aadsts}`, found, entra };
}

function drawn({ word, found, entra, unseen: hidden, said }: Explained, wording: Wording): string {
  if (hidden !== undefined) return `${unseenPage(hidden, wording).join('\n')}\n`;
  const head = entra === undefined ? [] : [...wrapText(`${word}: ${entra.meaning}`, 80), ''];
  if (entra !== undefined && found.length === 0) return `${[...head, 'It is no error of workload identity.'].join('\n')}\n`;
  const several = found.length > 1 ? [...wrapText(`${said === true ? 'This text' : 'It'} has several causes; ${wording.commandName.join(' ')} doctor TYPE/NAME decides between them. The likeliest first:`, 80), ''] : [];
  return `${[...head, ...several, ...found.flatMap((problem) => [...page(problem, wording), ''])].join('\n').trimEnd()}\n`;
}

/** One problem at 80 columns, with the values of its example. */
function page(problem: AnyProblem, wording: Wording): readonly string[] {
  const { what, why, evidence, fix } = describeProblem({ problem, data: problem.example }, exampleBindingOf(problem));
  const { code, name, link, title, covers = [], heals } = problem;
  const { sign, texts = [], look: byHand, healing } = backgroundOf(name);
  return [
    `${code}  ${name}  (${link})`,
    ...wrapText(title, 80, '  '),
    '',
    ...wrapText(why, 80, '  '),
    ...(heals === 'with-time' ? ['  It may heal by itself with time.'] : []),
    '',
    '  What one notices:',
    ...wrapText(sign, 80, '    '),
    ...texts.flatMap(({ where, text }) => wrapText(`${text} (${places[where]})`, 80, '    - ', '      ')),
    '',
    '  For example:',
    ...wrapText(what, 80, '    '),
    ...evidence.flatMap(({ label, value, of }) => wrapText(`${label}: ${value}${of === undefined ? '' : ` (${of})`}`, 80, '    ', '      ')),
    '  See it by hand:',
    ...drawnSteps(byHand, wording),
    '  Mend it:',
    ...drawnSteps(fix, wording),
    ...wrapText(healing, 80, '    '),
    ...(covers.length === 0 ? [] : ['', ...wrapText(`Also covers: ${covers.join(', ')}`, 80, '  ', '    ')]),
    `  More: ${repository}/blob/main/docs/problems/${code}.md`,
  ];
}

function unseenPage({ name, title, why, look: steps }: Unseen, wording: Wording): readonly string[] {
  return [
    `${name}  (cannot be seen from here)`,
    ...wrapText(title, 80, '  '),
    '',
    ...wrapText(why, 80, '  '),
    '',
    '  Look by hand:',
    ...drawnSteps(steps, wording),
    `  More: ${repository}/blob/main/docs/problems/unseen.md#${name}`,
  ];
}

function drawnSteps(steps: readonly Step[], wording: Wording): readonly string[] {
  return steps.flatMap((step) => {
    const { argv, title } = stepOf(step, wording);
    return argv.length === 0 ? wrapText(title, 80, '    ') : [...wrapText(`# ${title}`, 80, '    ', '    # '), ...wrapCommand(argv, wording.shell, 80, '    ', '      ')];
  });
}

function documentOf({ word, found, entra, unseen: hidden }: Explained, wording: Wording): unknown {
  const findings = found.map((problem) => {
    const { what, why, fix } = describeProblem({ problem, data: problem.example }, exampleBindingOf(problem));
    const { code, name, covers = [] } = problem;
    return {
      code,
      problem: name,
      covers,
      line: 1,
      text: word,
      what,
      why,
      ...backgroundEntry(name, wording),
      fix: fix.map((step) => stepOf(step, wording)),
      see: `${wording.commandName.join(' ')} doctor TYPE/NAME`,
      url: `${repository}/blob/main/docs/problems/${code}.md`,
    };
  });
  const other = entra !== undefined && found.length === 0 ? [{ line: 1, text: word, note: entra.meaning }] : [];
  return { apiVersion: 'kubectl-wi/v1', kind: 'Explanation', findings, unknown: other, ...(hidden === undefined ? {} : { unseen: [unseenEntry(hidden, wording)] }) };
}

function backgroundEntry(name: string, wording: Wording): object {
  const { sign, texts = [], look: steps, healing, sources } = backgroundOf(name);
  return { sign, texts: texts.map(({ where, text }) => ({ where: places[where], text })), look: steps.map((step) => stepOf(step, wording)), healing, sources };
}

function unseenEntry({ name, title, why, look: steps }: Unseen, wording: Wording): unknown {
  return { problem: name, title, why, look: steps.map((step) => stepOf(step, wording)), url: `${repository}/blob/main/docs/problems/unseen.md#${name}` };
}
