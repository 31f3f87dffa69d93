/** A new identity in the place of one that cannot do what is asked of it: with its credential, and the roles of the former. */
import { credentialName, type Presented } from './mend.ts';
import { az, kubectl, word, type Step } from './step.ts';

interface FormerIdentity {
  readonly clientId: string;
  readonly resourceGroup?: string | undefined;
}

/** Presented without an issuer where that could not be read; the service account then still names the former identity. */
export function newIdentity(former: FormerIdentity, presented: Presented, region: readonly string[] = []): readonly Step[] {
  const group = word(former.resourceGroup, 'resource-name', 'resource-group');
  const issuer = word(presented.issuer, 'https-url', 'issuer');
  return [
    az('create an identity, under a name of your choice and in a resource group of yours; keep both ids', 'identity', 'create', '-g', group, '-n', '<new-identity>', ...region, '--query', '{clientId:clientId,principalId:principalId}', '-o', 'table'),
    ...(issuer === '<issuer>' ? [kubectl('see the issuer of the cluster', 'get', '--raw', '/.well-known/openid-configuration')] : []),
    az(
      'create its credential',
      'identity', 'federated-credential', 'create', '-g', group, '--identity-name', '<new-identity>', '--name', credentialName(presented),
      '--issuer', issuer, '--subject', word(presented.subject, 'subject', 'subject'), '--audiences', word(presented.audience, 'audience', 'audience'),
    ),
    az('see the roles of the former one', 'role', 'assignment', 'list', '--assignee', word(former.clientId, 'guid', 'client-id'), '--all', '--query', '[].{role:roleDefinitionName,scope:scope}', '-o', 'table'),
    az(
      'give the new one those that the workload needs, by its principal id; they take up to ten minutes',
      'role', 'assignment', 'create', '--role', '<role>', '--assignee-object-id', '<principal-id>', '--assignee-principal-type', 'ServicePrincipal', '--scope', '<scope>',
    ),
  ];
}
