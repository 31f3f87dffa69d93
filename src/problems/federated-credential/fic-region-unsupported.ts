import { defineProblem } from '../problem.ts';
import { exampleOfRefusedWrite, followsFromRefusedWrite, refusedWrite, writeEvidence, type RefusedWrite } from '../refused-write.ts';
import { az, note, word } from '../step.ts';

export const ficRegionUnsupported = defineProblem<RefusedWrite>({
  code: 'WI567',
  name: 'fic-region-unsupported',
  link: 'federated-credential',
  title: 'Identities of this region can have no credential',
  brief: 'not in this region',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: followsFromRefusedWrite,
  what: (data) => refusedWrite(data, 'its region has no federated credentials'),
  why: () =>
    'In a few regions Azure has no federated credentials for managed identities yet, and refuses with 405 (Support for federated identity credentials not enabled). An identity of another region serves a cluster anywhere.',
  evidence: writeEvidence,
  fix: ({ identity, presented }) => [
    az('create an identity in another region', 'identity', 'create', '-g', word(identity.resourceGroup, 'resource-name', 'resource-group'), '-n', '<new-identity>', '-l', 'westeurope'),
    note(`Give it the roles of the old one, a credential for ${presented.subject}, and its client id to the service account.`),
  ],
  bind: () => (undefined),
  example: { ...exampleOfRefusedWrite, message: "Support for federated identity credentials not enabled." },
});
