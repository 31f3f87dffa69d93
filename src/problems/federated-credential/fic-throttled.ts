import { createCredential } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { exampleOfRefusedWrite, followsFromRefusedWrite, refusedWrite, writeEvidence, type RefusedWrite } from '../refused-write.ts';
import { note } from '../step.ts';

export const ficThrottled = defineProblem<RefusedWrite>({
  code: 'WI566',
  name: 'fic-throttled',
  link: 'federated-credential',
  title: 'Credentials of the identity were written too often',
  brief: 'written too often',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: followsFromRefusedWrite,
  what: (data) => refusedWrite(data, 'too many requests'),
  why: () =>
    'Azure takes one write in four seconds for an identity, and two in a second for a subscription; more are refused with 429. Whoever does not try again leaves the credential out.',
  evidence: writeEvidence,
  fix: ({ identity, presented }) => [
    ...createCredential(identity, presented),
    note('If a deployment writes many, let it write one after another and try again after the time that Azure names.'),
  ],
  bind: () => ({}),
  example: { ...exampleOfRefusedWrite, message: "Too many requests for the managed identity." },
});
