import { createCredential } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { exampleOfRefusedWrite, followsFromRefusedWrite, refusedWrite, writeEvidence, type RefusedWrite } from '../refused-write.ts';
import { note } from '../step.ts';

export const ficArmEmptyProperties = defineProblem<RefusedWrite>({
  code: 'WI569',
  name: 'fic-arm-empty-properties',
  link: 'federated-credential',
  title: 'A template deploys a credential without properties',
  brief: 'a template without properties',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: followsFromRefusedWrite,
  what: (data) => refusedWrite(data, 'it had no properties'),
  why: () =>
    'Issuer, subject and audiences belong below properties of the resource. Where a template has them one level higher, in other case, or under an API version that does not know them, Azure sees an empty object and answers 400.',
  evidence: writeEvidence,
  fix: ({ identity, presented }) => [
    ...createCredential(identity, presented),
    note('Then correct the template: properties: { issuer, subject, audiences } with the API version 2023-01-31 or 2024-11-30.'),
  ],
  bind: () => ({}),
  example: { ...exampleOfRefusedWrite, message: "Federated Identity Credential from HTTP body has empty properties" },
});
