import { exampleLog, loggedEvidence, showLog, type Logged } from '../logged.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export const loggedRefusal = defineProblem<Logged>({
  code: 'WI608',
  name: 'logged-refusal',
  link: 'exchange',
  title: 'The application was refused lately, and the doctor is not',
  brief: 'the application was refused lately',
  severity: 'warning',
  since: '0.1.0',
  heals: 'with-time',
  what: ({ container, text }) => `Entra refused container ${container} with ${/AADSTS[0-9]+/.exec(text)?.[0] ?? 'an error'}, and takes the same token from here`,
  why: () => 'What the application was refused works now: it was mended since, one replica of Entra was behind, or the application presents something else than its pod was given.',
  evidence: loggedEvidence,
  fix: (log) => [
    showLog(log),
    note('If it goes on, compare the client id, tenant and subject in the text with those above.'),
  ],
  example: exampleLog('AADSTS700213: No matching federated identity record found for presented assertion subject \'system:serviceaccount:shop:orders\'.'),
});
