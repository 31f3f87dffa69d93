/** What the pages of src/problems/webhook say beyond the doctor: identity bindings of AKS. */
import { az, kubectl } from '../step.ts';
import type { Backgrounds } from './background.ts';
import { identityBindings, manual, webhookSource } from './source.ts';
import { installations, nextPods } from './webhook-looks.ts';

const concepts = manual('aks', 'identity-bindings-concepts');
const proxies = (title: string) =>
  kubectl(
    title,
    'get',
    'pods',
    '-n',
    'shop',
    '-o',
    'custom-columns=NAME:.metadata.name,BINDING:.metadata.annotations.azure\\.workload\\.identity/use-identity-binding,PROXY:.spec.containers[*].env[?(@.name=="AZURE_KUBERNETES_TOKEN_PROXY")].value',
  );

export const webhookBindingBackgrounds: Backgrounds = {
  'ib-webhook-too-old': {
    sign: 'The annotation for an identity binding has no effect: the pods get no AZURE_KUBERNETES_* and sign in at Entra, which refuses them.',
    look: [
      proxies('BINDING is true, and no PROXY'),
      installations('the tag of the image is older than v1.6.0-alpha.1'),
      az('or the feature is not registered', 'feature', 'show', '--namespace', 'Microsoft.ContainerService', '--name', 'IdentityBindingPreview', '--query', 'properties.state', '-o', 'tsv'),
    ],
    healing: `New pods get AZURE_KUBERNETES_TOKEN_PROXY once AKS has told its webhook of the proxy; look at a new pod for it. ${nextPods}`,
    sources: [identityBindings, concepts, webhookSource],
  },
  'ib-vnet-integration': {
    sign: 'An identity binding cannot be made on this cluster or has no effect, though webhook, feature and commands are those of the manual.',
    look: [
      az('it says true', 'aks', 'show', '-g', 'rg-shop', '-n', 'aks-shop', '--query', 'apiServerAccessProfile.enableVnetIntegration'),
      proxies('BINDING is true, and no PROXY'),
    ],
    healing: 'With plain workload identity: from the next pod on, which the patch makes, and some seconds to minutes after the credential was made.',
    sources: [identityBindings],
  },
  'ib-no-binding-for-cluster': {
    sign: 'The same identity and manifest work on another cluster with its binding, and here the pods go to Entra directly and are refused.',
    look: [
      az('the identity is not in the list', 'aks', 'identity-binding', 'list', '-g', 'rg-shop', '--cluster-name', 'aks-shop', '-o', 'table'),
      az('its credential aks-identity-binding may be there all the same', 'identity', 'federated-credential', 'list', '-g', 'rg-shop', '--identity-name', 'id-orders', '--query', '[].{name:name,issuer:issuer}', '-o', 'table'),
      proxies('BINDING is true, and no PROXY'),
    ],
    healing: `New pods get AZURE_KUBERNETES_TOKEN_PROXY once AKS has told its webhook of the proxy; look at a new pod for it. ${nextPods}`,
    sources: [identityBindings, concepts],
  },
};
