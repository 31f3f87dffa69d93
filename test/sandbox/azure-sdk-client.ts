/**
 * The Azure SDKs as an application uses them: no options, everything from the environment.
 * Runs as a child of azure-sdk.test.ts, because Node reads NODE_EXTRA_CA_CERTS only at start; prints one JSON line.
 */
import { createHash } from 'node:crypto';
import { AuthorizationManagementClient } from '@azure/arm-authorization';
import { ManagedServiceIdentityClient } from '@azure/arm-msi';
import { AzureCliCredential, WorkloadIdentityCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';

const [task = '', ...args] = process.argv.slice(2);

async function run(): Promise<unknown> {
  switch (task) {
    case 'read': {
      const [vaultUrl = '', name = ''] = args;
      const secret = await new SecretClient(vaultUrl, new WorkloadIdentityCredential()).getSecret(name);
      return { digest: createHash('sha256').update(secret.value ?? '').digest('hex') };
    }
    case 'credentials': {
      const [subscription = '', group = '', identity = ''] = args;
      const client = new ManagedServiceIdentityClient(new AzureCliCredential(), subscription);
      const names: (string | undefined)[] = [];
      for await (const item of client.federatedIdentityCredentials.list(group, identity)) names.push(item.name);
      const created = await client.federatedIdentityCredentials.createOrUpdate(group, identity, 'fic-created', { issuer: 'https://issuer.example/', subject: 'system:serviceaccount:a:b', audiences: ['api://AzureADTokenExchange'] });
      await client.federatedIdentityCredentials.delete(group, identity, 'fic-created');
      const made = await client.userAssignedIdentities.createOrUpdate(group, 'id-made', { location: 'westeurope', tags: { by: 'test' } });
      const found = await client.userAssignedIdentities.get(group, 'id-made');
      return { names, created: created.subject, isFound: found.clientId === made.clientId && found.principalId === made.principalId, tags: found.tags, clientId: (await client.userAssignedIdentities.get(group, identity)).clientId };
    }
    case 'assignments': {
      const [subscription = '', scope = '', principal = ''] = args;
      const { roleAssignments } = new AuthorizationManagementClient(new AzureCliCredential(), subscription);
      const name = '55555555-5555-4555-8555-555555555555';
      const roleDefinitionId = `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6`;
      const give = async (): Promise<string> => {
        try {
          return (await roleAssignments.create(scope, name, { roleDefinitionId, principalId: principal, principalType: 'ServicePrincipal' })).scope ?? '';
        } catch (error) {
          return (error as Described).code ?? '';
        }
      };
      const outcomes = [await give(), await give()];
      const listed: (string | undefined)[] = [];
      for await (const item of roleAssignments.listForScope(scope, { filter: 'atScope()' })) listed.push(item.name);
      await roleAssignments.delete(scope, name);
      const left: (string | undefined)[] = [];
      for await (const item of roleAssignments.listForScope(scope)) left.push(item.name);
      return { outcomes, listed: listed.includes(name), left: left.includes(name) };
    }
    default:
      throw new RangeError(`unknown task ${task}`);
  }
}

interface Described {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly statusCode?: number;
  readonly details?: { readonly error?: { readonly innerError?: { readonly code?: string } } };
}

run().then(
  (result) => console.log(JSON.stringify({ result })),
  (error: Described) => {
    const { name, message, code, statusCode, details } = error;
    console.log(JSON.stringify({ error: { name, message, code, statusCode, inner: details?.error?.innerError?.code } }));
  },
);
