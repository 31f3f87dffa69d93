import { defineProblem } from '../problem.ts';
import { wi } from '../step.ts';

export interface DoctorRbacPartial {
  readonly needs: string;
}

export const doctorRbacPartial = defineProblem<DoctorRbacPartial>({
  code: 'WI103',
  name: 'doctor-rbac-partial',
  link: 'access',
  title: 'A right is missing to look at everything',
  brief: 'a right is missing',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: ({ needs }) => `Not looked at: ${needs}`,
  why: () => 'What could not be read is reported as unknown, never as passed or failed. Where a later link really worked, it proves the links before it, and the gap does not count.',
  fix: () => [wi('print the rights that the doctor uses', 'rbac')],
  example: { needs: 'list mutatingwebhookconfigurations.admissionregistration.k8s.io at the cluster scope' },
});
