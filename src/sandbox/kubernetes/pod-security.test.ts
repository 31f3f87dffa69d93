import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Pod, PodSpec } from './objects.ts';
import { podSecurityViolations } from './pod-security.ts';

const pod = (spec: Partial<PodSpec>): Pod => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [], ...spec } });
const hardened = { allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' } };

describe('Pod Security', () => {
  it('words what restricted refuses as the API server does', () => {
    assert.deepEqual(podSecurityViolations(pod({ containers: [{ name: 'c', securityContext: { privileged: true, runAsUser: 0 } }] }), 'restricted'), [
      'privileged (container "c" must not set securityContext.privileged=true)',
      'allowPrivilegeEscalation != false (container "c" must set securityContext.allowPrivilegeEscalation=false)',
      'unrestricted capabilities (container "c" must set securityContext.capabilities.drop=["ALL"])',
      'runAsNonRoot != true (pod or container "c" must set securityContext.runAsNonRoot=true)',
      'runAsUser=0 (container "c" must not set runAsUser=0)',
      'seccompProfile (pod or container "c" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
    ]);
  });

  it('lets a hardened pod pass, with what the pod sets for its containers', () => {
    assert.deepEqual(podSecurityViolations(pod({ containers: [{ name: 'c', securityContext: hardened }] }), 'restricted'), []);
    const { runAsNonRoot, seccompProfile, ...container } = hardened;
    const spec = { containers: [{ name: 'c', securityContext: container }], securityContext: { runAsNonRoot, seccompProfile } };
    assert.deepEqual(podSecurityViolations(pod(spec), 'restricted'), []);
  });

  it('refuses only added capabilities and host access at baseline', () => {
    const spec = { hostNetwork: true, containers: [{ name: 'c', securityContext: { capabilities: { add: ['SYS_PTRACE', 'CHOWN'] } } }] };
    assert.deepEqual(podSecurityViolations(pod(spec), 'baseline'), [
      'non-default capabilities (container "c" must not include "SYS_PTRACE" in securityContext.capabilities.add)',
      'host namespaces (hostNetwork=true)',
    ]);
    assert.deepEqual(podSecurityViolations(pod({ containers: [{ name: 'c' }] }), 'baseline'), []);
  });

  it('refuses nothing where the level is privileged', () => {
    assert.deepEqual(podSecurityViolations(pod({ hostPID: true }), 'privileged'), []);
  });
});
