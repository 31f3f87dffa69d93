import { createCredential } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { exampleOfRefusedWrite, followsFromRefusedWrite, refusedWrite, writeEvidence, type RefusedWrite } from '../refused-write.ts';
import { az, note, word } from '../step.ts';

export const ficPolicyDenied = defineProblem<RefusedWrite>({
  code: 'WI568',
  name: 'fic-policy-denied',
  link: 'federated-credential',
  title: 'A policy of Azure refuses the credential',
  brief: 'a policy refuses it',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: followsFromRefusedWrite,
  what: (data) => refusedWrite(data, 'a policy of Azure forbids it'),
  why: () =>
    'Azure Policy can restrict which issuers and subjects a credential may name, or forbid credentials at all (RequestDisallowedByPolicy). The message names the policy and its assignment.',
  evidence: writeEvidence,
  fix: ({ identity, presented }) => [
    az('see which policies are assigned there', 'policy', 'assignment', 'list', '-g', word(identity.resourceGroup, 'resource-name', 'resource-group'), '--disable-scope-strict-match', '-o', 'table'),
    note(`Ask whoever owns the policy to allow the issuer ${presented.issuer}, or for an exemption of the identity; then create the credential.`),
    ...createCredential(identity, presented),

  ],
  bind: () => (undefined),
  example: { ...exampleOfRefusedWrite, message: "Resource 'fic-orders' was disallowed by policy." },
});
