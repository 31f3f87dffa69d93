import { parameter, type Parameters } from '../evidence/provider-parameters.ts';
import { boundAnnotation } from '../evidence/workload-identity-keys.ts';
import { note } from '../problems/step.ts';
import { classPath, objectsText, type CsiFacts } from './csi.ts';
import type { Facts } from './facts.ts';
import { isOwned, ownFields } from './owned-fields.ts';
import { unchanged, type ChangedField, type PlannedChange, type Refusal } from './plan.ts';
import { recordOf } from './record.ts';

const part = 'secret provider class';

/** The SecretProviderClass by which the driver signs in as the identity and reads the vault; undefined where none is wanted. */
export function planClass(facts: Facts): PlannedChange | Refusal | undefined {
  const { csi, request, account, identity } = facts;
  // what an earlier run set up stays as it is where this one is about something else
  if (csi === undefined || !csi.asked) return undefined;
  const { name, objects } = csi.request;
  const object = `secretproviderclass/${name}`;
  if (request.vault === undefined) return { what: `${object} reads a vault: name it with --vault`, steps: [], exitCode: 2 };
  if (objects.length === 0 && csi.listed.state !== 'listed') {
    const why = csi.present === undefined ? 'is not there' : 'lists nothing that can be read';
    return { what: `${object} ${why}: name what it is to mount with --objects secret/NAME`, steps: [], exitCode: 2 };
  }
  const wanted: Parameters = {
    usePodIdentity: 'false',
    clientID: identity.clientId,
    keyvaultName: request.vault.name,
    ...(identity.tenantId === undefined ? {} : { tenantId: identity.tenantId }),
    ...(csi.cloudName === undefined ? {} : { cloudName: csi.cloudName }),
    ...(lists(csi) ? {} : { objects: objectsText(objects) }),
  };
  const present = csi.present?.parameters ?? {};
  const fields = [
    ...(csi.present?.provider === 'azure' ? [] : [{ name: 'provider', ...(csi.present === undefined ? {} : { was: csi.present.provider }), now: 'azure' }]),
    ...Object.entries(wanted).flatMap(([key, now]) => fieldOf(key, present, now)),
  ];
  if (csi.present !== undefined && fields.length === 0) return unchanged(part, object);
  const own = csi.bound === undefined ? [] : ownFields(csi.bound);
  // every apply has to repeat what is ours already, or it would be taken away
  const kept = isOwned(own, 'spec', 'parameters', 'objects') && wanted.objects === undefined ? { objects: present.objects } : {};
  const body = {
    apiVersion: 'secrets-store.csi.x-k8s.io/v1',
    kind: 'SecretProviderClass',
    metadata: { name, namespace: account.namespace, annotations: { [boundAnnotation]: recordOf(facts, csi.present === undefined) } },
    spec: { provider: 'azure', parameters: { ...wanted, ...kept } },
  };
  return {
    change: {
      part,
      action: csi.present === undefined ? 'create' : 'update',
      object,
      fields,
      notes: csi.present === undefined ? [] : ['Pods that run read it anew at the next rotation, or when they are made anew.'],
      steps: [note(`Put that into the parameters of SecretProviderClass ${name}.`)],
    },
    deed: { kind: 'apply', path: classPath(account.namespace, name), object: body },
  };
}

/** Whether the class mounts everything that is wanted. */
function lists({ listed, request }: CsiFacts): boolean {
  return listed.state === 'listed' && request.objects.every(({ type, name }) => listed.objects.some((one) => one.type === type && one.name === name));
}

function fieldOf(key: string, present: Parameters, now: string): readonly ChangedField[] {
  // the provider takes the older name of the tenant where the newer one is not set
  const was = key === 'tenantId' ? parameter(present, 'tenantID') : (present[key as keyof Parameters] ?? '').trim();
  const same = key === 'keyvaultName' || key === 'clientID' || key === 'tenantId' ? was.toLowerCase() === now.toLowerCase() : was === now;
  if (same || (key === 'usePodIdentity' && was === '')) return [];
  return [{ name: key, ...(was === '' ? {} : { was: oneLine(was) }), now: oneLine(now) }];
}

/** A list of YAML in one line, for the plan. */
function oneLine(text: string): string {
  return text.includes('\n') ? [...text.matchAll(/objectName:\s*(\S+)\s+objectType:\s*(\S+)/g)].map(([, name, type]) => `${type}/${name}`).join(', ') || text.replace(/\s+/g, ' ') : text;
}
