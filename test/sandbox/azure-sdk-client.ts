/**
 * The Azure SDKs as an application uses them: no options, everything from the environment.
 * Runs as a child of azure-sdk.test.ts, because Node reads NODE_EXTRA_CA_CERTS only at start; prints one JSON line.
 */
import { createHash } from 'node:crypto';
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
      return { names, created: created.subject, clientId: (await client.userAssignedIdentities.get(group, identity)).clientId };
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
