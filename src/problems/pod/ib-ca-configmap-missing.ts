import type { Owner } from '../../evidence/subject.ts';
import { podCount } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { az, kubectl, note, word } from '../step.ts';

export interface IbCaConfigmapMissing {
  readonly owner: Owner;
  readonly pods: readonly string[];
  readonly configMap: string;
}

export const ibCaConfigmapMissing = defineProblem<IbCaConfigmapMissing>({
  code: 'WI922',
  name: 'ib-ca-configmap-missing',
  link: 'pod',
  title: "The certificate of the identity binding's proxy is not in the namespace",
  brief: 'waits for the certificate of the proxy',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ pods, configMap }) => `${podCount(pods)} wait in ContainerCreating for ConfigMap ${configMap}, which is not in the namespace`,
  why: () => 'The webhook mounts the certificate authority of the token proxy beside the token, from a ConfigMap that must be there (optional: false). AKS keeps one in every namespace; without it no container starts.',
  evidence: ({ configMap }) => [{ label: 'event', value: `configmap "${configMap}" not found` }],
  fix: ({ owner, configMap }) => [
    kubectl('see in which namespaces it is', 'get', 'configmaps', '-A', '--field-selector', `metadata.name=${word(configMap, 'dns-name', 'configmap')}`),
    az('have AKS put back what it keeps', 'aks', 'update', '-g', word(undefined, 'resource-name', 'resource-group'), '-n', word(undefined, 'resource-name', 'cluster')),
    note(`Something may delete it again: look for who prunes ConfigMaps of namespace ${word(owner.namespace, 'dns-name', 'namespace')}.`),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, pods: ['orders-7c9f-abcde', 'orders-7c9f-fghij'], configMap: 'kube-root-ca.crt' },
});
