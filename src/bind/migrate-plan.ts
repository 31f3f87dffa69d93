/** What gives each workload by workload identity what pod identity v1 gives it, and what can go afterwards. */
import { podIdentityGroup, podIdentityLabel, type AzureIdentityBinding } from '../evidence/pod-identity.ts';
import type { LabelledWorkload } from '../evidence/pod-identity-workloads.ts';
import { reference } from '../problems/mend.ts';
import { kubectl, note, word, type Step } from '../problems/step.ts';
import { keyOfIdentity } from './chosen-identity.ts';
import { planOf } from './make-plan.ts';
import { identityOf, placeOf, type MigrateFacts, type Migration } from './migrate-facts.ts';
import { placed, unchanged, type Plan, type PlannedChange, type Refusal } from './plan.ts';

export function planMigrate({ migrations, passedOver }: MigrateFacts): Plan {
  const { changes, refusals } = planOf(migrations.map(({ facts }) => facts));
  return {
    changes: [
      ...changes.map((planned) => withNotes(planned, migrations)),
      ...passedOver.map(({ workload: { target }, why }) => placed(target.namespace, unchanged('pod template', `${target.kind}/${target.name}`, why))),
    ],
    refusals: [...refusals, ...contended(migrations)],
  };
}

/** What is to be known of a workload is said at its template. */
function withNotes(planned: PlannedChange, migrations: readonly Migration[]): PlannedChange {
  const { part, object, namespace, notes } = planned.change;
  if (part !== 'pod template') return planned;
  const more = migrations.find(({ facts: { workload: { owner } } }) => object === `${owner.kind}/${owner.name}` && namespace === owner.namespace)?.notes ?? [];
  return { ...planned, change: { ...planned.change, notes: [...notes, ...more] } };
}

/** One service account names one identity. */
function contended(migrations: readonly Migration[]): readonly Refusal[] {
  return [...Map.groupBy(migrations, ({ facts: { account } }) => `serviceaccount/${account.name} -n ${account.namespace}`)].flatMap(([account, group]) => {
    const identities = new Map(group.map(({ facts: { identity } }) => [keyOfIdentity(identity), identity.name]));
    if (identities.size < 2) return [];
    const users = group.map(({ workload: { target }, facts: { identity } }) => `${target.kind}/${target.name} (${identity.name})`);
    return [{ what: `${account} would have to name ${identities.size} identities, of ${users.join(', ')}: give each of them a service account of its own, or bind them one by one with --service-account`, steps: [] }];
  });
}

const groupResource = (plural: string): string => `${plural}.${podIdentityGroup}`;

/** What takes away what is left of pod identity v1, for when the doctor finds nothing; each binding only where nothing seen still needs it. */
export function leftovers({ migrations, passedOver, found, everywhere }: MigrateFacts): readonly Step[] {
  const migrated = migrations.map(({ workload }) => workload);
  const needed = passedOver.filter(({ workload: { madeBy } }) => madeBy !== undefined).map(({ workload }) => workload);
  const served = (binding: AzureIdentityBinding, by: readonly LabelledWorkload[]): boolean => by.some(({ selector }) => selector === binding.selector);
  const goes = found.bindings.filter((binding) => !served(binding, needed) && (everywhere || served(binding, migrated)));
  const names = new Set(goes);
  const identities = found.identities.filter((identity) => {
    const of = found.bindings.filter((binding) => identityOf(binding, found) === identity);
    return of.every((binding) => names.has(binding)) && (everywhere || of.length > 0);
  });
  return [
    ...migrated.flatMap(unlabel),
    ...[...new Set(goes.map(({ selector }) => selector))].map((selector) => kubectl('see that no pod needs it any more', 'get', 'pods', '-A', '-l', `${podIdentityLabel}=${word(selector, 'label-value', 'selector')}`)),
    ...goes.map((binding) => remove('AzureIdentityBinding', 'azureidentitybindings', binding)),
    ...identities.map((identity) => remove('AzureIdentity', 'azureidentities', identity)),
    ...(goes.length === found.bindings.length && goes.length > 0 ? [note('Then pod identity v1 itself can go: helm uninstall aad-pod-identity, or az aks update --disable-pod-identity (of the extension aks-preview)')] : []),
  ];
}

function remove(kind: string, plural: string, object: { readonly namespace: string; readonly name: string }): Step {
  return kubectl(`delete ${kind} ${placeOf(object)}`, 'delete', groupResource(plural), word(object.name, 'dns-name', 'name'), '-n', word(object.namespace, 'dns-name', 'namespace'));
}

function unlabel({ target, keepsLabel }: LabelledWorkload): readonly Step[] {
  const what = `${target.kind}/${target.name}`;
  if (keepsLabel) return [note(`${what} selects its pods by the label ${podIdentityLabel}: it can only lose it where it is made anew`)];
  const template = target.kind === 'cronjob' ? '/spec/jobTemplate/spec/template' : '/spec/template';
  if (!['deployment', 'statefulset', 'daemonset', 'cronjob'].includes(target.kind)) return [note(`Take the label ${podIdentityLabel} from the manifest of ${what}`)];
  const patch = JSON.stringify([{ op: 'remove', path: `${template}/metadata/labels/${podIdentityLabel}` }]);
  return [kubectl(`take the label from ${what}; new pods follow`, 'patch', reference(target), '-n', word(target.namespace, 'dns-name', 'namespace'), '--type', 'json', '-p', patch)];
}
