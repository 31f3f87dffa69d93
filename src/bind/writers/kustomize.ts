/** The cluster's half of a plan as a component of kustomize, and a manifest of what is not there yet. */
import { stringify } from 'yaml';
import { boundAnnotation } from '../../evidence/workload-identity-keys.ts';
import { az, word } from '../../problems/step.ts';
import type { KubeDeed } from '../deed.ts';
import { pendingClientId } from '../pending.ts';
import type { Change, Plan } from '../plan.ts';
import { byHand, command, comment, halvesOf, heading, nothingMissing, otherHalf, resourceParts, saying, type Language, type Made, type Page } from './language.ts';
import { objectAt } from './object-at.ts';

const sign = '#';

export const language: Language = { sign, write };

function write(plan: Plan, page: Page): string {
  const { azure, cluster } = halvesOf(plan);
  if (cluster.length === 0) return `${heading(sign, page, azure.length === 0 ? nothingMissing : otherHalf('cluster', 0).join(''), ...(azure.length === 0 ? [] : otherHalf('azure', azure.length)))}\n`;
  const created: File[] = [];
  const patches: Made<PatchingDeed>[] = [];
  const byHandAlone: Change[] = [];
  for (const { change, deed } of cluster) {
    if (deed.kind === 'restart') byHandAlone.push(change);
    else if (deed.kind === 'apply' && change.action === 'create') created.push({ name: `${change.object.replaceAll('/', '-')}.yaml`, change, manifest: withoutRecord(deed.object) });
    else patches.push({ change, deed });
  }
  const said = [...patches.flatMap(({ change }) => commented(change)), ...byHandAlone.flatMap((change) => [...commented(change), ...byHand(sign, page, change, 'No manifest says that.')])];
  const unknown = pendingIn([...created.map(({ manifest }) => manifest), ...patches.map(({ deed }) => deed)], page);
  if (created.length + patches.length === 0) return `${[heading(sign, page, ...otherHalf('azure', azure.length)), ...said].join('\n')}\n`;
  const component = {
    apiVersion: 'kustomize.config.k8s.io/v1alpha1',
    kind: 'Component',
    ...(created.length === 0 ? {} : { resources: created.map(({ name }) => name) }),
    ...(patches.length === 0 ? {} : { patches: patches.map((made) => ({ patch: patchOf(made) })) }),
  };
  const place = [created.length === 0 ? 'Save it as kustomization.yaml in a folder of its own' : 'Each document is a file: the first is kustomization.yaml, in a folder of its own', 'and name the folder under components in the kustomization of the workload.'].join(', ');
  const text = [
    `${[heading(sign, page, place, ...otherHalf('azure', azure.length)), ...unknown, ...said].join('\n')}\n${stringify(component, { lineWidth: 0 })}`,
    ...created.map(({ name, change, manifest }) => `---\n${[comment(sign, `File ${name}.`), ...commented(change)].join('\n')}\n${stringify(manifest, { lineWidth: 0 })}`),
  ].join('');
  return text.replaceAll(pendingClientId, placeholder);
}

const placeholder = '<client-id>';

/** How to come to a client id that is known only once its identity is there. */
function pendingIn(written: readonly unknown[], page: Page): readonly string[] {
  if (!JSON.stringify(written).includes(pendingClientId)) return [];
  return page.facts.slice(0, 1).map(({ identity }) => {
    const { subscriptionId, resourceGroup, name } = resourceParts(identity.resourceId ?? '');
    const show = az('', 'identity', 'show', '-g', word(resourceGroup, 'resource-name', 'resource-group'), '-n', word(name, 'resource-name', 'identity'), '--subscription', word(subscriptionId, 'guid', 'subscription'), '--query', 'clientId', '--output', 'tsv');
    return `${comment(sign, `For ${placeholder} put what this prints once the identity is there:`)}\n${sign} ${command(page, show)}`;
  });
}

interface File {
  readonly name: string;
  readonly change: Change;
  readonly manifest: unknown;
}

type PatchingDeed = Exclude<KubeDeed, { readonly kind: 'restart' }>;

function commented(change: Change): readonly string[] {
  return saying(change).map((line) => comment(sign, line));
}

/** A strategic merge patch, which kustomize refuses where it has no object of that name; null takes a field away. */
function patchOf({ deed }: Made<PatchingDeed>): string {
  return stringify(patched(deed), { lineWidth: 0 });
}

function patched(deed: PatchingDeed): unknown {
  const { apiVersion, kind, name, namespace } = objectAt(deed.path);
  const metadata = { name, namespace };
  switch (deed.kind) {
    case 'apply':
      return withoutRecord(deed.object);
    case 'merge': {
      const { metadata: more, ...rest } = withoutRecord(deed.patch);
      return { apiVersion, kind, metadata: { ...metadata, ...more }, ...rest };
    }
    case 'delete':
      return { apiVersion, kind, metadata, $patch: 'delete' };
  }
}

/** An object without what `bind` writes down: what a pipeline applies, `unbind` could not take back. */
function withoutRecord(object: Readonly<Record<string, unknown>>): { readonly metadata: Readonly<Record<string, unknown>>; readonly [field: string]: unknown } {
  const { apiVersion, kind, metadata = {}, ...fields } = object as {
    readonly apiVersion?: unknown;
    readonly kind?: unknown;
    readonly metadata?: { readonly annotations?: Readonly<Record<string, unknown>>; readonly [field: string]: unknown };
    readonly [field: string]: unknown;
  };
  const { annotations = {}, ...more } = metadata;
  const kept = Object.entries(annotations).filter(([key]) => key !== boundAnnotation);
  return {
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(kind === undefined ? {} : { kind }),
    metadata: { ...more, ...(kept.length === 0 ? {} : { annotations: Object.fromEntries(kept) }) },
    ...fields,
  };
}
