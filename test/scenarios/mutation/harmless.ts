/** Changes that are nobody's business, or that Azure and Kubernetes make no difference of. */
import { freshName, guid } from './random.ts';
import type { Random } from './random.ts';
import { addFirst, addLast, annotationsOf, entersBy, labelsOf, objectOf, objectsOf, parametersOf, templateOf, webhookOf, workloadOf, type AnyObject, type Template, type World } from './world.ts';
import { audience, issuer, subscriptionId, tenantId } from '../../../src/sandbox/scenarios/shop.ts';

/** Where resources of others are. */
const resourceHome = { subscriptionId, resourceGroup: 'rg-shop', tenantId } as const;

export interface Harmless {
  readonly name: string;
  /** Hides what some faults would show, so that it is made in healthy worlds alone. */
  readonly alone?: true;
  /** Changes the world; false where it has nothing of that kind. */
  change(world: World, random: Random): boolean;
}

function always(name: string, change: (world: World, random: Random) => void): Harmless {
  return {
    name,
    change: (world, random) => {
      change(world, random);
      return true;
    },
  };
}

function ofTemplate(name: string, change: (template: Template, random: Random) => boolean | void): Harmless {
  return {
    name,
    change: (world, random) => {
      const template = templateOf(world);
      return template !== undefined && change(template, random) !== false;
    },
  };
}

function randomCase(random: Random, text: string): string {
  return [...text].map((letter) => (random.below(2) === 0 ? letter.toUpperCase() : letter.toLowerCase())).join('');
}

function otherWorkload(random: Random, namespace: string, account: string, labels: Readonly<Record<string, string>>): AnyObject {
  const name = freshName(random);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      replicas: 1 + random.below(2),
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name, ...labels } }, spec: { serviceAccountName: account, containers: [{ name: 'app', image: 'registry.example/other:1' }] } },
    },
  };
}

function account(name: string, namespace: string, annotations: Readonly<Record<string, string>>): AnyObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace, annotations: { ...annotations } } };
}

const ofKubernetes: readonly Harmless[] = [
  always('labels and annotations on everything', (world, random) => {
    for (const kind of ['Namespace', 'ServiceAccount', 'Deployment', 'StatefulSet', 'SecretProviderClass']) {
      for (const object of objectsOf(world, kind)) {
        labelsOf(object)[`example.com/${freshName(random)}`] = 'yes';
        annotationsOf(object)['example.com/owner'] = freshName(random);
      }
    }
  }),
  ofTemplate('labels and annotations on the pods', ({ metadata }, random) => {
    labelsOf({ metadata })['app.kubernetes.io/part-of'] = freshName(random);
    annotationsOf({ metadata })['prometheus.io/scrape'] = 'true';
  }),
  ofTemplate('more variables', ({ spec }, random) => {
    for (const container of spec.containers) container.env = random.shuffled([...(container.env ?? []), { name: 'LOG_LEVEL', value: 'debug' }, { name: 'FEATURE', value: freshName(random) }]);
  }),
  ofTemplate('variables in another order', ({ spec }, random) => {
    for (const container of spec.containers) if (container.env !== undefined) container.env = random.shuffled(container.env);
  }),
  ofTemplate('a sidecar', ({ metadata, spec }, random) => {
    // beside containers that are skipped it would be the one that is not
    if (metadata.annotations?.['azure.workload.identity/skip-containers'] !== undefined) return false;
    spec.containers.push({ name: freshName(random), image: 'registry.example/sidecar:2' });
    return true;
  }),
  ofTemplate('an init container', ({ spec }, random) => {
    spec.initContainers = [...(spec.initContainers ?? []), { name: freshName(random), image: 'registry.example/init:2' }];
  }),
  ofTemplate('another volume', ({ spec }, random) => {
    const name = freshName(random);
    spec.volumes = [...(spec.volumes ?? []), { name, emptyDir: {} }];
    for (const container of spec.containers) container.volumeMounts = [...(container.volumeMounts ?? []), { name, mountPath: '/cache' }];
  }),
  ofTemplate('another image and its needs', ({ spec }, random) => {
    for (const container of spec.containers) {
      container.image = `registry.example/orders:${1 + random.below(90)}`;
      container['resources'] = { requests: { cpu: '10m', memory: '32Mi' } };
    }
  }),
  {
    name: 'another number of pods',
    change: (world, random) => {
      const workload = workloadOf(world);
      if (workload?.kind !== 'Deployment' && workload?.kind !== 'StatefulSet') return false;
      (workload['spec'] as { replicas: number }).replicas = 1 + random.below(4);
      return true;
    },
  },
  always('other workloads in the namespace', (world, random) => addLast(world, ...Array.from({ length: 1 + random.below(2) }, () => otherWorkload(random, 'shop', 'default', {})))),
  always('another workload with an identity', (world, random) => {
    const name = freshName(random);
    addLast(world, account(name, 'shop', { 'azure.workload.identity/client-id': guid(random) }), otherWorkload(random, 'shop', name, entersBy(world, 'webhook') ? { 'azure.workload.identity/use': 'true' } : {}));
  }),
  always('another namespace', (world, random) => {
    const name = freshName(random);
    addFirst(world, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }, account('orders', name, { 'azure.workload.identity/client-id': guid(random) }), otherWorkload(random, name, 'orders', {}));
  }),
  always('a pod of somebody else', (world, random) => {
    addLast(world, { apiVersion: 'v1', kind: 'Pod', metadata: { name: freshName(random), namespace: 'shop', labels: { app: freshName(random) } }, spec: { containers: [{ name: 'app', image: 'registry.example/other:1' }] } });
  }),
  always('a configuration', (world, random) => addLast(world, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: freshName(random), namespace: 'shop' }, data: { AZURE_CLIENT_ID: guid(random) } })),
  always('a webhook that is not of this', (world, random) => {
    const name = `${freshName(random)}.example.com`;
    addFirst(world, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: { name },
      webhooks: [
        {
          name,
          admissionReviewVersions: ['v1'],
          sideEffects: 'None',
          failurePolicy: random.pick(['Ignore', 'Fail']),
          clientConfig: { service: { name: 'other', namespace: 'other-system', path: '/mutate' } },
          rules: [{ apiGroups: ['batch'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['jobs'] }],
          namespaceSelector: { matchLabels: { other: 'only' } },
        },
      ],
    });
  }),
  {
    name: 'another release of the webhook',
    alone: true,
    change: (world, random) => {
      const webhook = webhookOf(world);
      if (webhook === undefined) return false;
      webhook.generation = random.pick(['tokens', 'wi']);
      webhook.replicas = 1 + random.below(3);
      return true;
    },
  },
  {
    name: 'client id in another case',
    change: (world, random) => {
      const annotations = objectOf(world, 'ServiceAccount')?.metadata.annotations;
      const before = annotations?.['azure.workload.identity/client-id'];
      if (annotations === undefined || before === undefined) return false;
      annotations['azure.workload.identity/client-id'] = randomCase(random, before);
      return true;
    },
  },
  {
    name: 'the tenant, once more',
    alone: true,
    change: (world) => {
      const object = objectOf(world, 'ServiceAccount');
      if (object?.metadata.annotations?.['azure.workload.identity/client-id'] === undefined) return false;
      annotationsOf(object)['azure.workload.identity/tenant-id'] = tenantId;
      return true;
    },
  },
  {
    name: 'another lifetime of the token',
    alone: true,
    change: (world, random) => {
      const object = objectOf(world, 'ServiceAccount');
      if (object?.metadata.annotations?.['azure.workload.identity/client-id'] === undefined || !entersBy(world, 'webhook')) return false;
      annotationsOf(object)['azure.workload.identity/service-account-token-expiration'] = String(3600 + random.below(82_801));
      return true;
    },
  },
  ofTemplate('the vault, written otherwise', ({ spec }, random) => {
    const entry = spec.containers.flatMap(({ env = [] }) => env).find(({ name }) => name === 'KEYVAULT_URL');
    if (entry?.value === undefined) return false;
    entry.value = random.pick([entry.value.replace(/\/$/, ''), entry.value.replace('kv-shop', 'KV-Shop'), entry.value.replace(/\/?$/, '/')]);
    return true;
  }),
  ofTemplate('the secret in another case', ({ spec }, random) => {
    const entry = spec.containers.flatMap(({ env = [] }) => env).find(({ name }) => name === 'SECRET_NAME');
    if (entry?.value === undefined) return false;
    entry.value = randomCase(random, entry.value);
    return true;
  }),
  {
    name: 'parameters of the class in another case and order',
    change: (world, random) => {
      const parameters = parametersOf(world);
      if (parameters?.['clientID'] === undefined) return false;
      parameters['clientID'] = randomCase(random, parameters['clientID']);
      const entries = random.shuffled(Object.entries(parameters));
      for (const key of Object.keys(parameters)) delete parameters[key];
      Object.assign(parameters, Object.fromEntries(entries));
      return true;
    },
  },
];

const ofAzure: readonly Harmless[] = [
  always('credentials of other accounts', ({ azure }, random) => {
    for (const { federatedCredentials } of [...(azure.identities ?? []), ...(azure.applications ?? [])]) {
      const more = Array.from({ length: 1 + random.below(4) }, () => ({ name: freshName(random), issuer, subject: `system:serviceaccount:${random.pick(['shop', 'dev'])}:${freshName(random)}`, audiences: [audience] }));
      const elsewhere = { name: freshName(random), issuer: `https://northeurope.oic.prod-aks.azure.com/${tenantId}/${guid(random)}/`, subject: 'system:serviceaccount:shop:orders', audiences: [audience] };
      federatedCredentials.splice(0, Infinity, ...random.shuffled([...federatedCredentials, ...more, elsewhere]));
    }
  }),
  always('other identities', ({ azure }, random) => {
    const others = Array.from({ length: 1 + random.below(3) }, () => ({ ...resourceHome, name: freshName(random), clientId: guid(random), principalId: guid(random), federatedCredentials: [] }));
    azure.identities = random.shuffled([...(azure.identities ?? []), ...others]);
  }),
  always('an identity of another account', ({ azure }, random) => {
    const other = { name: freshName(random), issuer, subject: `system:serviceaccount:shop:${freshName(random)}`, audiences: [audience] };
    azure.identities = [{ ...resourceHome, name: freshName(random), clientId: guid(random), principalId: guid(random), federatedCredentials: [other] }, ...(azure.identities ?? [])];
  }),
  always('another application', ({ azure }, random) => {
    azure.applications = random.shuffled([...(azure.applications ?? []), { displayName: freshName(random), tenantId, appId: guid(random), objectId: guid(random), servicePrincipal: { objectId: guid(random) }, federatedCredentials: [] }]);
  }),
  always('other vaults', ({ azure }, random) => {
    const others = Array.from({ length: 1 + random.below(2) }, () => ({ ...resourceHome, name: freshName(random), permissionModel: random.pick(['rbac', 'access-policy'] as const), secrets: { 'db-password': { value: 'canary-value-of-another' } } }));
    azure.vaults = random.shuffled([...(azure.vaults ?? []), ...others]);
  }),
  always('other secrets', ({ azure }, random) => {
    for (const vault of azure.vaults ?? []) vault.secrets = { [freshName(random)]: { value: 'canary-value-of-other', enabled: random.below(2) === 0 }, ...vault.secrets };
  }),
  always('roles of others', ({ azure }, random) => {
    for (const vault of azure.vaults ?? []) {
      if (vault.permissionModel !== 'rbac') continue;
      const others = Array.from({ length: 1 + random.below(3) }, () => ({ principalId: guid(random), role: random.pick(['Key Vault Secrets User', 'Key Vault Reader', 'Contributor'] as const) }));
      vault.roleAssignments = random.shuffled([...(vault.roleAssignments ?? []), ...others]);
    }
  }),
  always('one role more', ({ azure }, random) => {
    for (const vault of azure.vaults ?? []) {
      const [first] = vault.roleAssignments ?? [];
      if (vault.permissionModel === 'rbac' && first !== undefined) vault.roleAssignments = [{ principalId: first.principalId, role: random.pick(['Key Vault Reader', 'Key Vault Crypto User']) }, ...(vault.roleAssignments ?? [])];
    }
  }),
  {
    name: 'policies of others',
    change: ({ azure }, random) => {
      const vaults = (azure.vaults ?? []).filter(({ permissionModel }) => permissionModel === 'access-policy');
      for (const vault of vaults) vault.accessPolicies = random.shuffled([...(vault.accessPolicies ?? []), { objectId: guid(random), secrets: ['get', 'list'] }]);
      return vaults.length > 0;
    },
  },
  always('ids in another case', ({ azure }, random) => {
    for (const vault of azure.vaults ?? []) {
      for (const assignment of vault.roleAssignments ?? []) assignment.principalId = randomCase(random, assignment.principalId);
      for (const policy of vault.accessPolicies ?? []) policy.objectId = randomCase(random, policy.objectId);
    }
  }),
  always('resource group in another case', ({ azure }, random) => {
    for (const identity of azure.identities ?? []) identity.resourceGroup = randomCase(random, identity.resourceGroup);
  }),
  always('tags', ({ azure }, random) => {
    for (const identity of azure.identities ?? []) identity.tags = { team: freshName(random) };
  }),
  always('an issuer of others', ({ azure }, random) => {
    azure.issuers = [...(azure.issuers ?? []), { issuer: `https://${freshName(random)}.example/`, serves: random.pick(['nothing', 'no-keys', 'other-keys'] as const) }];
  }),
  always('a write that has nothing to do with it', ({ azure }, random) => {
    azure.activity = [...(azure.activity ?? []), { operation: 'Microsoft.Storage/storageAccounts/write', resourceId: `/subscriptions/${resourceHome.subscriptionId}/resourceGroups/rg-shop/providers/Microsoft.Storage/storageAccounts/${freshName(random).replace('-', '')}`, caller: 'ops@contoso.example', minutesAgo: random.below(60) }];
  }),
];

export const harmless: readonly Harmless[] = [...ofKubernetes, ...ofAzure];
