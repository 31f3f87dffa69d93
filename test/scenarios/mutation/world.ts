import type { AzureScenario, ClusterScenario, KubernetesObject, Scenario, Step, WebhookState } from '../../../src/sandbox/scenario.ts';

/** What may be written to, however deep. */
export type Draft<T> = T extends readonly (infer Item)[] ? Draft<Item>[] : T extends object ? { -readonly [Key in keyof T]: Draft<T[Key]> } : T;

export interface World {
  readonly base: string;
  readonly cluster: Draft<ClusterScenario>;
  readonly azure: Draft<AzureScenario>;
  readonly command: readonly string[];
}

type Texts = Record<string, string>;

export interface Container {
  name: string;
  image?: string;
  env?: { name: string; value?: string }[];
  volumeMounts?: { name: string; mountPath: string; readOnly?: boolean }[];
  [field: string]: unknown;
}

export interface Template {
  metadata: { labels?: Texts; annotations?: Texts };
  spec: { serviceAccountName?: string; containers: Container[]; initContainers?: Container[]; volumes?: Record<string, unknown>[]; [field: string]: unknown };
}

export type AnyObject = Draft<KubernetesObject>;

/** A world of its own that is like the scenario's. */
export function worldOf({ name, cluster, azure, command }: Scenario): World {
  // through text, as structuredClone would keep what two places share shared
  return JSON.parse(JSON.stringify({ base: name, cluster, azure, command })) as World;
}

function applied(world: World): readonly Extract<Draft<Step>, { do: 'apply' }>[] {
  return world.cluster.steps.flatMap((step) => (step.do === 'apply' ? [step] : []));
}

export function objectsOf(world: World, kind: string): AnyObject[] {
  return applied(world).flatMap(({ objects }) => objects.filter((object) => object.kind === kind));
}

/** The object that the target uses; undefined where the world has none. */
export function objectOf(world: World, kind: string, name = 'orders'): AnyObject | undefined {
  return objectsOf(world, kind).find(({ metadata }) => metadata.name === name);
}

export function remove(world: World, object: AnyObject): void {
  for (const { objects } of applied(world)) {
    const at = objects.indexOf(object);
    if (at >= 0) objects.splice(at, 1);
  }
}

/** Applied before everything else, in a step of its own. */
export function addFirst(world: World, ...objects: readonly AnyObject[]): void {
  world.cluster.steps.unshift({ do: 'apply', objects: [...objects] });
}

/** Applied after everything else. */
export function addLast(world: World, ...objects: readonly AnyObject[]): void {
  world.cluster.steps.push({ do: 'apply', objects: [...objects] });
}

const workloadKinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob', 'Pod'];

export function workloadOf(world: World): AnyObject | undefined {
  return workloadKinds.map((kind) => objectOf(world, kind)).find((object) => object !== undefined);
}

/** The template of the workload's pods, or the pod. */
export function templateOf(world: World): Template | undefined {
  const workload = workloadOf(world);
  if (workload === undefined) return undefined;
  if (workload.kind === 'Pod') return workload as unknown as Template;
  type Spec = { readonly template: Template; readonly jobTemplate?: { readonly spec: { readonly template: Template } } };
  const { template, jobTemplate } = workload['spec'] as Spec;
  return jobTemplate?.spec.template ?? template;
}

/** The webhook as the first step installs it. */
export function webhookOf(world: World): Draft<WebhookState> | undefined {
  for (const step of world.cluster.steps) if (step.do === 'webhook' && step.state !== 'absent') return step.state;
  return undefined;
}

export function annotationsOf(object: { readonly metadata: { annotations?: Texts } }): Texts {
  return (object.metadata.annotations ??= {});
}

export function labelsOf(object: { readonly metadata: { labels?: Texts } }): Texts {
  return (object.metadata.labels ??= {});
}

/** Parameters of the SecretProviderClass that the target mounts. */
export function parametersOf(world: World): Texts | undefined {
  const spec = objectOf(world, 'SecretProviderClass')?.['spec'] as { readonly parameters: Texts } | undefined;
  return spec?.parameters;
}

/** Where the pods read the vault: through the webhook's token in the container, or through the driver on the node. */
export function entersBy(world: World, door: 'webhook' | 'csi'): boolean {
  return door === 'webhook' ? webhookOf(world) !== undefined : parametersOf(world) !== undefined;
}

/** The pods mount a SecretProviderClass. */
export function mounts(world: World): boolean {
  return world.cluster.steps.some((step) => step.do === 'mount');
}

/** Nothing was ever mounted, and the pods wait for it. */
export function neverMounted(world: World): void {
  if (!mounts(world)) return;
  const workload = workloadOf(world);
  const isOfPods = (step: Draft<Step>): boolean => step.do === 'apply' && workload !== undefined && step.objects.includes(workload);
  world.cluster.steps = world.cluster.steps.flatMap((step): Draft<Step>[] => (step.do === 'mount' ? [] : isOfPods(step) ? [{ do: 'pods', become: 'pending' }, step] : [step]));
}

/** The account names the tenant itself, so that the webhook's is not used. */
export function namesTenant(world: World): boolean {
  return objectOf(world, 'ServiceAccount')?.metadata.annotations?.['azure.workload.identity/tenant-id'] !== undefined;
}

/** Nobody but the scenario makes the pod, so that its step fails where the pod is refused. */
export function isBarePod(world: World): boolean {
  return workloadOf(world)?.kind === 'Pod';
}
