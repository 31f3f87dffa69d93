import { called, type IdentityRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { az, kubectl, note } from '../step.ts';

export interface IdentityCrossCloud {
  readonly identity: IdentityRef;
  readonly authorityHost: string;
  readonly origin: string;
  readonly description: string;
}

export const identityCrossCloud = defineProblem<IdentityCrossCloud>({
  code: 'WI510',
  name: 'identity-cross-cloud',
  link: 'identity',
  title: 'The identity lives in another cloud than the authority',
  brief: 'lives in another cloud',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ identity, authorityHost }) => `${called(identity)} cannot sign in at ${authorityHost}: it belongs to another cloud`,
  why: () => 'The public cloud, US Government and China each have an Entra of their own, and an identity signs in at that of its own cloud. Entra knows the tenant here, and sends it to the other one.',
  evidence: ({ authorityHost, origin, description }) => [
    { label: 'authority', value: authorityHost, of: origin },
    { label: 'Entra', value: description },
  ],
  fix: ({ origin }) => [
    note(`Correct the authority where it comes from (${origin}). The webhook sets it from AZURE_ENVIRONMENT of its ConfigMap: AzurePublicCloud, AzureUSGovernmentCloud or AzureChinaCloud.`),
    kubectl("see the webhook's", 'get', 'configmap', '-A', '-l', 'azure-workload-identity.io/system=true', '-o', 'yaml'),
    az('see which cloud the identity is in', 'cloud', 'show', '--query', 'name', '-o', 'tsv'),
  ],
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab' }, authorityHost: 'https://login.microsoftonline.us/', origin: 'env AZURE_AUTHORITY_HOST of container app, injected', description: 'AADSTS900382: Confidential Client is not supported in Cross Cloud request.' },
});
