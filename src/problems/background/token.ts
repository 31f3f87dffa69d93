/** What the pages of src/problems/token say beyond the doctor. */
import { kubectl, note } from '../step.ts';
import type { Backgrounds } from './background.ts';
import { templateEnv } from './shop.ts';
import { identityBindings, issuerOfAks, seen, thread, unverified, webhookSource } from './source.ts';

const lifetimes = thread('MicrosoftDocs/azure-docs', 116275);

export const tokenBackgrounds: Backgrounds = {
  'token-aud-mismatch': {
    sign: 'Entra names another audience than api://AzureADTokenExchange, in all pods of the cluster or in those of one template.',
    look: [
      kubectl('the audience of the tokens that the pods have', 'get', 'pods', '-n', 'shop', '-o', 'jsonpath={.items[*].spec.volumes[*].projected.sources[*].serviceAccountToken.audience}'),
      kubectl('the webhook has --audience among its arguments', 'get', 'deployment', '-A', '-l', 'azure-workload-identity.io/system=true', '-o', 'jsonpath={.items[*].spec.template.spec.containers[*].args}'),
    ],
    healing: 'Pods get the audience when they are made, so they must be made anew. A changed credential is in effect after some seconds to minutes, without new pods.',
    sources: [webhookSource, thread('azure-workload-identity', 1675), identityBindings],
  },
  'token-clock-skew': {
    sign: 'A token that was made a moment ago is refused as too old or too new, in all pods of the cluster.',
    texts: [{ where: 'application', text: 'Client assertion is not within its valid time range. Current time: …, assertion valid from …, expiry time of assertion ….' }],
    look: [
      kubectl('the clock of the control plane, as written some seconds ago, is minutes away from the right time (UTC)', 'get', 'lease/kube-controller-manager', '-n', 'kube-system', '-o', 'jsonpath={.spec.renewTime}'),
      note('A pod that was made just now is refused as well: where only old pods are, the application keeps an old token'),
    ],
    healing: 'Tokens that are made once the clock is right are taken; make the pods anew to have one at once.',
    sources: [thread('azure-workload-identity', 693), thread('AzureAD/microsoft-authentication-library-for-dotnet', 4951), unverified],
  },
  'token-default-sa-token-used': {
    sign: 'One application is refused, while others with the same service account sign in.',
    look: [templateEnv('the path is that of the token for the API server: /var/run/secrets/kubernetes.io/serviceaccount/token', 'AZURE_FEDERATED_TOKEN_FILE')],
    healing: 'The changed template makes new pods, and those sign in at once.',
    sources: [lifetimes],
  },
  'token-lifetime-too-long': {
    sign: 'A pod with a token volume of its own is refused, while pods with the volume of the webhook sign in.',
    texts: [{ where: 'application', text: 'External OIDC Provider token must have a lifetime of less than or equal to 1.01:00:00' }],
    look: [
      kubectl('expirationSeconds is more than 86400', 'get', 'deployment/orders', '-n', 'shop', '-o', 'jsonpath={.spec.template.spec.volumes[*].projected.sources[*].serviceAccountToken}'),
      note('The API server gives such a lifetime: many cap it at a day, and then the token is right whatever the template says'),
    ],
    healing: 'The changed template makes new pods, and their token is right at once.',
    sources: [lifetimes, issuerOfAks, seen('with --service-account-max-token-expiration=24h a volume of 90000 seconds gets a token of 86400')],
  },
  'token-file-missing': {
    sign: 'One container of the pod finds no token, and the one beside it signs in.',
    texts: [{ where: 'application', text: 'open …: no such file or directory' }],
    look: [
      kubectl('the container is named there', 'get', 'deployment/orders', '-n', 'shop', '-o', 'jsonpath={.spec.template.metadata.annotations.azure\\.workload\\.identity/skip-containers}'),
      kubectl('none of its mounts is below /var/run/secrets/azure', 'get', 'pods', '-n', 'shop', '-o', 'jsonpath={.items[*].spec.containers[?(@.name=="proxy")].volumeMounts[*].mountPath}'),
    ],
    healing: 'The changed template makes new pods, and those have the file before the container starts.',
    sources: [thread('azure-workload-identity', 461)],
  },
  'token-kubelet-cannot-mint': {
    sign: 'New pods stay in ContainerCreating; pods that run go on until their token has ended.',
    texts: [
      { where: 'event', text: 'MountVolume.SetUp failed for volume "…" : failed to fetch token: serviceaccounts "…" not found' },
      { where: 'event', text: 'MountVolume.SetUp failed for volume "…" : token … expired and refresh failed: serviceaccounts "…" not found' },
    ],
    look: [
      kubectl('the events name the token and the reason', 'get', 'events', '-n', 'shop', '--field-selector', 'reason=FailedMount', '-o', 'jsonpath={.items[*].message}'),
      kubectl('the service account is not there', 'get', 'serviceaccount/orders', '-n', 'shop'),
      kubectl('or it is, and no node is given tokens: look at the pods that wait in other namespaces', 'get', 'pods', '-A', '--field-selector', 'status.phase=Pending'),
    ],
    healing: 'The kubelet tries again within two minutes, and the pod then starts by itself. A pod that runs gets a new token in its file; it need not be made anew.',
    sources: [seen('the event without the service account, at the first mount and after the token had ended')],
  },
};
