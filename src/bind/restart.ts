import { isSetByTemplate } from '../evidence/logins.ts';
import { isInjected, valueOf, wiredContainers } from '../evidence/pod-shape.ts';
import type { Container, PodGroup } from '../evidence/subject.ts';
import { objectPath } from '../evidence/workload-collections.ts';
import { clientIdVariable, tenantIdVariable } from '../evidence/workload-identity-keys.ts';
import { recreatePods } from '../problems/mend.ts';
import { mountsClass } from './csi.ts';
import type { Facts } from './facts.ts';
import { unchanged, type PlannedChange } from './plan.ts';

const part = 'pods';

/** New pods where only the pods are out of date: a template that is right already does not replace them. Undefined where there are none, or where the template changes and so makes them anew. */
export function planRestart(facts: Facts, templateChanges: boolean): PlannedChange | undefined {
  const { workload, groups, request, at } = facts;
  const { owner, target, template } = workload;
  if (templateChanges || template === undefined || target.kind === 'serviceaccount' || owner.kind === 'cronjob') return undefined;
  const count = groups.filter((group) => group.current && isStale(group, facts)).reduce((sum, { pods }) => sum + pods.length, 0);
  if (count === 0) return undefined;
  const object = `${owner.kind}/${owner.name}`;
  const pods = `${count} ${count === 1 ? 'pod' : 'pods'}`;
  const steps = recreatePods(owner, []);
  const restarts = owner.standsStill === undefined && ['deployment', 'statefulset', 'daemonset'].includes(owner.kind);
  if (!restarts) return unchanged(part, object, `${pods} made before: ${steps.map(({ title }) => title).join('; ')}`);
  if (!request.restart) return unchanged(part, object, `${pods} made before: --restart makes them anew.`);
  return {
    change: { part, action: 'update', object, fields: [], notes: [`This restarts ${pods} that were made before.`], steps },
    deed: { kind: 'restart', path: objectPath(owner), at },
  };
}

/** Whether pods have something else than what the webhook would give them once the plan is carried out. */
function isStale({ shape }: PodGroup, { workload, identity, csi }: Facts): boolean {
  if (csi?.asked === true) return !mountsClass(shape, csi.request.name);
  const differs = (container: Container, variable: string, wanted: string | undefined): boolean =>
    wanted !== undefined && !isSetByTemplate(workload, container, variable) && valueOf(container, variable)?.toLowerCase() !== wanted.toLowerCase();
  return wiredContainers(shape).some(
    (container) => !isInjected(shape, container) || differs(container, clientIdVariable, identity.clientId) || differs(container, tenantIdVariable, identity.tenantId),
  );
}
