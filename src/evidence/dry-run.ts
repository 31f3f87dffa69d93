import { WireFailure } from '../wire/failure.ts';
import { known, unknown, type Answer } from './answer.ts';
import { pod as podObject } from './kubernetes-shapes.ts';
import { isLabelled, podShapeOf } from './pod-shape.ts';
import { podGroups } from './pods.ts';
import { defineQuestion, type World } from './question.ts';
import { rawPodTemplate } from './raw-template.ts';
import type { PodShape, Target, TargetSubject } from './subject.ts';
import { useLabel, webhookName } from './workload-identity-keys.ts';
import { workload, workloadObject } from './workload.ts';

export type DryRun =
  | { readonly result: 'admitted'; readonly shape: PodShape; readonly labelAdded: boolean }
  /** Only a refusal that names the azure-wi webhook judges it; any other is a gap (`design.md` §6.2). */
  | { readonly result: 'refused-by-webhook'; readonly message: string; readonly labelAdded: boolean };

export type DryRunKey = { readonly target: Target; readonly many: boolean };

async function hasPods(target: Target, world: World): Promise<boolean> {
  const groups = await world.get(podGroups, target);
  return groups.state === 'known' && groups.value.length > 0;
}

/**
 * What a pod made from the owner's template would get now: a server-side dry-run create of a bare pod.
 *
 * Where the template lacks the label, it is added, so that the webhook can be judged apart from it (`labelAdded`).
 */
export const dryRun = defineQuestion({
  name: 'dry run',
  rights: [{ where: 'cluster', verb: 'create', group: '', resource: 'pods', scope: 'namespace', power: 'powerful' }],
  key: ({ target, wishes }: TargetSubject): DryRunKey => ({ target, many: wishes.many === true }),
  async ask({ target, many }, world): Promise<Answer<DryRun>> {
    if (target.kind === 'secretproviderclass') return unknown({ reason: 'not-asked', needs: 'a workload: a SecretProviderClass makes no pods' });
    if (many && (await hasPods(target, world))) {
      return unknown({ reason: 'not-asked', needs: `a run for ${target.kind}/${target.name} alone` });
    }
    const owner = plain((await world.need(workload, target)).owner);
    const body = await podBody(target, owner, world);
    const labelAdded = !isLabelled({ labels: body.metadata.labels });
    const labelled = { ...body, metadata: { ...body.metadata, labels: { ...body.metadata.labels, [useLabel]: 'true' } } };
    const path = `/api/v1/namespaces/${encodeURIComponent(target.namespace)}/pods`;
    try {
      const { metadata, spec } = await world.kube.dryRunCreate(path, labelled, podObject);
      return known({ result: 'admitted', shape: podShapeOf(metadata.labels, metadata.annotations, spec), labelAdded });
    } catch (error) {
      if (!(error instanceof WireFailure) || error.fault.kind !== 'status') throw error;
      const { message, status } = error.fault;
      if (message.includes(webhookName)) return known({ result: 'refused-by-webhook', message, labelAdded });
      if (status === 403 && message.startsWith('pods is forbidden: User ')) throw error;
      // another webhook that does not answer is a 500, and no fault of ours or of azure-wi
      if (status < 500 || message.includes('failed calling webhook')) return unknown({ reason: 'blocked', needs: `${refuserOf(message)} to admit a bare pod`, detail: message });
      throw error;
    }
  },
});

/** As a key: what else is known of the owner is no part of the question. */
function plain({ kind, namespace, name }: Target): Target {
  return { kind, namespace, name };
}

async function podBody(target: Target, owner: Target, world: World): Promise<ReturnType<typeof rawPodTemplate>> {
  if (target.kind !== 'serviceaccount') return rawPodTemplate(owner, (await world.need(workloadObject, owner)).raw);
  const [group] = await world.need(podGroups, target);
  const newest = group?.newest.name;
  if (newest === undefined) return podOfServiceAccount(target.name);
  // checked through its newest pod: what that pod's own maker would give it
  const pod: Target = { kind: 'pod', namespace: target.namespace, name: newest };
  const maker = plain((await world.need(workload, pod)).owner);
  return rawPodTemplate(maker, (await world.need(workloadObject, maker)).raw);
}

/** The pod that a service account without pods would get; it passes Pod Security's `restricted`. */
function podOfServiceAccount(name: string): ReturnType<typeof rawPodTemplate> {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { generateName: 'kubectl-wi-', labels: {}, annotations: {} },
    spec: {
      serviceAccountName: name,
      restartPolicy: 'Never',
      securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'app',
          image: 'registry.k8s.io/pause:3.10',
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
    },
  };
}

/** Who refused, in the words of the message: a quota, Pod Security, another webhook, a policy. */
export function refuserOf(message: string): string {
  const webhook = /admission webhook "([^"]{1,253})" denied/.exec(message) ?? /failed calling webhook "([^"]{1,253})"/.exec(message);
  if (webhook?.[1] !== undefined) return `webhook ${webhook[1]}`;
  const policy = /ValidatingAdmissionPolicy '([^']{1,253})'/.exec(message);
  if (policy?.[1] !== undefined) return `policy ${policy[1]}`;
  if (message.includes('violates PodSecurity')) return 'Pod Security of the namespace';
  const quota = /exceeded quota: ([^,]{1,253}),/.exec(message) ?? /failed quota: ([^:]{1,253}):/.exec(message);
  if (quota?.[1] !== undefined) return `quota ${quota[1]}`;
  if (message.includes('error looking up service account')) return 'the ServiceAccount admission plugin (its account is missing)';
  return 'the API server';
}
