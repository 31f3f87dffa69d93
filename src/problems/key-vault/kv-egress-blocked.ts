import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface KvEgressBlocked {
  readonly host: string;
  readonly detail: string;
}

export const kvEgressBlocked = defineProblem<KvEgressBlocked>({
  code: 'WI718',
  name: 'kv-egress-blocked',
  link: 'key-vault',
  title: 'The vault cannot be reached',
  brief: 'the vault gives no answer here',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ host }) => `The pods cannot reach ${host}`,
  why: () =>
    'A firewall, a route or a network policy keeps them from the vault, or its name leads to a private endpoint that is gone. Entra was reached, so the pods can have a token and still wait for the vault: context deadline exceeded, i/o timeout.',
  evidence: ({ detail, host }) => [{ label: 'seen here', value: detail, of: host }],
  fix: ({ host }) => [
    kubectl('try it where the pods are', 'run', 'reach-vault', '--rm', '-i', '--restart=Never', '-n', '<namespace>', '--image=curlimages/curl', '--', '-sS', '-m', '10', '-o', '/dev/null', '-w', '%{http_code} %{remote_ip}', word(`https://${host}/`, 'https-url', 'vault-address')),
    note('Any HTTP status will do. Without one let the cluster reach *.vault.azure.net:443, or the address of the private endpoint.'),
  ],
  example: { host: 'kv-shop.vault.azure.net', detail: 'ETIMEDOUT' },
});
