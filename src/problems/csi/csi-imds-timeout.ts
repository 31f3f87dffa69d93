import { defineProblem } from '../problem.ts';
import { bindClass, exampleMount, mountAgain, setParameters, type MountRef } from '../secret-provider-class.ts';
import { note, word } from '../step.ts';

export interface CsiImdsTimeout extends MountRef {
  readonly message: string;
}

export const csiImdsTimeout = defineProblem<CsiImdsTimeout>({
  code: 'WI844',
  name: 'csi-imds-timeout',
  link: 'csi',
  title: 'The provider gets no answer from the metadata service of the node',
  brief: 'no answer from the metadata service',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ secretProviderClass }) => `The provider signs in as the node for secretproviderclass/${secretProviderClass}, and 169.254.169.254 does not answer it`,
  why: () => 'With useVMManagedIdentity the provider asks the metadata service (IMDS) of its node. IMDS restriction, a network policy, NMI of pod identity v1 or throttling can keep the answer away. Workload identity asks Entra and needs none of it.',
  evidence: ({ message }) => [{ label: 'event', value: message }],
  fix: (mount) => [
    setParameters('sign in with workload identity instead', mount, { useVMManagedIdentity: 'false', clientID: word(undefined, 'guid', 'client-id') }),
    note('If the node is to sign in: see whether IMDS restriction is on for the node pool, whether a DaemonSet nmi runs, and whether many pods mount at the same moment.'),
    ...mountAgain(mount.owner),
  ],
  bind: (mount) => bindClass(mount, ['useVMManagedIdentity', 'clientID'], { clientId: null, takesOver: true }),
  example: { ...exampleMount, message: 'Get "http://169.254.169.254/metadata/identity/oauth2/token": context deadline exceeded' },
});
