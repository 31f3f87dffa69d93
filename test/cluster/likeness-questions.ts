/** What is asked of both API servers: the doctor's questions, and those that they are refused with. */
import type { ClusterOperator, KubernetesObject, Step } from '../../src/sandbox/scenario.ts';
import { audience, deployment, steps, template, useLabel, webhook } from '../../src/sandbox/scenarios/shop.ts';
import type { Reading } from './likeness-narrowed.ts';
import type { RawRequest } from './raw-client.ts';

export type Who = 'admin' | 'dev';

export interface Question extends RawRequest {
  /** Default: who may do everything. */
  readonly who?: Who;
  /** What the real one answers with: else a question that both misunderstand would pass. */
  readonly status: number;
  readonly reads: Reading;
}

export { issuer } from '../../src/sandbox/scenarios/shop.ts';

export const operator: ClusterOperator = {
  namespaceRules: { shop: [{ apiGroups: [''], resources: ['serviceaccounts/token'], verbs: ['create'], resourceNames: ['orders'] }] },
};

const inShop = (apiVersion: string, kind: string, name: string, spec: Readonly<Record<string, unknown>>): KubernetesObject => ({ apiVersion, kind, metadata: { name, namespace: 'shop' }, spec });
const bare = (name: string, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({ metadata: { labels: { app: name } }, spec: { containers: [{ name: 'app', image: 'registry.example/app:1' }], ...more } });
const selecting = (name: string): Readonly<Record<string, unknown>> => ({ selector: { matchLabels: { app: name } }, template: bare(name) });

export const firstSteps: readonly Step[] = [
  ...steps(
    deployment(),
    inShop('apps/v1', 'StatefulSet', 'carts', { serviceName: 'carts', replicas: 2, ...selecting('carts') }),
    inShop('apps/v1', 'DaemonSet', 'agent', selecting('agent')),
    inShop('batch/v1', 'Job', 'report', { template: bare('report', { restartPolicy: 'Never' }) }),
    inShop('batch/v1', 'CronJob', 'nightly', { schedule: '0 3 1 1 *', jobTemplate: { spec: { template: bare('nightly', { restartPolicy: 'Never' }) } } }),
    inShop('apps/v1', 'Deployment', 'homeless', { selector: { matchLabels: { app: 'homeless' } }, template: bare('homeless', { serviceAccountName: 'missing' }) }),
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'hasty', namespace: 'shop', annotations: { 'azure.workload.identity/service-account-token-expiration': '600' } } },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'strict', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'full' } },
  ),
  { do: 'apply', objects: [{ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'none', namespace: 'full' }, spec: { hard: { pods: '0' } } }] },
  { do: 'patch', kind: 'ServiceAccount', namespace: 'shop', name: 'orders', patch: { metadata: { annotations: { 'azure.workload.identity/tenant-id': webhook.tenantId } } } },
  { do: 'pods', become: 'pending' },
  { do: 'patch', kind: 'Deployment', namespace: 'shop', name: 'orders', patch: { spec: { template: { metadata: { annotations: { restarted: 'yes' } } } } } },
];

export const laterSteps: readonly Step[] = [
  { do: 'webhook', state: { ...webhook, server: 'down' } },
  { do: 'apply', objects: [inShop('apps/v1', 'Deployment', 'late', { selector: { matchLabels: { app: 'orders' } }, template: template() })] },
];

const core = '/api/v1/namespaces/shop';
const apps = '/apis/apps/v1/namespaces/shop';
const batch = '/apis/batch/v1/namespaces/shop';
const mutating = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations';
const get = (path: string, reads: Reading, status = 200): Question => ({ method: 'GET', path, status, reads });
const refused = (path: string, status: number, who: Who = 'dev'): Question => ({ who, method: 'GET', path, status, reads: 'whole' });

const tokenRequest = (spec: Readonly<Record<string, unknown>>, status: number, { account = 'orders', who = 'admin', reads = 'whole' }: { account?: string; who?: Who; reads?: Reading } = {}): Question => ({
  who,
  method: 'POST',
  path: `${core}/serviceaccounts/${account}/token`,
  body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { audiences: [audience], expirationSeconds: 600, ...spec } },
  status,
  reads,
});
const boundTo = (pod: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({ boundObjectRef: { apiVersion: 'v1', kind: 'Pod', ...pod } });

const dryRun = (
  { spec = {}, labels = useLabel, namespace = 'shop' }: { spec?: Readonly<Record<string, unknown>>; labels?: Readonly<Record<string, string>>; namespace?: string },
  status: number,
  reads: Reading = 'whole',
): Question => ({
  method: 'POST',
  path: `/api/v1/namespaces/${namespace}/pods?dryRun=All`,
  body: { apiVersion: 'v1', kind: 'Pod', metadata: { generateName: 'wanted-', labels }, spec: { containers: [{ name: 'app', image: 'registry.example/app:1' }], ...spec } },
  status,
  reads,
});

const review = (resourceAttributes: Readonly<Record<string, string>>): Question => ({
  who: 'dev',
  method: 'POST',
  path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
  body: { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec: { resourceAttributes } },
  status: 201,
  reads: 'review',
});
const added = (container: Readonly<Record<string, unknown>>, status: number, reads: Reading = 'whole', more: Partial<Question> = {}): Question => ({
  method: 'PATCH',
  path: `${core}/pods/carts-0/ephemeralcontainers?dryRun=All`,
  headers: { 'content-type': 'application/strategic-merge-patch+json' },
  body: { spec: { ephemeralContainers: [{ name: 'look', image: 'registry.example/curl:1', ...container }] } },
  status,
  reads,
  ...more,
});
const as = (user: string, path = `${core}/pods`): Question => ({ ...refused(path, 403), headers: { 'impersonate-user': user } });

export const questions: Readonly<Record<string, Question>> = {
  'the version': get('/version', 'version'),
  'a Deployment whose rollout stands still': get(`${apps}/deployments/orders`, 'workload'),
  'a Deployment whose pods are refused': get(`${apps}/deployments/homeless`, 'workload'),
  'a StatefulSet': get(`${apps}/statefulsets/carts`, 'workload'),
  'a DaemonSet': get(`${apps}/daemonsets/agent`, 'workload'),
  'a Job': get(`${batch}/jobs/report`, 'workload'),
  'a CronJob': get(`${batch}/cronjobs/nightly`, 'workload'),
  'one pod': get(`${core}/pods/carts-0`, 'pod'),
  'the pods of a namespace': get(`${core}/pods?limit=500`, 'pods'),
  'the pods that a selector takes': get(`${core}/pods?labelSelector=${encodeURIComponent('app=orders')}&limit=500`, 'pods'),
  'the pods that a set-based selector takes': get(`${core}/pods?labelSelector=${encodeURIComponent('app in (carts,agent),!other')}&limit=500`, 'pods'),
  'pods where there are none': get('/api/v1/namespaces/strict/pods?limit=500', 'pods'),
  'the first page of a list': get(`${core}/pods?limit=1`, 'page'),
  'the ReplicaSets of a namespace': get(`${apps}/replicasets?limit=500`, 'replicaSets'),
  'a service account, with who wrote what': get(`${core}/serviceaccounts/orders`, 'serviceAccount'),
  'the service accounts of a namespace': get(`${core}/serviceaccounts?limit=500`, 'serviceAccounts'),
  'a namespace': get('/api/v1/namespaces/strict', 'namespace'),
  'the mutating webhooks': get(`${mutating}?limit=500`, 'webhooks'),
  "the webhook's Deployment": get('/apis/apps/v1/namespaces/kube-system/deployments/azure-wi-webhook-controller-manager', 'workload'),

  'a Deployment that is not there': refused(`${apps}/deployments/other`, 404, 'admin'),
  'a pod that is not there': refused(`${core}/pods/other`, 404, 'admin'),
  'a service account in a namespace that is not there': refused('/api/v1/namespaces/other/serviceaccounts/orders', 404, 'admin'),
  'a namespace that is not there': refused('/api/v1/namespaces/other', 404, 'admin'),
  'a kind that is not served': refused('/apis/secrets-store.csi.x-k8s.io/v1/namespaces/shop/secretproviderclasses/orders', 404, 'admin'),

  'the log of a container that is not in the pod': refused(`${core}/pods/carts-0/log?container=other`, 400, 'admin'),
  'the log of a pod that is not there': refused(`${core}/pods/other/log`, 404, 'admin'),
  'a log of fewer lines than none': refused(`${core}/pods/carts-0/log?tailLines=-1`, 422, 'admin'),
  'a log of no bytes': refused(`${core}/pods/carts-0/log?limitBytes=0`, 422, 'admin'),
  'the log of a container that ran before none': refused(`${core}/pods/carts-0/log?previous=true`, 400, 'admin'),

  'leave to read a log': refused(`${core}/pods/carts-0/log`, 403),
  'leave to read a Deployment': refused(`${apps}/deployments/orders`, 403),
  'leave to list pods': refused(`${core}/pods`, 403),
  'leave to list pods everywhere': refused('/api/v1/pods', 403),
  'leave to read a namespace': refused('/api/v1/namespaces/shop', 403),
  'leave to list webhooks': refused(mutating, 403),
  'leave to make a token of another account': tokenRequest({}, 403, { account: 'default', who: 'dev' }),
  'leave to make a pod': { ...dryRun({}, 403), who: 'dev' },
  'leave for a path': refused('/metrics', 403),
  'a token that is none': { ...refused(`${core}/pods`, 401), anonymous: true, headers: { authorization: 'Bearer none' } },
  'nobody': { ...refused(`${core}/pods`, 403), anonymous: true },
  'who acts as another user': as('jane'),
  'who acts as another user, for a path': as('jane', '/version'),
  'who acts as a service account': as('system:serviceaccount:shop:orders'),
  'who acts as another with what only that one may': { ...as('dev', `${apps}/deployments/orders`), who: 'admin' },
  'who acts as a group of nobody': { ...refused(`${core}/pods`, 400), headers: { 'impersonate-group': 'developers' } },
  'whether one may do what one may': review({ verb: 'create', resource: 'serviceaccounts', subresource: 'token', name: 'orders', namespace: 'shop' }),
  'whether one may do what one may not': review({ verb: 'create', resource: 'serviceaccounts', subresource: 'token', name: 'default', namespace: 'shop' }),

  'a token': tokenRequest({}, 201, { reads: 'token', who: 'dev' }),
  'a token bound to a pod': tokenRequest(boundTo({ name: 'carts-0' }), 201, { account: 'default', reads: 'token' }),
  'a token that lives too short': tokenRequest({ expirationSeconds: 599 }, 422),
  'a token that is to live for more than a day': tokenRequest({ expirationSeconds: 172_800 }, 201, { reads: 'token' }),
  'a token of an account that is not there': tokenRequest({}, 404, { account: 'other' }),
  'a token bound to a pod that is not there': tokenRequest(boundTo({ name: 'other' }), 404),
  'a token bound to a pod of another account': tokenRequest(boundTo({ name: 'carts-0' }), 400),
  'a token bound to a pod that was made anew': tokenRequest(boundTo({ name: 'carts-0', uid: '00000000-0000-4000-8000-000000000000' }), 409, { account: 'default' }),

  'a pod that the webhook injects': dryRun({ spec: { serviceAccountName: 'orders' } }, 201, 'pod'),
  'a pod that the webhook leaves alone': dryRun({ spec: { serviceAccountName: 'orders' }, labels: {} }, 201, 'pod'),
  'a pod that the webhook refuses': dryRun({ spec: { serviceAccountName: 'hasty' } }, 400),
  'a pod of an account that is not there': dryRun({ spec: { serviceAccountName: 'missing' } }, 403),
  'a pod that Pod Security refuses': dryRun({ namespace: 'strict', labels: {} }, 403),
  'a pod that a quota refuses': dryRun({ namespace: 'full', labels: {} }, 403),
  'a pod in a namespace that is not there': dryRun({ namespace: 'other' }, 404),
  'a pod without containers': dryRun({ spec: { containers: [] }, labels: {} }, 422),
  'a pod with a volume mounted twice': dryRun({ spec: { containers: [{ name: 'app', image: 'app', volumeMounts: ['a', 'b'].map((name) => ({ name, mountPath: '/same' })) }] }, labels: {} }, 422),

  'a container that is added to a pod': added({}, 200, 'pod'),
  'a container that is added with a volume that the pod has not': added({ volumeMounts: [{ name: 'none', mountPath: '/none' }] }, 422),
  'leave to add a container to a pod': added({}, 403, 'whole', { who: 'dev' }),
  'a container that is added to a pod that is not there': added({}, 404, 'whole', { path: `${core}/pods/other/ephemeralcontainers?dryRun=All` }),
  'the log of a container that is not there': refused(`${core}/pods/carts-0/log?container=none`, 400, 'admin'),
};

export const laterQuestions: Readonly<Record<string, Question>> = {
  'a pod that the webhook should see': dryRun({ spec: { serviceAccountName: 'orders' } }, 500),
  'a pod that the webhook need not see': dryRun({ spec: { serviceAccountName: 'orders' }, labels: {} }, 201, 'pod'),
  'a Deployment that gets no pods': get(`${apps}/deployments/late`, 'workload'),
  "the webhook's Deployment": get('/apis/apps/v1/namespaces/kube-system/deployments/azure-wi-webhook-controller-manager', 'workload'),
};

