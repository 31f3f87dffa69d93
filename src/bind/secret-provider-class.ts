import { authorityOfCloud, flags, isOff, parameter, type Flag, type Parameters } from '../evidence/provider-parameters.ts';
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
  if (objects.length === 0 && (csi.listed.state !== 'listed' || csi.listed.objects.length === 0)) {
    const why = csi.present === undefined ? 'is not there' : 'lists nothing that can be read';
    return { what: `${object} ${why}: name what it is to mount with --objects secret/NAME`, steps: [], exitCode: 2 };
  }
  const present = csi.present?.parameters ?? {};
  const cloudName = csi.cloudName ?? (authorityOfCloud(parameter(present, 'cloudName')) === undefined ? 'AzurePublicCloud' : undefined);
  const wanted: Parameters = {
    ...(csi.present === undefined ? { usePodIdentity: 'false' } : withoutModes(present)),
    clientID: identity.clientId,
    keyvaultName: request.vault.name,
    ...tenantIn(present, identity.tenantId),
    ...(cloudName === undefined ? {} : { cloudName }),
    ...(lists(csi) ? {} : { objects: objectsText(objects) }),
  };
  const changed = Object.entries(wanted).filter(([name, now]) => !agrees(name, given(present, name), now));
  const fields = [
    ...(csi.present?.provider === 'azure' ? [] : [{ name: 'provider', ...(csi.present === undefined ? {} : { was: csi.present.provider }), now: 'azure' }]),
    ...changed.flatMap(([name, now]) => (name === 'usePodIdentity' && csi.present === undefined ? [] : [fieldOf(name, given(present, name), now)])),
  ];
  if (csi.present !== undefined && fields.length === 0) return unchanged(part, object);
  const own = csi.bound === undefined ? [] : ownFields(csi.bound);
  // every apply has to repeat what is ours already, or it would be taken away; what agrees is said as it stands, or it would be a conflict
  const kept = Object.entries(present).filter(([name]) => name in wanted || isOwned(own, 'spec', 'parameters', name));
  const body = {
    apiVersion: 'secrets-store.csi.x-k8s.io/v1',
    kind: 'SecretProviderClass',
    metadata: { name, namespace: account.namespace, annotations: { [boundAnnotation]: recordOf(facts, csi.present === undefined) } },
    spec: { provider: 'azure', parameters: Object.fromEntries([...kept, ...changed]) },
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

/** Workload identity needs none of these modes, and each wins over the client id. */
function withoutModes(present: Parameters): { readonly [flag in Flag]?: 'false' } {
  return Object.fromEntries(flags.flatMap((flag) => (isOff(present[flag]) ? [] : [[flag, 'false']])));
}

/** By the name that the provider reads: the older one of the tenant only where the newer one is not set. */
function tenantIn({ tenantID = '' }: Parameters, tenantId: string | undefined): Parameters {
  if (tenantId === undefined) return {};
  return tenantID.trim() === '' ? { tenantId } : { tenantID: tenantId };
}

/** A parameter as the provider takes it. */
function given(present: Parameters, name: string): string {
  return (present[name as keyof Parameters] ?? '').trim();
}

function agrees(name: string, was: string, now: string): boolean {
  return ['keyvaultName', 'clientID', 'tenantID', 'tenantId'].includes(name) ? was.toLowerCase() === now.toLowerCase() : was === now;
}

function fieldOf(name: string, was: string, now: string): ChangedField {
  return { name, ...(was === '' ? {} : { was: oneLine(was) }), now: oneLine(now) };
}

/** A list of YAML in one line, for the plan. */
function oneLine(text: string): string {
  return text.includes('\n') ? [...text.matchAll(/objectName:\s*(\S+)\s+objectType:\s*(\S+)/g)].map(([, name, type]) => `${type}/${name}`).join(', ') || text.replace(/\s+/g, ' ') : text;
}
