import { known, unknown, type Answer } from './answer.ts';
import { configMap } from './kubernetes-shapes.ts';
import { notFound } from './not-found.ts';
import { defineQuestion, type World } from './question.ts';
import type { Target, TargetSubject } from './subject.ts';
import { authorityHostVariable, clientIdVariable, tenantIdVariable, tokenFileVariable } from './workload-identity-keys.ts';
import { workload } from './workload.ts';

const injectedVariables = [clientIdVariable, tenantIdVariable, tokenFileVariable, authorityHostVariable];

/** By name of the ConfigMap, its values for variables that the webhook injects too; others are left behind. */
export type EnvironmentMaps = { readonly [name: string]: { readonly [variable: string]: string } };

type EnvironmentKey = { readonly target: Target; readonly many: boolean };

/** The ConfigMaps from which containers of the template take their environment (`envFrom`); of Secrets none is read. */
export const environmentMaps = defineQuestion({
  name: 'environment of ConfigMaps',
  rights: [{ where: 'cluster', verb: 'get', group: '', resource: 'configmaps', scope: 'namespace', power: 'read' }],
  key: ({ target, wishes }: TargetSubject): EnvironmentKey => ({ target, many: wishes.many === true }),
  async ask({ target, many }, world): Promise<Answer<EnvironmentMaps>> {
    if (many) return unknown({ reason: 'not-asked', needs: `a run for ${target.kind}/${target.name} alone` });
    const { template } = await world.need(workload, target);
    const names = [...new Set((template?.containers ?? []).flatMap(({ configMaps = [] }) => configMaps))];
    const maps = await Promise.all(names.map(async (name) => [name, await injectedOf(target.namespace, name, world)] as const));
    return known(Object.fromEntries(maps));
  },
});

async function injectedOf(namespace: string, name: string, world: World): Promise<{ readonly [variable: string]: string }> {
  try {
    const { data } = await world.kube.get(`/api/v1/namespaces/${encodeURIComponent(namespace)}/configmaps/${encodeURIComponent(name)}`, configMap);
    return Object.fromEntries(Object.entries(data ?? {}).filter(([variable]) => injectedVariables.includes(variable)));
  } catch (error) {
    // one that is optional may be missing
    if (notFound(error) !== undefined) return {};
    throw error;
  }
}
