/** SelfSubjectAccessReview and its kin: questions about rights, answered from the same rules as requests. */
import type { User } from './authentication.ts';
import { authorize, grantsOf } from './authorization.ts';
import type { Attributes } from './authorization.ts';
import { isRecord, valueAt } from './objects.ts';
import type { ClusterState } from './state.ts';
import { badRequest, unknownResource } from './status.ts';

/** The answer to a posted review, as the API server completes it. */
export function answerReview(state: ClusterState, user: User, resource: string, body: Record<string, unknown>): Record<string, unknown> {
  switch (resource) {
    case 'selfsubjectreviews':
      return { ...body, metadata: { creationTimestamp: state.clock.now() }, status: { userInfo: { username: user.name, groups: user.groups } } };
    case 'selfsubjectaccessreviews':
      return { ...body, status: decided(state, user, body['spec']) };
    case 'subjectaccessreviews':
      return { ...body, status: decided(state, userIn(body['spec']), body['spec']) };
    case 'selfsubjectrulesreviews':
      return { ...body, status: rulesOf(state, user, String(valueAt(body, 'spec.namespace') ?? '')) };
    default:
      throw unknownResource();
  }
}

function decided(state: ClusterState, user: User, spec: unknown): Record<string, unknown> {
  const { allowed, reason } = authorize(state, user, attributesIn(spec));
  return reason === '' ? { allowed } : { allowed, reason };
}

function attributesIn(spec: unknown): Attributes {
  const path = valueAt(spec, 'nonResourceAttributes');
  if (isRecord(path)) return { verb: String(path['verb'] ?? ''), path: String(path['path'] ?? '') };
  const asked = valueAt(spec, 'resourceAttributes');
  if (!isRecord(asked)) throw badRequest('exactly one of nonResourceAttributes or resourceAttributes must be specified');
  const text = (key: string) => String(asked[key] ?? '');
  return {
    verb: text('verb'),
    group: text('group'),
    resource: text('resource'),
    subresource: text('subresource'),
    namespace: text('namespace'),
    name: text('name'),
  };
}

function userIn(spec: unknown): User {
  const groups = valueAt(spec, 'groups');
  return { name: String(valueAt(spec, 'user') ?? ''), groups: Array.isArray(groups) ? groups.map(String) : [] };
}

function rulesOf(state: ClusterState, user: User, namespace: string): Record<string, unknown> {
  const everything = { verbs: ['*'], apiGroups: ['*'], resources: ['*'] };
  const rules = grantsOf(state, user, namespace).map(({ rule }) => rule);
  return {
    incomplete: false,
    resourceRules: user.groups.includes('system:masters') ? [everything] : rules.filter((rule) => rule.nonResourceURLs === undefined),
    nonResourceRules: rules.flatMap(({ verbs, nonResourceURLs }) => (nonResourceURLs === undefined ? [] : [{ verbs, nonResourceURLs }])),
  };
}
