import { defineProblem } from '../problem.ts';
import { wi, word } from '../step.ts';

export interface DoctorNoTokenrequest {
  readonly namespace: string;
  readonly serviceAccount: string;
}

export const doctorNoTokenrequest = defineProblem<DoctorNoTokenrequest>({
  code: 'WI104',
  name: 'doctor-no-tokenrequest',
  link: 'access',
  title: 'No right to ask for a token of the service account',
  brief: 'no leave to create a token',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: ({ namespace, serviceAccount }) => `No leave to create a token for serviceaccount/${serviceAccount} in namespace ${namespace}`,
  why: () => 'Without a token of the workload neither the exchange nor the vault can be tried, so the chain is judged by what can be read.',
  fix: ({ namespace, serviceAccount }) => [
    wi('print the rights that the doctor uses', 'rbac', '-n', word(namespace, 'dns-name', 'namespace'), '--service-account', word(serviceAccount, 'dns-name', 'service-account')),
  ],
  example: { namespace: 'shop', serviceAccount: 'orders' },
});
