/** What the pages of driver, provider and mount say beyond the doctor. */
import { az, helm, kubectl } from '../step.ts';
import type { Backgrounds } from './background.ts';
import { driverTrouble, mountEvents, nextMount, nodeServer, ofClass, ofDriver, provider, providerAuth, providerClient, providerPods, providerTrouble, realNode } from './csi-look.ts';
import { template } from './shop.ts';
import { derived, manual, seen, thread } from './source.ts';

export const driverBackgrounds: Backgrounds = {
  'csi-driver-missing': {
    sign: 'New pods on some nodes, or on all, stay in ContainerCreating, and deleted ones stay in Terminating; pods that run keep their files.',
    texts: [
      { where: 'event', text: 'driver name secrets-store.csi.k8s.io not found in the list of registered CSI drivers' },
      { where: 'event', text: 'volume mode "Ephemeral" not supported by driver secrets-store.csi.k8s.io (no CSIDriver object)' },
    ],
    look: [
      kubectl('the list of the node lacks secrets-store.csi.k8s.io', 'get', 'csinode/aks-nodepool1-31415926-vmss000000', '-o', 'jsonpath={.spec.drivers[*].name}'),
      kubectl('no DaemonSet of the driver is there, or it is ready on fewer nodes than there are', 'get', 'daemonsets', '-A'),
    ],
    healing: 'A pod that waits mounts by itself some 20 seconds after the driver is on its node, and one that hangs in Terminating goes.',
    sources: [realNode, driverTrouble, providerTrouble],
  },
  'csi-provider-missing': {
    sign: 'New pods stay in ContainerCreating, and for two minutes kubectl describe shows nothing but Scheduled.',
    texts: [
      { where: 'event', text: 'rpc error: code = DeadlineExceeded desc = context deadline exceeded' },
      { where: 'event', text: 'error connecting to provider "azure": provider not found: provider "azure"' },
    ],
    look: [
      kubectl('fewer are ready (first number) than wanted, or both are 0', 'get', 'daemonset/aks-secrets-store-provider-azure', '-n', 'kube-system', '-o', 'jsonpath={.status.numberReady} {.status.desiredNumberScheduled}'),
      providerPods('none of them is ready on the node of the pod that waits'),
    ],
    healing: 'Pods that wait mount by themselves within seconds after the provider is back on their node; nothing is made anew.',
    sources: [realNode, providerClient],
  },
  'csi-duplicate-install': {
    sign: 'Mounts fail now and then without a pattern, often since the add-on was enabled beside a Helm release.',
    look: [
      kubectl('two DaemonSets of the driver, or of the provider', 'get', 'daemonsets', '-A'),
      helm('a release of the chart is there, beside the add-on', 'list', '-A'),
    ],
    healing: 'Pods that wait mount at the next try of the kubelet, once one driver is left. See that the CSIDriver object is still there: it can go with the Helm release.',
    sources: [manual('aks', 'csi-secrets-store-configuration-options'), derived],
  },
  'csi-podinfo-off': {
    sign: 'New pods stay in ContainerCreating: a SecretProviderClass is said not to be found, although it is there.',
    texts: [{ where: 'event', text: 'failed to get secretproviderclass /orders, error: SecretProviderClass.secrets-store.csi.x-k8s.io "orders" not found' }],
    look: [
      ofDriver('this prints false', '{.spec.podInfoOnMount}'),
      kubectl('the class is there', 'get', 'secretproviderclass/orders', '-n', 'shop'),
    ],
    healing: 'The kubelet tells the driver from the next try on. Where AKS or a chart keeps the CSIDriver object, look again after the next upgrade.',
    sources: [realNode, nodeServer],
  },
  'csi-tokenrequests-missing': {
    sign: 'No class with a clientID mounts in the whole cluster, while service principals and node identities work.',
    texts: [
      { where: 'event', text: 'failed to parse workload identity tokens, error: service account tokens not found' },
      { where: 'event', text: 'failed to build auth config for mode VMManagedIdentity: failed to parse workload identity tokens, error: service account tokens not found' },
    ],
    look: [ofDriver('nothing is printed, or an empty list', '{.spec.tokenRequests}')],
    healing: 'The kubelet adds the token from the next try on; driver and provider need no restart.',
    sources: [realNode, providerAuth, manual('provider', 'configurations/identity-access-modes/workload-identity-mode')],
  },
  'csi-tokenrequests-audience': {
    sign: 'No class with a clientID mounts in the whole cluster, although the driver is given tokens.',
    texts: [
      { where: 'event', text: 'token for audience api://AzureADTokenExchange not found' },
      { where: 'event', text: 'token for audience api://AKSIdentityBinding not found' },
    ],
    look: [ofDriver('the list lacks api://AzureADTokenExchange', '{.spec.tokenRequests[*].audience}')],
    healing: 'The kubelet adds the token from the next try on; driver and provider need no restart.',
    sources: [realNode, providerAuth],
  },
  'csi-readonly': {
    sign: 'All new pods of this workload stay in ContainerCreating, while others mount the same class.',
    texts: [{ where: 'event', text: 'rpc error: code = InvalidArgument desc = Readonly is not true in request' }],
    look: [template('the csi volume has no "readOnly":true', 'spec.volumes[*].csi')],
    healing: 'The template changes, so new pods are made and mount at once.',
    sources: [realNode, nodeServer],
  },
  'csi-mounted-empty': {
    sign: 'The application finds no file of the volume, while its pod is Running and no event of it is wrong now.',
    texts: [{ where: 'event', text: 'rpc error: code = Unavailable desc = closing transport due to: connection error: desc = "error reading from server: EOF", received prior goaway: code: NO_ERROR, debug data: "graceful_stop"' }],
    look: [
      kubectl('the pod is Running …', 'get', 'pod', 'orders-7c9f-abcde', '-n', 'shop'),
      kubectl('… and none of these has its name', 'get', 'secretproviderclasspodstatuses', '-n', 'shop'),
    ],
    healing: 'The new pod mounts when it starts. Restarting the container alone does not help: the volume belongs to the pod.',
    sources: [realNode, nodeServer],
  },
  'csi-rotation-off': {
    sign: 'A secret was changed in the vault, and pods that run still have the old value in the mounted file.',
    look: [
      kubectl('no --enable-secret-rotation=true is among the arguments', 'get', 'daemonset/aks-secrets-store-csi-driver', '-n', 'kube-system', '-o', 'jsonpath={.spec.template.spec.containers[*].args}'),
      ofDriver('or, from driver 1.6 on: this prints false, or nothing', '{.spec.requiresRepublish}'),
      az('the vault has a version that is newer than the pods', 'keyvault', 'secret', 'list-versions', '--vault-name', 'kv-shop', '-n', 'db-password', '--query', '[].{id:id,created:attributes.created}', '-o', 'table'),
    ],
    healing: 'With rotation on the driver looks every two minutes unless told otherwise, and renews the files of running pods. Variables, and Secrets read into them, still need new pods.',
    sources: [manual('aks', 'csi-secrets-store-configuration-options'), realNode, manual('driver', 'topics/secret-auto-rotation')],
  },
  'csi-rotation-masked': {
    sign: 'Rotation is on, and still a file stays old for longer than the poll interval, with no event at any object.',
    texts: [
      { where: 'driver', text: '"failed to mount secrets store object content" err=…isRemountRequest=true' },
      { where: 'driver', text: '"failed to process mount request"' },
      { where: 'driver', text: 'cannot create resource "serviceaccounts/token"' },
    ],
    look: [
      kubectl('the version that the pods have …', 'get', 'secretproviderclasspodstatuses', '-n', 'shop', '-o', 'jsonpath={range .items[*]}{.status.podName}: {.status.objects}{"\\n"}{end}'),
      az('… is not the newest', 'keyvault', 'secret', 'list-versions', '--vault-name', 'kv-shop', '-n', 'db-password', '--query', '[].{id:id,created:attributes.created}', '-o', 'table'),
      kubectl('the log of the driver names the pod and the error', 'logs', '-n', 'kube-system', 'daemonset/aks-secrets-store-csi-driver', '-c', 'secrets-store', '--tail', '100'),
    ],
    healing: 'Once what the log names is mended, running pods get the new file at the next poll, two minutes unless told otherwise.',
    sources: [realNode, nodeServer, thread('csi-provider', 872), thread('csi-driver', 939)],
  },
  'csi-rotation-subpath': {
    sign: 'The file changes in pods that mount the directory, and stays old in a container that mounts one file of it.',
    look: [template('a volumeMount of volume secrets has subPath', 'spec.containers[*].volumeMounts')],
    healing: 'The template changes, so new pods are made. The file then has another path, which the application must be told.',
    sources: [manual('driver', 'known-limitations'), realNode],
  },
  'csi-sync-rbac': {
    sign: 'The files are mounted, but no Secret comes in any namespace; the event says only that something took too long.',
    texts: [
      { where: 'event', text: 'FailedToCreateSecret csi-secrets-store-controller timed out waiting for the condition' },
      { where: 'driver', text: 'cannot list resource "secrets" in API group "" at the cluster scope' },
      { where: 'driver', text: 'cannot create resource "secrets"' },
    ],
    look: [
      kubectl('this says NotFound', 'get', 'clusterrole', 'secretprovidersyncing-role'),
      kubectl('the log names the right that is missing', 'logs', '-n', 'kube-system', 'daemonset/secrets-store-csi-driver', '-c', 'secrets-store', '--tail', '100'),
    ],
    healing: 'The driver tries again by itself after it has the rights; the upgrade of the chart restarts it. Containers that wait for the Secret then start.',
    sources: [realNode, providerTrouble],
  },
  'csi-fic-subject-is-driver-sa': {
    sign: 'Pods stay in ContainerCreating, and Entra refuses the service account of the pods, although a federated credential was made for the driver.',
    texts: [{ where: 'event', text: "AADSTS700213: … 'system:serviceaccount:shop:orders' …" }],
    look: [
      az('a subject has the service account of the driver, and none has that of the pods', 'identity', 'federated-credential', 'list', '-g', 'rg-shop', '--identity-name', 'id-orders', '--query', '[].{name:name,subject:subject}', '-o', 'table'),
      mountEvents('the event quotes the subject that was presented'),
    ],
    healing: 'Entra knows a new credential after some seconds to minutes, and the kubelet tries again within two minutes. The credential of the driver can be deleted.',
    sources: [realNode, providerAuth],
  },
  'csi-provider-egress': {
    sign: 'New pods stay in ContainerCreating, first without any event for two minutes, while the provider is ready on their node.',
    texts: [{ where: 'event', text: 'rpc error: code = DeadlineExceeded desc = context deadline exceeded' }],
    look: [
      providerPods('the provider is ready on the node of the pod, so it is not the provider that is missing'),
      kubectl('its log names the host that did not answer', 'logs', '-n', 'kube-system', '-l', 'app in (secrets-store-provider-azure,csi-secrets-store-provider-azure)', '--prefix', '--tail', '50'),
    ],
    healing: 'Pods that wait mount at the next try of the kubelet once the node has its way out; provider and pods need no restart.',
    sources: [realNode, providerTrouble, thread('csi-provider', 292), thread('csi-provider', 471), thread('csi-provider', 530)],
  },
  'csi-mount-error-not-in-pod-logs': {
    sign: 'The pod stays in ContainerCreating, and kubectl logs says that the container waits to start.',
    texts: [{ where: 'event', text: 'MountVolume.SetUp failed for volume "secrets" : …' }],
    look: [
      mountEvents('one of them names the volume, and its message says what is wrong'),
      providerPods('find the provider on the node of the pod: its log has the error too'),
    ],
    healing: 'The kubelet tries again by itself, at the latest every two minutes; once the cause is gone the pod starts.',
    sources: [realNode, providerTrouble],
  },
  'csi-message-too-large': {
    sign: 'Pods with this class stay in ContainerCreating since an object was added or grew, and each object for itself can be read.',
    texts: [{ where: 'event', text: 'grpc: received message larger than max' }],
    look: [
      ofClass('the class lists many objects, or large ones', '{.spec.parameters.objects}'),
      mountEvents('the message has both sizes in bytes'),
    ],
    healing: nextMount,
    sources: [manual('driver', 'known-limitations'), providerClient],
  },
  'csi-kubelet-root': {
    sign: 'No volume of this driver mounts on the nodes of this distribution, whatever the class.',
    texts: [
      { where: 'event', text: 'failed to write file: no such file or directory' },
      { where: 'event', text: 'driver name secrets-store.csi.k8s.io not found in the list of registered CSI drivers' },
    ],
    look: [kubectl('these are under /var/lib/kubelet, and the kubelet of the node keeps its pods elsewhere', 'get', 'daemonsets', '-n', 'kube-system', '-o', 'jsonpath={range .items[*]}{.metadata.name}: {.spec.template.spec.volumes[*].hostPath.path}{"\\n"}{end}')],
    healing: 'The upgrade restarts driver and provider on each node; pods that wait then mount by themselves.',
    sources: [driverTrouble],
  },
  'csi-token-proxy-unavailable': {
    sign: 'Pods stay in ContainerCreating only with classes that set useAzureTokenProxy, mostly on a cluster that is not AKS or has no identity binding.',
    texts: [
      { where: 'event', text: 'failed to get keyvault client: proxy transport not available: …' },
      { where: 'event', text: 'failed to build auth config for mode AzureTokenProxy: clientID is required for identity binding' },
      { where: 'event', text: 'failed to parse service account token for identity binding, error: token for audience api://AKSIdentityBinding not found' },
    ],
    look: [
      ofClass('this prints true', '{.spec.parameters.useAzureTokenProxy}'),
      kubectl('the provider has no variable that begins with AZURE_KUBERNETES', 'get', 'daemonsets', '-n', 'kube-system', '-l', 'app in (secrets-store-provider-azure,csi-secrets-store-provider-azure)', '-o', 'jsonpath={.items[*].spec.template.spec.containers[*].env}'),
    ],
    healing: 'Without the proxy it counts from the next mount on, and the identity needs a federated credential. With the proxy the pods of the add-on are made anew first.',
    sources: [realNode, provider, manual('provider', 'configurations/identity-access-modes/identity-binding-mode')],
  },
  'csi-driver-rbac': {
    sign: 'No SecretProviderClass can be mounted in the whole cluster, mostly since the driver was moved to another namespace.',
    texts: [{ where: 'event', text: 'secretproviderclasses.secrets-store.csi.x-k8s.io "orders" is forbidden: User "system:serviceaccount:kube-system:secrets-store-csi-driver" cannot …' }],
    look: [
      kubectl('the namespace here …', 'get', 'clusterrolebinding', 'secretproviderclasses-rolebinding', '-o', 'jsonpath={.subjects}'),
      kubectl('… is not that of the driver', 'get', 'daemonsets', '-A'),
    ],
    healing: 'Rights count at once; the driver needs no restart, and pods that wait mount at the next try of the kubelet.',
    sources: [thread('csi-driver', 523)],
  },
  'csi-imds-timeout': {
    sign: 'Pods wait long in ContainerCreating, and the event names the address 169.254.169.254; often many pods of a node at once.',
    texts: [{ where: 'event', text: 'http://169.254.169.254/metadata/identity/oauth2/token' }],
    look: [
      ofClass('this prints true', '{.spec.parameters.useVMManagedIdentity}'),
      kubectl('a DaemonSet nmi of pod identity is there, or a policy that was added lately', 'get', 'daemonsets', '-A'),
    ],
    healing: 'With workload identity it counts from the next mount on. The identity then needs a federated credential for the service account and a role on the vault.',
    sources: [thread('csi-provider', 530), manual('aks', 'imds-restriction'), seen('the address that the provider 1.8.2 asks')],
  },
  'csi-addon-identity-confusion': {
    sign: 'The vault refuses with 403, although the role was given: to the identity of the workload or of the kubelet, not to the one that is used.',
    texts: [
      { where: 'event', text: 'ERROR CODE: Forbidden' },
      { where: 'event', text: 'ForbiddenByRbac' },
    ],
    look: [
      az('this objectId is the one that the event quotes', 'aks', 'show', '-g', '<resource-group>', '-n', '<cluster>', '--query', 'addonProfiles.azureKeyvaultSecretsProvider.identity'),
      az('it has no role that reads secrets on the vault', 'role', 'assignment', 'list', '--assignee', '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b', '--all', '--query', '[].{role:roleDefinitionName,scope:scope}', '-o', 'table'),
    ],
    healing: 'A role can take up to ten minutes to count. Signing in with workload identity counts from the next mount on.',
    sources: [manual('aks', 'csi-secrets-store-driver'), realNode],
  },
  'csi-provider-too-old': {
    sign: 'A class that mounts in another cluster is refused in this one, or the vault sees the identity of the node.',
    texts: [{ where: 'event', text: 'nodePublishSecretRef secret is not set' }],
    look: [
      kubectl('the tag of the image is below what is needed', 'get', 'daemonset/csi-secrets-store-provider-azure', '-n', 'kube-system', '-o', 'jsonpath={.spec.template.spec.containers[*].image}'),
      kubectl('API server and kubelet are at least 1.21: an older one gives the driver no token', 'version'),
    ],
    healing: 'The upgrade makes the pods of driver and provider anew, node by node; pods that wait then mount by themselves.',
    sources: [thread('csi-provider', 1356), manual('provider', 'configurations/identity-access-modes/workload-identity-mode')],
  },
  'csi-pod-sa-default': {
    sign: 'Pods stay in ContainerCreating, and Entra refuses a subject that ends in :default.',
    texts: [{ where: 'event', text: "AADSTS700213: … 'system:serviceaccount:shop:default' …" }],
    look: [
      template('this prints nothing, or default', 'spec.serviceAccountName'),
      az('the subject ends in another account', 'identity', 'federated-credential', 'list', '-g', 'rg-shop', '--identity-name', '<identity>', '--query', '[].{name:name,subject:subject}', '-o', 'table'),
    ],
    healing: 'New pods are made from the template and mount at once. The old ones can never mount; the problem is reported as long as one is left.',
    sources: [realNode, derived],
  },
  'csi-synced-secret-missing': {
    sign: 'A container does not start because a Secret is missing, and nothing tries to mount anything: there is no FailedMount.',
    texts: [
      { where: 'event', text: 'Error: secret "orders-db" not found' },
      { where: 'kubectl', text: 'CreateContainerConfigError: secret "orders-db" not found' },
    ],
    look: [
      template('no csi volume of class orders is among them', 'spec.volumes'),
      ofClass('the class makes this Secret', '{.spec.secretObjects[*].secretName}'),
      kubectl('no pod mounts the class', 'get', 'secretproviderclasspodstatuses', '-n', 'shop'),
    ],
    healing: 'The Secret comes some seconds after the first pod has mounted, and the kubelet then starts the container by itself. It goes again with the last pod that mounts the class.',
    sources: [realNode, manual('driver', 'topics/sync-as-kubernetes-secret')],
  },
  'csi-secret-env-stale': {
    sign: 'After a rotation the mounted file and the Secret have the new value, and the application still uses the old one.',
    look: [
      kubectl('the container started at this time …', 'get', 'pod', 'orders-7d4b9c6f5d-2xkqp', '-n', 'shop', '-o', 'jsonpath={.status.containerStatuses[*].state.running.startedAt}'),
      az('… and the newest version is younger', 'keyvault', 'secret', 'list-versions', '--vault-name', 'kv-shop', '-n', 'db-password', '--query', '[].{id:id,created:attributes.created}', '-o', 'table'),
      kubectl('the variable is read from the Secret', 'get', 'deployment/orders', '-n', 'shop', '-o', 'jsonpath={.spec.template.spec.containers[*].env} {.spec.template.spec.containers[*].envFrom}'),
    ],
    healing: 'The new pods read the Secret as it is when they start: wait first until rotation has renewed it.',
    sources: [manual('driver', 'topics/set-as-env-var'), manual('driver', 'topics/secret-auto-rotation')],
  },
  'csi-volumeattributes-override': {
    sign: 'A mended SecretProviderClass changes nothing for one workload, and its errors still name the old value.',
    look: [
      template('the volumeAttributes have more than secretProviderClass', 'spec.volumes[*].csi.volumeAttributes'),
      ofClass('the class says something else', '{.spec.parameters}'),
    ],
    healing: 'The template changes, so new pods are made and mount with what the class says.',
    sources: [realNode, nodeServer],
  },
  'csi-subpath-missing': {
    sign: 'The application finds an empty directory where a file should be, and there is no error anywhere.',
    look: [
      template('the subPath of volume secrets …', 'spec.containers[*].volumeMounts'),
      ofClass('… is no objectAlias of the class, and no objectName of one without alias', '{.spec.parameters.objects}'),
    ],
    healing: 'The template changes, so new pods are made and have the file from their start.',
    sources: [realNode],
  },
  'az-update-resets': {
    sign: 'It works now; it worked before too, and stopped when AKS was updated or upgraded.',
    look: [
      kubectl('the object has a label of the add-on manager or of AKS', 'get', 'csidriver/secrets-store.csi.k8s.io', '--show-labels'),
      kubectl('a manager such as kubectl-patch or kubectl-edit is among those who set fields', 'get', 'csidriver/secrets-store.csi.k8s.io', '--show-managed-fields', '-o', 'jsonpath={range .metadata.managedFields[*]}{.manager} {.time}{"\\n"}{end}'),
    ],
    healing: 'Nothing has to be made anew. Look at the object again after the next update of the cluster.',
    sources: [manual('aks', 'support-policies'), derived],
  },
};
