import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface TokenClockSkew {
  readonly description: string;
  readonly skewSeconds?: number;
}

export const tokenClockSkew = defineProblem<TokenClockSkew>({
  code: 'WI452',
  name: 'token-clock-skew',
  link: 'token',
  title: 'Entra sees the token outside its time',
  brief: 'outside its time for Entra',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: () => 'Entra says that the token just made is not within its time',
  why: ({ skewSeconds }) => `The token was made seconds ago, so the clock of the API server and that of Entra disagree.${skewSeconds === undefined ? '' : ` Seen from here the API server is off by ${skewSeconds} s.`}`,
  evidence: ({ description }) => [{ label: 'Entra', value: description }],
  fix: () => [note('Set the clock of the control plane nodes (NTP).')],
  example: { description: 'AADSTS700024: Client assertion is not within its valid time range.' },
});
