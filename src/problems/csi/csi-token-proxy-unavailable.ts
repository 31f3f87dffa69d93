import { defineProblem } from '../problem.ts';
import { bindClass, classCalled, exampleMount, mountAgain, setParameters, type MountRef } from '../secret-provider-class.ts';
import { note } from '../step.ts';

export interface CsiTokenProxyUnavailable extends MountRef {
  readonly message: string;
}

export const csiTokenProxyUnavailable = defineProblem<CsiTokenProxyUnavailable>({
  code: 'WI842',
  name: 'csi-token-proxy-unavailable',
  link: 'csi',
  title: 'The provider has no token proxy of the cluster',
  brief: 'no token proxy of the cluster here',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: (mount) => `useAzureTokenProxy of ${classCalled(mount)} is true, and the provider has no proxy to go to`,
  why: () => 'An identity binding signs in through a proxy that only AKS runs; the provider learns of it from AZURE_KUBERNETES_TOKEN_PROXY and its kin, which the add-on sets once the cluster has an identity binding.',
  evidence: ({ message }) => [{ label: 'event', value: message }],
  fix: (mount) => [
    setParameters('sign in with plain workload identity', mount, { useAzureTokenProxy: 'false' }),
    note('Or, on AKS: create the identity binding of this cluster (az aks identity-binding create), then update the cluster, so that the add-on gets the proxy.'),
    ...mountAgain(mount.owner),
  ],
  bind: (mount) => bindClass(mount, ['useAzureTokenProxy'], { takesOver: true }),
  example: { ...exampleMount, message: 'proxy transport not available: AZURE_KUBERNETES_TOKEN_PROXY is not set' },
});
