import { objectPath } from '../evidence/workload-collections.ts';
import { boundAnnotation, clientIdAnnotation, tenantIdAnnotation } from '../evidence/workload-identity-keys.ts';
import { annotateClientId, annotateTenantId } from '../problems/mend.ts';
import { kubectl, word, type Step } from '../problems/step.ts';
import type { Facts } from './facts.ts';
import { isOwned, ownFields } from './owned-fields.ts';
import { unchanged, type ChangedField, type PlannedChange, type Refusal } from './plan.ts';
import { recordOf } from './record.ts';

const part = 'service account';

/** The service account that names the identity; what else is on it stays. */
export function planAccount(facts: Facts): PlannedChange | Refusal {
  const { account, identity, webhookTenant } = facts;
  const { namespace, name, present } = account;
  const object = `serviceaccount/${name}`;
  // the driver goes by its class alone: all it needs is that the account is there
  const bare = facts.csi?.asked === true;
  // an empty tenant takes the place of the cluster's own, and another one is where Entra would look
  const tenant = present?.tenantId ?? webhookTenant;
  const otherTenant = tenant !== undefined && tenant.toLowerCase() !== identity.tenantId?.toLowerCase();
  // every apply has to repeat what is ours already, or it would be taken away
  const ownsTenant = facts.objects.account !== undefined && isOwned(ownFields(facts.objects.account), 'metadata', 'annotations', tenantIdAnnotation);
  if (present !== undefined && (bare || (present.clientId === identity.clientId && !otherTenant))) return unchanged(part, object);
  const naming = {
    [clientIdAnnotation]: identity.clientId,
    ...((otherTenant || ownsTenant) && identity.tenantId !== undefined ? { [tenantIdAnnotation]: identity.tenantId } : {}),
  };
  const annotations: Readonly<Record<string, string>> = bare ? {} : naming;
  const fields = Object.entries(annotations).map(([key, now]): ChangedField => {
    const was = present?.annotations[key];
    return { name: `annotation ${key}`, ...(was === undefined ? {} : { was }), now };
  });
  const apply = {
    path: objectPath({ kind: 'serviceaccount', namespace, name }),
    object: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace, annotations: { ...annotations, [boundAnnotation]: recordOf(facts, present === undefined) } } },
  };
  return {
    change: {
      part,
      action: present === undefined ? 'create' : 'update',
      object,
      fields: fields.filter(({ was, now }) => was !== now),
      notes: present === undefined ? [] : ['Pods that run keep what they were made with.'],
      steps: [
        ...(present === undefined ? [createAccount(account)] : []),
        ...(bare ? [] : [annotateClientId(account, identity.clientId)]),
        ...(tenantIdAnnotation in annotations ? [annotateTenantId(account, identity.tenantId)] : []),
      ],
    },
    deed: { kind: 'apply', ...apply },
  };
}

function createAccount({ namespace, name }: Facts['account']): Step {
  return kubectl('create the account', 'create', 'serviceaccount', word(name, 'dns-name', 'service-account'), '-n', word(namespace, 'dns-name', 'namespace'));
}
