/** Worlds that lack something else each, for the languages that a plan is written in. */
import type { ApplicationState, KubernetesObject } from '../../src/sandbox/scenario.ts';
import { clientId, credential, deployment, identity, issuer, object, principalId, serviceAccount, subject, subscriptionId, template, tenantId, vault } from '../../src/sandbox/scenarios/shop.ts';
import { addOn, csiVault, mountedDbPassword } from '../../src/sandbox/scenarios/csi-shop.ts';
import { bareDeployment, orders, worldOf, type BindWorld } from './bind.ts';

export interface PlanWorld {
  readonly world: BindWorld;
  /** What `bind plan` is asked. */
  readonly argv: readonly string[];
}

const billing = (): KubernetesObject => JSON.parse(JSON.stringify(bareDeployment()).replaceAll('"orders"', '"billing"')) as KubernetesObject;
const account = (): KubernetesObject => serviceAccount({ 'azure.workload.identity/client-id': clientId });
const otherSubscription = subscriptionId.replaceAll('3', '4');
const policies = { permissionModel: 'access-policy', roleAssignments: [] } as const;

export const newIdentity = ['deployment/orders', '-n', 'shop', '--identity', 'id-new', '-g', 'rg-shop', '--create-identity', '--vault', 'kv-shop'];

/** An app registration that nothing was set up for. */
export function application(): ApplicationState {
  return { displayName: 'app orders', tenantId, appId: '7a7a7a7a-7a7a-4a7a-8a7a-7a7a7a7a7a7a', objectId: '7b7b7b7b-7b7b-4b7b-8b7b-7b7b7b7b7b7b', servicePrincipal: { objectId: '7c7c7c7c-7c7c-4c7c-8c7c-7c7c7c7c7c7c' }, federatedCredentials: [] };
}

/** The driver is there, and nothing that tells it what to do. */
function throughTheDriver(): BindWorld {
  const { cluster, azure } = worldOf([...addOn, bareDeployment()], { identities: [identity()], vaults: [csiVault()] });
  return { azure, cluster: { ...cluster, steps: [...cluster.steps, { do: 'mount', namespace: 'shop', secretProviderClass: 'orders', result: mountedDbPassword, stays: true }] } };
}

export const planWorlds = {
  everything: { world: worldOf([bareDeployment()]), argv: orders },
  nothing: { world: worldOf([account(), deployment()], { identities: [identity()], vaults: [vault()] }), argv: orders },
  'azure-alone': { world: worldOf([account(), deployment()]), argv: orders },
  'cluster-alone': { world: worldOf([serviceAccount({}), bareDeployment()], { identities: [identity()], vaults: [vault()] }), argv: orders },
  'a-cronjob': {
    world: worldOf([account(), object('batch/v1', 'CronJob', { schedule: '* * * * *', jobTemplate: { spec: { template: { ...template({ labels: {} }), spec: { ...template().spec, restartPolicy: 'Never' } } } } })], { identities: [identity()], vaults: [vault()] }),
    argv: ['cronjob/orders', ...orders.slice(1)],
  },
  'a-useless-credential': { world: worldOf([account(), deployment()], { identities: [identity([{ ...credential, subject: `${subject} ` }])] }), argv: orders },
  'no-policy': { world: worldOf([account(), deployment()], { identities: [identity()], vaults: [vault(policies)] }), argv: orders },
  'a-smaller-policy': { world: worldOf([account(), deployment()], { identities: [identity()], vaults: [vault({ ...policies, accessPolicies: [{ objectId: principalId, secrets: ['list'] }] })] }), argv: orders },
  'a-vault-elsewhere': { world: worldOf([account(), deployment()], { vaults: [vault({ roleAssignments: [], resourceGroup: 'rg-vaults', subscriptionId: otherSubscription })] }), argv: orders },
  'a-vault-with-policies-elsewhere': { world: worldOf([account(), deployment()], { vaults: [vault({ ...policies, resourceGroup: 'rg-vaults' })] }), argv: orders },
  'a-role-elsewhere-alone': { world: worldOf([account(), deployment()], { identities: [identity()], vaults: [vault({ roleAssignments: [], resourceGroup: 'rg-vaults' })] }), argv: orders },
  'a-role-on-a-secret': { world: worldOf([account(), deployment()], { identities: [identity()] }), argv: [...orders, '--secret', 'db-password', '--at', 'secret'] },
  'a-new-identity': { world: worldOf([bareDeployment()], { identities: [] }), argv: newIdentity },
  'a-new-identity-for-a-vault-elsewhere': { world: worldOf([account(), deployment()], { identities: [], vaults: [vault({ roleAssignments: [], resourceGroup: 'rg-vaults' }), vault({ name: 'kv-other' })] }), argv: newIdentity },
  'an-application': { world: worldOf([bareDeployment()], { identities: [], applications: [application()] }), argv: [...orders.slice(0, 3), '--application', 'app orders', '--vault', 'kv-shop'] },
  'through-the-driver': { world: throughTheDriver(), argv: [...orders, '--csi', 'orders', '--objects', 'secret/db-password'] },
  'two-workloads': {
    world: worldOf([bareDeployment(), billing()], { identities: [identity([{ ...credential, issuer: issuer.replace('22222222', '99999999') }])] }),
    argv: ['deployment/orders', 'deployment/billing', ...orders.slice(1)],
  },
} as const satisfies { readonly [name: string]: PlanWorld };
