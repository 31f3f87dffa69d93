/** What the pages of src/problems/pod say beyond the doctor. */
import { az, kubectl } from '../step.ts';
import type { Backgrounds } from './background.ts';
import { accountAnnotations, accountClientId, events, noClientId, notInjected, podsEnv, podsWithLabel, template } from './shop.ts';
import { annotationsManual, derived, manual, page, seen, source, thread, webhookSource } from './source.ts';

const nmiSource = source('pod-identity', 'pkg/nmi/standard.go');
const restartedContainer = seen('a container that is restarted keeps its variables; a new pod has the new ones; a label put on a running pod changes nothing');

const withNewPods = 'In effect with the first new pod, which the change of the template makes by itself; pods that are there never change.';
const withRestart = 'In effect in every pod that is made after the restart; restarting a container within its pod is not enough.';

const waitsForCreated = { where: 'application', text: 'getting assigned identities for pod … in CREATED state failed after 16 attempts, retry duration [5]s' } as const;

export const podBackgrounds: Backgrounds = {
  'pod-label-missing': {
    sign: 'The SDK gives up before it asks Entra: no pod of the workload has an AZURE_ variable or a token volume, while labelled ones of the same namespace have.',
    texts: notInjected,
    look: [
      podsWithLabel('the column USE is empty'),
      template('the template has no label azure.workload.identity/use', 'metadata.labels'),
      podsEnv('nothing was injected', 'AZURE_FEDERATED_TOKEN_FILE'),
    ],
    healing: withNewPods,
    sources: [manual('webhook', 'troubleshooting'), annotationsManual, thread('azure-workload-identity', 488), thread('azure-workload-identity', 756), thread('external-secrets/external-secrets', 2436)],
  },
  'pod-stale-client-id': {
    sign: 'After the identity was changed, Azure still sees the old one: in refusals of Entra, or in the sign-in logs and in 403 answers of the vault.',
    look: [
      podsEnv('pods have the client id of before', 'AZURE_CLIENT_ID'),
      accountClientId('the service account names another'),
    ],
    healing: withRestart,
    sources: [restartedContainer, thread('azure-workload-identity', 109)],
  },
  'pod-predates-label': {
    sign: 'The label is on the template, and yet the application finds no credentials; a pod that is made now works.',
    texts: notInjected,
    look: [
      template('the template has the label', 'metadata.labels'),
      podsWithLabel('a pod has it too, or is older than the change'),
      podsEnv('nothing was injected into it', 'AZURE_FEDERATED_TOKEN_FILE'),
    ],
    healing: withRestart,
    sources: [restartedContainer, thread('azure-workload-identity', 540), thread('azure-workload-identity', 790), manual('aks', 'keda-workload-identity')],
  },
  'pod-predates-sa-annotation': {
    sign: 'The token file is there, and the SDK asks for a client id, although the service account has its annotation.',
    texts: noClientId,
    look: [
      accountClientId('the service account names a client id'),
      podsEnv('a pod has the token file, and no client id', 'AZURE_CLIENT_ID', 'AZURE_FEDERATED_TOKEN_FILE'),
    ],
    healing: withRestart,
    sources: [restartedContainer, webhookSource, thread('azure-workload-identity', 109), manual('aks', 'keda-workload-identity')],
  },
  'label-on-sa-only': {
    sign: 'Nothing is injected, although whoever looks for the label finds it: on the service account. Often so after an upgrade to webhook 1.0, or with a manifest of an old article.',
    texts: notInjected,
    look: [
      kubectl('the service account has the label', 'get', 'serviceaccount/orders', '-n', 'shop', '--show-labels'),
      podsWithLabel('the column USE of the pods is empty'),
    ],
    healing: `${withNewPods} The label of the service account does no harm.`,
    sources: [webhookSource, annotationsManual, thread('azure-workload-identity', 756), thread('aks', 3411)],
  },
  'label-on-workload-not-template': {
    sign: 'Nothing is injected, although the list of Deployments shows the label; the list of pods does not.',
    texts: notInjected,
    look: [
      kubectl('the workload has the label', 'get', 'deployment/orders', '-n', 'shop', '--show-labels'),
      template('its template has not', 'metadata.labels'),
    ],
    healing: `${withNewPods} The label of the workload itself does no harm.`,
    sources: [seen('a label on the metadata of a Job is accepted, and changes no pod'), webhookSource],
  },
  'label-value-not-true': {
    sign: 'Nothing is injected, although the pods have the label; an unquoted true in a manifest is not even accepted.',
    texts: [...notInjected, { where: 'kubectl', text: 'json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.labels of type string' }],
    look: [podsWithLabel('the column USE shows something else than true, for example True or yes')],
    healing: withNewPods,
    sources: [webhookSource, annotationsManual, page('vmware-tanzu/application-accelerator-samples#123, of the unquoted value', 'https://github.com/vmware-tanzu/application-accelerator-samples/pull/123')],
  },
  'label-key-typo': {
    sign: 'Nothing is injected, although the manifest seems to have the label; side by side with a pod that works, the key is another one.',
    texts: notInjected,
    look: [
      podsWithLabel('the column USE is empty'),
      template('a label or an annotation is nearly the right one', 'metadata.labels', 'metadata.annotations'),
    ],
    healing: withNewPods,
    sources: [derived, thread('azure-workload-identity', 1026)],
  },
  'pod-wrong-sa': {
    sign: 'Entra refuses the token, and names an account in the subject that nobody bound, most often default.',
    texts: [{ where: 'application', text: "No matching federated identity record found for presented assertion subject 'system:serviceaccount:…:default'" }],
    look: [
      template('the template names no account, or another one', 'spec.serviceAccountName'),
      kubectl('the client id is on an account that the pods do not use', 'get', 'serviceaccounts', '-n', 'shop', '-o', 'custom-columns=NAME:.metadata.name,CLIENT:.metadata.annotations.azure\\.workload\\.identity/client-id'),
    ],
    healing: `${withNewPods} They then have the RBAC rights and imagePullSecrets of the new account, and no longer those of the old one.`,
    sources: [thread('azure-workload-identity', 691), thread('azure-workload-identity', 1185)],
  },
  'pod-container-skipped': {
    sign: 'One container of the pod has no AZURE_ variable and no token, while its neighbours have both.',
    texts: notInjected,
    look: [
      template('the annotation skip-containers names it', 'metadata.annotations.azure\\.workload\\.identity/skip-containers'),
      kubectl('its list of mounts lacks /var/run/secrets/azure', 'get', 'pods', '-n', 'shop', '-o', 'jsonpath={range .items[*].spec.containers[*]}{.name}{": "}{.volumeMounts[*].mountPath}{"\\n"}{end}'),
    ],
    healing: withNewPods,
    sources: [webhookSource, annotationsManual, seen('names that are separated by a comma skip no container')],
  },
  'pod-env-client-id-override': {
    sign: 'Changing the service account has no effect, not even in new pods: the application goes on with a client id from its own manifest.',
    look: [
      template('the container sets AZURE_CLIENT_ID itself', 'spec.containers[*].env[?(@.name=="AZURE_CLIENT_ID")]'),
      accountClientId('the service account names another client id'),
    ],
    healing: withNewPods,
    sources: [webhookSource, thread('Azure/azure-sdk-for-net', 34436)],
  },
  'pod-token-file-env-override': {
    sign: 'The SDK cannot open the token file, and the path in its message is not below /var/run/secrets/azure.',
    texts: [{ where: 'application', text: 'open …: no such file or directory' }],
    look: [
      template('the container sets AZURE_FEDERATED_TOKEN_FILE', 'spec.containers[*].env[?(@.name=="AZURE_FEDERATED_TOKEN_FILE")]'),
      kubectl('nothing is mounted at that path', 'get', 'pods', '-n', 'shop', '-o', 'custom-columns=POD:.metadata.name,MOUNTS:.spec.containers[*].volumeMounts[*].mountPath'),
    ],
    healing: withNewPods,
    sources: [webhookSource],
  },
  'pod-custom-volume-wrong-aud': {
    sign: 'Entra refuses the token for its audience, from this workload alone; others with the same identity sign in.',
    texts: [{ where: 'application', text: "No matching federated identity record found for presented assertion audience '…'" }],
    look: [
      template('a volume of the template asks for another audience than api://AzureADTokenExchange', 'spec.volumes[*].projected.sources[*].serviceAccountToken'),
    ],
    healing: withNewPods,
    sources: [webhookSource],
  },
  'pod-third-party-chart': {
    sign: 'An operator (External Secrets, KEDA, Velero, cert-manager, external-dns) finds no credentials, although its service account has the client id.',
    texts: [...notInjected, { where: 'application', text: 'missing environment variables. AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_FEDERATED_TOKEN_FILE must be set.' }],
    look: [
      kubectl('the workload is of a chart: label helm.sh/chart', 'get', 'deployment/external-secrets', '-n', 'external-secrets', '--show-labels'),
      kubectl('its template lacks azure.workload.identity/use', 'get', 'deployment/external-secrets', '-n', 'external-secrets', '-o', 'jsonpath={.spec.template.metadata.labels}'),
    ],
    healing: withNewPods,
    sources: [thread('external-secrets/external-secrets', 2436), thread('external-secrets/external-secrets', 2783), thread('kedacore/keda', 4219)],
  },
  'pod-multiple-replicasets': {
    sign: 'Some requests work and others fail, by which pod answers them, and the rollout never ends.',
    texts: notInjected,
    look: [
      kubectl('two ReplicaSets have pods', 'get', 'replicasets', '-n', 'shop'),
      podsWithLabel('the column USE is empty for the pods of the older one'),
    ],
    healing: 'The old pods go as soon as the new ones are ready; nothing else has to be restarted.',
    sources: [derived],
  },
  'pod-empty-client-id-env': {
    sign: 'Every other variable is there, AZURE_CLIENT_ID too, and Entra says that the request lacks client_id.',
    texts: [
      { where: 'azure', text: "The request body must contain the following parameter: 'client_id'" },
      { where: 'proxy', text: 'The client_id parameter or AZURE_CLIENT_ID environment variable must be set' },
    ],
    look: [
      kubectl('AZURE_CLIENT_ID is listed and has no value', 'get', 'pods', '-n', 'shop', '-o', 'jsonpath={.items[*].spec.containers[*].env[?(@.name=="AZURE_CLIENT_ID")]}'),
      accountClientId('the service account names no client id'),
    ],
    healing: withRestart,
    sources: [webhookSource, thread('azure-workload-identity', 1593)],
  },
  'pod-volume-stripped': {
    sign: 'All AZURE_ variables are there, and the SDK cannot open the file that one of them names.',
    texts: [{ where: 'application', text: 'open …: no such file or directory' }],
    look: [
      kubectl('no mount covers the path of the token file', 'get', 'pods', '-n', 'shop', '-o', 'custom-columns=POD:.metadata.name,FILE:.spec.containers[*].env[?(@.name=="AZURE_FEDERATED_TOKEN_FILE")].value,MOUNTS:.spec.containers[*].volumeMounts[*].mountPath'),
      template('the template does not set the variable, so it was injected', 'spec.containers[*].env[*].name'),
    ],
    healing: 'In effect with the next new pod, once the other webhook or operator leaves the volumes alone; pods that are there never change.',
    sources: [webhookSource, derived],
  },
  'pod-hostnetwork': {
    sign: 'The workload makes no pods at all, and its ReplicaSet says that the webhook refused them.',
    texts: [{ where: 'kubectl', text: 'admission webhook "mutation.azure-workload-identity.io" denied the request: hostNetwork is set to true, cannot inject proxy sidecar' }],
    look: [
      events('the ReplicaSet says so', 'FailedCreate'),
      template('the template has hostNetwork true, and the annotation inject-proxy-sidecar', 'spec.hostNetwork', 'metadata.annotations'),
    ],
    healing: 'The changed template makes pods at once; they sign in as soon as the application uses WorkloadIdentityCredential.',
    sources: [webhookSource, manual('webhook', 'known-issues')],
  },
  'pod-mountpath-conflict': {
    sign: 'No new pod comes: one is refused for two mounts at one path. The manifest was exported from a running pod, or has a volume of its own at the path of the webhook.',
    texts: [{ where: 'kubectl', text: 'spec.containers[…].volumeMounts[…].mountPath: Invalid value: "/var/run/secrets/azure/wi": must be unique' }],
    look: [template('the template mounts something at /var/run/secrets/azure/…', 'spec.containers[*].volumeMounts')],
    healing: 'The next pod is let in as soon as the template is clean; the ReplicaSet tries by itself, at the latest after a quarter of an hour.',
    sources: [seen('an exported pod and kubectl debug --copy-to --keep-labels are both refused so'), webhookSource],
  },
  'pod-stale-tenant-or-authority': {
    sign: 'After a change of tenant or cloud, pods of before sign in at the old one, and a pod that is made now at the new one.',
    look: [
      podsEnv('pods have the tenant or authority of before', 'AZURE_TENANT_ID', 'AZURE_AUTHORITY_HOST'),
      accountAnnotations('the service account names another tenant in its annotation tenant-id'),
      kubectl('or it names none, and the webhook is set to another', 'get', 'configmaps', '-A', '--field-selector', 'metadata.name=azure-wi-webhook-config', '-o', 'jsonpath={.items[*].data}'),
    ],
    healing: `${withRestart} Where the webhook's configuration was changed, its own pods must have been restarted before.`,
    sources: [derived, webhookSource],
  },
  'pod-virtual-node': {
    sign: 'The same template works on an ordinary node, and on a virtual one the token file is missing.',
    texts: [{ where: 'application', text: 'open …: no such file or directory' }],
    look: [
      kubectl('the pods run on a node virtual-node-aci-…', 'get', 'pods', '-n', 'shop', '-o', 'wide'),
      template('the template chooses type: virtual-kubelet', 'spec.nodeSelector', 'spec.tolerations'),
    ],
    healing: 'In effect with the first pod on an ordinary node; the change of the template makes it by itself.',
    sources: [manual('aks', 'workload-identity-overview')],
  },
  'pod-windows-chown': {
    sign: 'Pods on Windows nodes stay in ContainerCreating; without runAsUser the same pods start.',
    texts: [{ where: 'event', text: 'MountVolume.SetUp failed for volume "…" : chown …: not supported by windows' }],
    look: [
      events('a pod says "not supported by windows"', 'FailedMount'),
      template('the template says runAsUser, and no os', 'spec.nodeSelector', 'spec.os', 'spec.securityContext'),
    ],
    healing: withNewPods,
    sources: [thread('azure-workload-identity', 1016), thread('kubernetes/kubernetes', 102849)],
  },
  'pod-static-or-unmanaged': {
    sign: 'Labels and annotations of the pod have no effect, and a deleted pod is back at once with the name of its node at the end.',
    look: [
      kubectl('the pod has the annotation kubernetes.io/config.mirror', 'get', 'pod/agent-aks-nodepool1-31415926-vmss000000', '-n', 'kube-system', '-o', 'jsonpath={.metadata.annotations}'),
      kubectl('its owner is a Node', 'get', 'pod/agent-aks-nodepool1-31415926-vmss000000', '-n', 'kube-system', '-o', 'jsonpath={.metadata.ownerReferences[*].kind}'),
    ],
    healing: 'The pods of the DaemonSet are injected when they are made; the static pod ends when its file is gone from the node.',
    sources: [manual('kubernetes', 'tasks/configure-pod-container/static-pod')],
  },
  'pod-envfrom-shadowed': {
    sign: 'The ConfigMap or Secret is right, and the container has another value in its environment.',
    look: [
      template('the container takes variables by envFrom', 'spec.containers[*].envFrom'),
      podsEnv('a pod has another client id than the ConfigMap', 'AZURE_CLIENT_ID'),
    ],
    healing: 'In effect in every pod that is made after the change: kubectl rollout restart makes them.',
    sources: [webhookSource, derived],
  },
  'podid-nmi-intercepts': {
    sign: 'A call of the metadata service hangs for 80 seconds, or fails at once with 403 or 404; on a cluster without pod identity v1 the same image works.',
    texts: [
      { where: 'application', text: 'no azure identity found for request clientID …' },
      waitsForCreated,
    ],
    look: [
      kubectl('a DaemonSet nmi or aad-pod-identity-nmi runs', 'get', 'daemonsets', '-A'),
      kubectl('the pods carry aadpodidbinding', 'get', 'pods', '-n', 'shop', '-L', 'aadpodidbinding'),
      kubectl('no binding selects that value', 'get', 'azureidentitybindings', '-A', '-o', 'custom-columns=NAMESPACE:.metadata.namespace,NAME:.metadata.name,SELECTOR:.spec.selector'),
    ],
    healing: 'With workload identity in effect with the first new pod. A binding that is corrected takes about 40 seconds until the identity is on the node.',
    sources: [nmiSource, thread('azure-workload-identity', 995)],
  },
  'podid-label-leftover': {
    sign: 'Nothing fails: the pods have two labels, and a request to the metadata service gets another identity than the SDK.',
    look: [kubectl('both columns have a value', 'get', 'pods', '-n', 'shop', '-L', 'aadpodidbinding,azure.workload.identity/use')],
    healing: `${withNewPods} Pod identity v1 takes the identity from the node once no pod asks for it.`,
    sources: [manual('aks', 'workload-identity-migrate-from-pod-identity')],
  },
  'podid-addon-enabled': {
    sign: 'Nothing fails today: a part of the cluster runs without support, and nobody mends it any more.',
    look: [
      kubectl('a DaemonSet nmi runs', 'get', 'daemonsets', '-A', '--field-selector', 'metadata.name=nmi'),
      az('the answer is true', 'aks', 'show', '-g', '<resource-group>', '-n', '<cluster>', '--query', 'podIdentityProfile.enabled', '-o', 'tsv'),
    ],
    healing: 'An update of the cluster takes some minutes. After it the metadata service answers pods with what their node has.',
    sources: [manual('aks', 'use-azure-ad-pod-identity'), manual('aks', 'workload-identity-migrate-from-pod-identity')],
  },
  'podid-binding-label-missing': {
    sign: 'The list of Deployments shows aadpodidbinding, the list of pods does not; a call of the metadata service hangs for 80 seconds and fails.',
    texts: [
      waitsForCreated,
      { where: 'application', text: 'no azure identity found for request clientID …' },
      { where: 'event', text: 'nmi response failed with status code: 404' },
    ],
    look: [
      kubectl('the workload has the label', 'get', 'deployment/orders', '-n', 'shop', '-L', 'aadpodidbinding'),
      kubectl('its pods have not', 'get', 'pods', '-n', 'shop', '-L', 'aadpodidbinding'),
    ],
    healing: 'With workload identity in effect with the first new pod. With the label alone it takes about 40 seconds more, until the identity is on the node.',
    sources: [nmiSource, thread('csi-provider', 941), thread('csi-provider', 1016)],
  },
  'keda-podidentity-removed': {
    sign: 'Scaling stands still since an upgrade of KEDA or of the cluster; the HPA shows an unknown metric, while the application itself works.',
    look: [
      kubectl('the provider is azure', 'get', 'triggerauthentications,clustertriggerauthentications', '-A', '-o', 'custom-columns=NAMESPACE:.metadata.namespace,NAME:.metadata.name,PROVIDER:.spec.podIdentity.provider'),
      kubectl('KEDA is 2.15 or newer', 'get', 'deployments', '-A', '--field-selector', 'metadata.name=keda-operator', '-o', 'custom-columns=NAMESPACE:.metadata.namespace,IMAGE:.spec.template.spec.containers[*].image'),
      kubectl('the ScaledObject is not ready', 'get', 'scaledobjects', '-n', 'shop'),
    ],
    healing: 'KEDA reads the changed object by itself; a new federated credential for its service account can take some minutes until Entra uses it.',
    sources: [thread('aks', 4455), thread('kedacore/keda', 5035), manual('aks', 'keda-workload-identity')],
  },
  'job-never-restarts': {
    sign: 'The label was added, and each new pod of this Job still finds no credentials, until the Job reaches its backoffLimit.',
    texts: [{ where: 'kubectl', text: 'The Job "…" is invalid: spec.template: Invalid value: …: field is immutable' }, ...notInjected],
    look: [
      kubectl('the template of the Job has no label azure.workload.identity/use', 'get', 'job/orders', '-n', 'shop', '-o', 'jsonpath={.spec.template.metadata.labels}'),
      kubectl('its owner, if any, is the CronJob that made it', 'get', 'job/orders', '-n', 'shop', '-o', 'jsonpath={.metadata.ownerReferences[*].name}'),
    ],
    healing: 'In effect with the first pod of the new Job, which starts its work from the beginning. A CronJob whose template has the label makes the next Job with it.',
    sources: [seen('the API server refuses a label on the template of a Job, and takes one on its metadata, which reaches no pod')],
  },
  'gitops-drift-label': {
    sign: 'It works now, and after a synchronisation the new pods have no credentials.',
    look: [
      kubectl('the workload is kept from Git: a label or annotation of Argo CD or Flux', 'get', 'deployment/orders', '-n', 'shop', '-o', 'jsonpath={.metadata.labels}{"\\n"}{.metadata.annotations}'),
      kubectl('kubectl has written into it', 'get', 'deployment/orders', '-n', 'shop', '-o', 'jsonpath={range .metadata.managedFields[*]}{.manager}{" "}{.time}{"\\n"}{end}', '--show-managed-fields'),
    ],
    healing: 'The commit is in effect at the next synchronisation; pods that have the label already need no restart.',
    sources: [derived],
  },
  'ib-ca-configmap-missing': {
    sign: 'Pods that use an identity binding stay in ContainerCreating in this namespace; pods without one start.',
    texts: [{ where: 'event', text: 'MountVolume.SetUp failed for volume "azure-workload-identity-reserved-…" : configmap "…" not found' }],
    look: [
      events('a pod waits for the ConfigMap', 'FailedMount'),
      kubectl('the ConfigMap is not there', 'get', 'configmap/kube-root-ca.crt', '-n', 'shop', '--ignore-not-found', '-o', 'name'),
    ],
    healing: 'The kubelet tries the mount again by itself within about two minutes; no pod has to be made anew.',
    sources: [webhookSource, seen('the text of a volume whose ConfigMap is missing')],
  },
};
