import { annotateClientId } from '../mend.ts';
import { newIdentity } from '../new-identity.ts';
import { defineProblem } from '../problem.ts';
import { exampleOfRefusedWrite, followsFromRefusedWrite, refusedWrite, writeEvidence, type RefusedWrite } from '../refused-write.ts';
import { note } from '../step.ts';

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
  fix: ({ identity, presented }) => {
    const [, , namespace = '', name = ''] = presented.subject.split(':');
    return [
      ...newIdentity(identity, presented, ['-l', 'westeurope']),
      annotateClientId({ namespace, name }, undefined),
      note('Make its pods anew, as they get the client id when they are made.'),
    ];
  },
  bind: () => (undefined),
  example: { ...exampleOfRefusedWrite, message: "Support for federated identity credentials not enabled." },
});
