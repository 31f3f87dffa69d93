import type { Target } from '../../evidence/subject.ts';
import { defineProblem } from '../problem.ts';
import { skipOnly } from '../template.ts';

export interface ProxySkipsItself {
  readonly owner: Target;
  readonly list: string;
}

export const proxySkipsItself = defineProblem<ProxySkipsItself>({
  code: 'WI271',
  name: 'proxy-skips-itself',
  link: 'webhook',
  title: 'The proxy is in skip-containers',
  brief: 'the proxy itself is in skip-containers',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: () => 'azwi-proxy is named in skip-containers, so the proxy has no tenant and no token itself',
  why: () => 'The webhook injects the proxy first and then passes over every container of that list. The proxy ends with "AZURE_TENANT_ID not set" and is started again, forever.',
  evidence: ({ list }) => [{ label: 'annotation', value: `azure.workload.identity/skip-containers: ${JSON.stringify(list)}`, of: 'the template' }],
  fix: ({ owner, list }) => [skipOnly(owner, list.split(';').map((name) => name.trim()).filter((name) => name !== '' && name !== 'azwi-proxy'), 'take azwi-proxy out of the annotation azure.workload.identity/skip-containers')],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, list: 'azwi-proxy' },
});
