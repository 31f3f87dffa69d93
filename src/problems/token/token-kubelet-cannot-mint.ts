import type { Target } from '../../evidence/subject.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface TokenKubeletCannotMint {
  readonly owner: Target;
  readonly pods: readonly string[];
  readonly account: string;
  readonly message: string;
}

export const tokenKubeletCannotMint = defineProblem<TokenKubeletCannotMint>({
  code: 'WI456',
  name: 'token-kubelet-cannot-mint',
  link: 'token',
  title: 'The kubelet gets no token for the pods',
  brief: 'the kubelet gets no token',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ pods, account }) => `${pods.length === 1 ? `pod ${pods[0] ?? ''} waits` : `${pods.length} pods wait`} for a token of serviceaccount/${account}, which the kubelet is refused`,
  why: () =>
    'Before a container starts, the kubelet asks the API server for the token that the volume projects. It is refused: the service account is gone, the node is not the one that the pod is bound to, or the API server makes no tokens (--service-account-issuer, --service-account-signing-key-file). The pod stays in ContainerCreating.',
  evidence: ({ message }) => [{ label: 'kubelet', value: message }],
  fix: ({ owner, pods, account }) => [
    kubectl('read what it says', 'describe', 'pod', word(pods[0], 'dns-name', 'pod'), '-n', word(owner.namespace, 'dns-name', 'namespace')),
    kubectl('try it yourself: the API server says why; the token is not kept', 'create', 'token', word(account, 'dns-name', 'service-account'), '-n', word(owner.namespace, 'dns-name', 'namespace'), '--audience', 'api://AzureADTokenExchange', '-o', 'jsonpath={.status.expirationTimestamp}'),
    note('If you are given one and the kubelet is not, look at the node: its certificate, and Node among the authorizers of the API server (--authorization-mode=Node,RBAC).'),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, pods: ['orders-7c9f-abcde'], account: 'orders', message: 'MountVolume.SetUp failed for volume "azure-identity-token" : failed to fetch token: serviceaccounts "orders" not found' },
});
