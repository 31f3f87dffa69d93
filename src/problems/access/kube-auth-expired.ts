import { az, kubectl } from '../step.ts';
import { defineProblem } from '../problem.ts';

export interface KubeAuthExpired {
  readonly server: string;
}

export const kubeAuthExpired = defineProblem<KubeAuthExpired>({
  code: 'WI102',
  name: 'kube-auth-expired',
  link: 'access',
  title: 'The API server refuses the caller\'s credentials',
  brief: 'credentials refused',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ server }) => `${server} refuses the credentials of the kubeconfig`,
  why: () => 'The token or certificate that the kubeconfig gives has expired or is of another cluster. For AKS with Entra, signing in again is enough.',
  fix: () => [az('sign in again', 'login'), kubectl('try it without this tool', 'auth', 'whoami')],
  example: { server: 'https://aks-prod.example:443' },
});
