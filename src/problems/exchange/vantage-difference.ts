import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface VantageDifference {
  readonly host: string;
  readonly clientAddress?: string;
}

export const vantageDifference = defineProblem<VantageDifference>({
  code: 'WI603',
  name: 'vantage-difference',
  link: 'exchange',
  title: 'This machine stands elsewhere than the pod',
  brief: 'this machine stands elsewhere',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: ({ clientAddress, host }) => `Only this machine${clientAddress === undefined ? '' : ` (${clientAddress})`} may be kept out of ${host}; the pod may be let in`,
  why: () => 'The vault sees the address of whoever asks. What it refuses this machine says nothing about the pod\'s own address.',
  fix: () => [note('If the application works, nothing needs mending.')],
  example: { host: 'kv-shop.vault.azure.net', clientAddress: '203.0.113.7' },
});
