import type { Target } from '../../evidence/subject.ts';
import { defineProblem } from '../problem.ts';
import { word } from '../step.ts';
import { editTemplate } from '../template.ts';

export interface TokenLifetimeTooLong {
  readonly owner: Target;
  readonly volume: string;
  readonly seconds: number;
}

export const tokenLifetimeTooLong = defineProblem<TokenLifetimeTooLong>({
  code: 'WI454',
  name: 'token-lifetime-too-long',
  link: 'token',
  title: 'The token lives longer than Entra accepts',
  brief: 'lives longer than 25 hours',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ volume, seconds }) => `A token as volume ${volume} asks for it lives for ${seconds} seconds`,
  why: () => 'Entra refuses a token that lives for more than 25 hours (AADSTS70023).',
  fix: ({ owner, volume }) => [editTemplate(owner, `set expirationSeconds of volume ${word(volume, 'dns-name', 'volume')} to 86400 at most`)],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, volume: 'azure-identity-token', seconds: 172800 },
});
