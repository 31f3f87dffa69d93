import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface ScopeInvalid {
  readonly scope: string;
  readonly description: string;
}

export const scopeInvalid = defineProblem<ScopeInvalid>({
  code: 'WI605',
  name: 'scope-invalid',
  link: 'exchange',
  title: 'The scope asked for is not one',
  brief: 'the scope is refused',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['resource-not-found'],
  what: ({ scope }) => `Entra does not take the scope ${scope}`,
  why: () => 'A scope is the identifier of a resource with /.default behind it, and the resource must be known in the tenant.',
  evidence: ({ description }) => [{ label: 'Entra', value: description }],
  fix: () => [note('For Key Vault leave --scope away; for Azure Resource Manager it is https://management.azure.com/.default.')],
  example: { scope: 'https://management.azure.com', description: 'AADSTS1002012: The provided value for scope is not valid.' },
});
