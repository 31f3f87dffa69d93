import { createCredential } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { exampleOfRefusedWrite, followsFromRefusedWrite, refusedWrite, writeEvidence, type RefusedWrite } from '../refused-write.ts';
import { note } from '../step.ts';

export const ficConcurrentWrite = defineProblem<RefusedWrite>({
  code: 'WI565',
  name: 'fic-concurrent-write',
  link: 'federated-credential',
  title: 'Two credentials of one identity were written at the same time',
  brief: 'two were written at once',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: followsFromRefusedWrite,
  what: (data) => refusedWrite(data, 'two were written at once'),
  why: () =>
    'Azure takes one write to the credentials of an identity at a time, and refuses the others with 409 (ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity). A deployment that writes several in parallel leaves some of them out.',
  evidence: writeEvidence,
  fix: ({ identity, presented }) => [
    ...createCredential(identity, presented),
    note('Then let the deployment write them one after another: depends_on from one to the next in Terraform (azurerm 3.40 and newer do so by themselves), @batchSize(1) over the loop in Bicep.'),
  ],
  bind: () => ({}),
  example: { ...exampleOfRefusedWrite, message: "Too many Federated Identity Credentials are written concurrently for the managed identity. Concurrent Federated Identity Credentials writes under the same managed identity are not supported." },
});
