import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface KvThrottled {
  readonly vault: string;
  readonly message: string;
}

export const kvThrottled = defineProblem<KvThrottled>({
  code: 'WI722',
  name: 'kv-throttled',
  link: 'key-vault',
  title: 'The vault is asked too often',
  brief: 'the vault is asked too often',
  severity: 'error',
  since: '0.1.0',
  heals: 'with-time',
  what: ({ vault }) => `${vault} refuses further requests for now (429)`,
  why: () => 'A vault takes 4,000 reads in ten seconds, from everybody together. Pods that read at every request, and secrets store drivers that renew many objects at once, go over it.',
  evidence: ({ message }) => [{ label: 'vault', value: message }],
  fix: () => [note('Wait, and look again. If it comes back: cache secrets in the application, list fewer objects in a class, lengthen the rotation poll interval of the driver, or spread the workloads over several vaults.')],
  example: { vault: 'kv-shop', message: 'Request was not processed because too many requests were received.' },
});
