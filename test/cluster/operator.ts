import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { ClusterOperator, PolicyRule } from '../../src/sandbox/scenario.ts';
import type { Api } from './api.ts';
import type { ControlPlane } from './control-plane.ts';
import { until } from './deadline.ts';
import { kubeconfig } from './kubeconfig.ts';

export interface OperatorNames {
  readonly user?: string;
  readonly context?: string;
  readonly namespace?: string;
}

/** Somebody who may use the cluster, with a kubeconfig of their own. */
export interface ClusterUser {
  readonly user: string;
  /** Path of the kubeconfig file. */
  readonly kubeconfig: string;
  /** Takes the rights back and removes the file; when it returns the API server refuses the user. */
  remove(): Promise<void>;
}

const accessReview = z.looseObject({ status: z.looseObject({ allowed: z.boolean() }) });
const rbac = '/apis/rbac.authorization.k8s.io/v1';
const rbacVersion = 'rbac.authorization.k8s.io/v1';
const deadlineMs = 15_000;
let users = 0;

/**
 * Gives a user the rights of a scenario's operator, and nothing else; when it returns they are in effect.
 * User and context are named as in the simulated cluster; rules of a namespace that does not exist are left out, as there. Throws WireFailure.
 */
export async function createOperator(plane: ControlPlane, operator: ClusterOperator, names: OperatorNames = {}): Promise<ClusterUser> {
  users += 1;
  const { user = operator === 'admin' ? 'kubernetes-admin' : 'dev', context = 'sandbox', namespace } = names;
  const marker = `operator-${users}`;
  const grants = operator === 'admin' ? [] : await possible(plane.api, grantsOf(operator, marker));
  for (const grant of grants) await bestow(plane.api, grant, user);
  await inEffect(plane.api, grants, user, marker, true);

  const path = join(plane.directory, `${marker}.kubeconfig`);
  const client = plane.authority.issueClient(user, operator === 'admin' ? ['system:masters'] : ['developers']);
  const entry = { server: plane.server, certificateAuthorityPem: plane.authority.certificatePem, client, context, user };
  await writeFile(path, kubeconfig(namespace === undefined ? entry : { ...entry, namespace }), { mode: 0o600 });

  return {
    user,
    kubeconfig: path,
    remove: async () => {
      await rm(path, { force: true });
      await Promise.all(grants.flatMap(({ roles, bindings, name }) => [plane.api.remove(`${bindings}/${name}`), plane.api.remove(`${roles}/${name}`)]));
      await inEffect(plane.api, grants, user, marker, false);
    },
  };
}

interface Grant {
  readonly name: string;
  readonly namespace?: string;
  /** Paths of the collections that the role and its binding go to. */
  readonly roles: string;
  readonly bindings: string;
  readonly roleKind: 'ClusterRole' | 'Role';
  readonly rules: readonly PolicyRule[];
}

function grantsOf({ clusterRules, namespaceRules = {} }: Exclude<ClusterOperator, 'admin'>, name: string): Grant[] {
  // A right that means nothing, to see when the API server has taken note of a role and its binding.
  const marked = (rules: readonly PolicyRule[]): readonly PolicyRule[] => [...rules, { apiGroups: ['kubectl-wi.test'], resources: ['markers'], resourceNames: [name], verbs: ['get'] }];
  const cluster: Grant[] =
    clusterRules === undefined
      ? []
      : [{ name, roleKind: 'ClusterRole', roles: `${rbac}/clusterroles`, bindings: `${rbac}/clusterrolebindings`, rules: marked(clusterRules) }];
  const namespaced = Object.entries(namespaceRules).map(([namespace, rules]): Grant => {
    const root = `${rbac}/namespaces/${namespace}`;
    return { name, namespace, roleKind: 'Role', roles: `${root}/roles`, bindings: `${root}/rolebindings`, rules: marked(rules) };
  });
  return [...cluster, ...namespaced];
}

async function possible(api: Api, grants: readonly Grant[]): Promise<readonly Grant[]> {
  const namespaces = new Set((await api.list('/api/v1/namespaces')).map(({ metadata }) => metadata.name));
  return grants.filter(({ namespace }) => namespace === undefined || namespaces.has(namespace));
}

async function bestow(api: Api, { name, roles, bindings, roleKind, rules }: Grant, user: string): Promise<void> {
  await api.call('POST', roles, { body: { apiVersion: rbacVersion, kind: roleKind, metadata: { name }, rules } });
  await api.call('POST', bindings, {
    body: {
      apiVersion: rbacVersion,
      kind: `${roleKind}Binding`,
      metadata: { name },
      subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: user }],
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: roleKind, name },
    },
  });
}

async function inEffect(api: Api, grants: readonly Grant[], user: string, marker: string, expected: boolean): Promise<void> {
  await Promise.all(
    grants.map(({ namespace }) =>
      until(`rights of ${user}`, deadlineMs, async () => {
        const resourceAttributes = { group: 'kubectl-wi.test', resource: 'markers', verb: 'get', name: marker, ...(namespace === undefined ? {} : { namespace }) };
        const answer = await api.call('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
          body: { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', spec: { user, resourceAttributes } },
        });
        return accessReview.parse(answer).status.allowed === expected ? true : undefined;
      }),
    ),
  );
}
