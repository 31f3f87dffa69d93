import * as z from 'zod/mini';
import { rawObject } from './kubernetes-shapes.ts';
import type { Target } from './subject.ts';
import { authorityHostVariable, clientIdVariable, proxyContainer, proxyInitContainer, tenantIdVariable, tokenFileVariable } from './workload-identity-keys.ts';

export interface RawPod {
  readonly apiVersion: 'v1';
  readonly kind: 'Pod';
  readonly metadata: {
    readonly generateName: string;
    readonly labels: { readonly [name: string]: string };
    readonly annotations: { readonly [name: string]: string };
  };
  readonly spec: { readonly [field: string]: unknown };
}

const texts = z.record(z.string(), z.string());
const template = z.object({
  metadata: z.optional(z.nullable(z.object({ labels: z.optional(z.nullable(texts)), annotations: z.optional(z.nullable(texts)) }))),
  spec: rawObject,
});
const claims = z.optional(z.nullable(z.array(z.object({ metadata: z.object({ name: z.string() }) }))));
const withTemplate = z.object({ spec: z.object({ template, volumeClaimTemplates: claims }) });
const withJobTemplate = z.object({ spec: z.object({ jobTemplate: z.object({ spec: z.object({ template }) }) }) });

/**
 * A bare pod from the owner's template, with every field that came with it, known to us or not.
 *
 * Of a pod without an owner, what admission and the scheduler put in is taken out again first.
 */
export function rawPodTemplate(owner: Target, raw: unknown): RawPod {
  const found =
    owner.kind === 'pod'
      ? stripped(template.parse(raw))
      : owner.kind === 'cronjob'
        ? withJobTemplate.parse(raw).spec.jobTemplate.spec.template
        : withClaims(withTemplate.parse(raw).spec);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: `${owner.name.slice(0, 50)}-`,
      labels: found.metadata?.labels ?? {},
      annotations: found.metadata?.annotations ?? {},
    },
    // a Job's template needs a restart policy that a bare pod may have too; `nodeName` would bypass nothing here
    spec: found.spec,
  };
}

/** The volumes that a StatefulSet's controller adds for its claims: a bare pod that mounts them is refused without. */
function withClaims({ template: found, volumeClaimTemplates }: z.infer<typeof withTemplate>['spec']): z.infer<typeof template> {
  const claimed = (volumeClaimTemplates ?? []).map(({ metadata: { name } }) => ({ name, emptyDir: {} }));
  const own = Array.isArray(found.spec['volumes']) ? found.spec['volumes'].filter((volume: unknown) => !claimed.some(({ name }) => isNamed(volume, name))) : [];
  return claimed.length === 0 ? found : { ...found, spec: { ...found.spec, volumes: [...own, ...claimed] } };
}

function isNamed(volume: unknown, name: string): boolean {
  return typeof volume === 'object' && volume !== null && 'name' in volume && volume.name === name;
}

const injectedVolume = /^(azure-identity-token|azure-workload-identity-reserved-.*|kube-api-access-.*)$/;
/** Marks of a static pod's mirror: the API server wants a node named beside them. */
const ofStaticPod = /^kubernetes\.io\/config\./;
const injectedContainers = [proxyContainer, proxyInitContainer];
const injectedVariables = [clientIdVariable, tenantIdVariable, tokenFileVariable, authorityHostVariable];

const named = z.looseObject({ name: z.string() });
const rawContainer = z.looseObject({
  name: z.string(),
  env: z.optional(z.nullable(z.array(named))),
  volumeMounts: z.optional(z.nullable(z.array(named))),
});
const rawSpec = z.looseObject({
  containers: z.array(rawContainer),
  initContainers: z.optional(z.nullable(z.array(rawContainer))),
  volumes: z.optional(z.nullable(z.array(named))),
});

function stripped(pod: z.infer<typeof template>): z.infer<typeof template> {
  const { nodeName: _node, ephemeralContainers: _debug, priority: _priority, ...spec } = rawSpec.parse(pod.spec);
  const without = (container: z.infer<typeof rawContainer>): z.infer<typeof rawContainer> => ({
    ...container,
    env: (container.env ?? []).filter(({ name }) => !injectedVariables.includes(name)),
    volumeMounts: (container.volumeMounts ?? []).filter(({ name }) => !injectedVolume.test(name)),
  });
  const own = ({ name }: z.infer<typeof rawContainer>): boolean => !injectedContainers.includes(name);
  return {
    metadata: { labels: pod.metadata?.labels, annotations: Object.fromEntries(Object.entries(pod.metadata?.annotations ?? {}).filter(([key]) => !ofStaticPod.test(key))) },
    spec: {
      ...spec,
      containers: spec.containers.filter(own).map(without),
      ...(spec.initContainers ? { initContainers: spec.initContainers.filter(own).map(without) } : {}),
      volumes: (spec.volumes ?? []).filter(({ name }) => !injectedVolume.test(name)),
    },
  };
}
