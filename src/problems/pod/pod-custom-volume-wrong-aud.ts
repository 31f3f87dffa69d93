import type { Target } from '../../evidence/subject.ts';
import { defineProblem } from '../problem.ts';
import { word } from '../step.ts';
import { editTemplate } from '../template.ts';

export interface PodCustomVolumeWrongAud {
  readonly owner: Target;
  readonly volume: string;
  readonly audience: string;
}

export const podCustomVolumeWrongAud = defineProblem<PodCustomVolumeWrongAud>({
  code: 'WI313',
  name: 'pod-custom-volume-wrong-aud',
  link: 'pod',
  title: 'A token volume of the template\'s own has another audience',
  brief: 'an own token volume, another audience',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'token-aud-mismatch' }, { problem: 'fic-audience-mismatch' }],
  what: ({ volume, audience }) => `Volume ${volume} of the template asks for a token with audience ${audience}`,
  why: () => 'A projected token of the template\'s own, with the webhook\'s file name, takes the place of the webhook\'s; Entra then gets a token that no credential accepts (AADSTS700212).',
  evidence: ({ audience, volume }) => [
    { label: 'presented', value: audience, of: `volume ${volume}` },
    { label: 'expected', value: 'api://AzureADTokenExchange' },
  ],
  fix: ({ owner, volume }) => [editTemplate(owner, `take volume ${word(volume, 'dns-name', 'volume')} out, or set its audience to api://AzureADTokenExchange,`)],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, volume: 'azure-identity-token', audience: 'api://orders' },
});
