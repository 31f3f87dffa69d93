import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface EntraTransient {
  readonly status: number;
  readonly description: string;
  readonly tries: number;
}

export const entraTransient = defineProblem<EntraTransient>({
  code: 'WI601',
  name: 'entra-transient',
  link: 'exchange',
  title: 'Entra is failing for the moment',
  brief: 'Entra is failing for the moment',
  severity: 'error',
  since: '0.1.0',
  heals: 'with-time',
  what: ({ status, tries }) => `Entra answered ${status} to the exchange${tries > 1 ? `, ${tries} times` : ''}`,
  why: () => 'Codes 90033, 90024, 90006 and 50196, 429 and 5xx are faults or throttling of the service, and say nothing about the workload.',
  evidence: ({ description }) => [{ label: 'Entra', value: description }],
  fix: () => [note('Look again in some minutes; if it lasts, see the service health of Microsoft Entra.')],
  example: { status: 503, description: 'AADSTS90033: A transient error has occurred. Please try again.', tries: 3 },
});
