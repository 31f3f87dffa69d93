import type { Target } from '../../evidence/subject.ts';
import { defineProblem } from '../problem.ts';
import { note, word } from '../step.ts';
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
  title: 'The template brings its own token volume, with another audience',
  brief: 'an own token volume, another audience',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'token-aud-mismatch' }, { problem: 'fic-audience-mismatch' }],
  what: ({ volume, audience }) => `Volume ${volume} of the template asks for a token with audience ${audience}`,
  why: () =>
    'A webhook before 1.6 adds no token volume where the template has one with a file azure-identity-token; a template can also name a file of its own in AZURE_FEDERATED_TOKEN_FILE. ' +
    'The application then reads the token of that volume, and no federated credential of the identity accepts its audience (AADSTS700212).',
  evidence: ({ audience, volume }) => [
    { label: 'presented', value: audience, of: `volume ${volume}` },
    { label: 'expected', value: 'api://AzureADTokenExchange', of: "the webhook's default" },
  ],
  fix: ({ owner, volume, audience }) => [
    editTemplate(owner, `take volume ${word(volume, 'dns-name', 'volume')} out of volumes, every mount of it out of volumeMounts, and AZURE_FEDERATED_TOKEN_FILE out of env where it is set (the webhook adds its own)`),
    note('Or keep the volume, and set the audience of its serviceAccountToken to api://AzureADTokenExchange.'),
    note(`Or, where the application needs a token for ${word(audience, 'audience', 'audience')} besides: give that volume another name, its mounts another mountPath and its token another path, and leave AZURE_FEDERATED_TOKEN_FILE to the webhook.`),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, volume: 'azure-identity-token', audience: 'api://orders' },
});
