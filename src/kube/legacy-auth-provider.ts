import type { KubeConfig } from '@kubernetes/client-node';
import { Secret } from '../wire/secret.ts';
import { KubeConfigError } from './kube-config-error.ts';

const known = new Set(['oidc', 'gcp', 'azure']);

/**
 * Makes the Authorization header of a user with an `auth-provider`, the way before credential plugins.
 *
 * client-node still has the authenticators and is loaded for this alone. What it refreshes lives as long as the
 * returned function and is not written back to the kubeconfig. Throws KubeConfigError; the library's own error texts
 * may quote a command's output, so they are not used.
 */
export function legacyAuthenticator(
  user: string,
  provider: { readonly name: string; readonly config: ReadonlyMap<string, Secret> },
): () => Promise<Secret> {
  if (!known.has(provider.name)) {
    throw new KubeConfigError(
      `no Auth Provider found for name ${JSON.stringify(provider.name)}`,
      `user ${JSON.stringify(user)} needs an exec credential plugin instead`,
    );
  }
  let loaded: Promise<KubeConfig> | undefined;
  let asked: Promise<Secret> | undefined;
  const ask = async (): Promise<Secret> => {
    const options: { headers: Record<string, string> } = { headers: {} };
    try {
      loaded ??= load(provider);
      await (await loaded).applyToHTTPSOptions(options);
    } catch {
      throw noToken(user, provider.name);
    }
    const header = options.headers['Authorization'];
    if (header === undefined) throw noToken(user, provider.name);
    return new Secret(header);
  };
  // One at a time: a refresh token is often good for one use.
  return () => {
    asked ??= ask().finally(() => {
      asked = undefined;
    });
    return asked;
  };
}

async function load(provider: { readonly name: string; readonly config: ReadonlyMap<string, Secret> }): Promise<KubeConfig> {
  const { authProviderConfig } = await import('./auth-provider-config.ts');
  return authProviderConfig(provider);
}

function noToken(user: string, provider: string): KubeConfigError {
  return new KubeConfigError(
    `getting credentials: auth provider ${JSON.stringify(provider)} of user ${JSON.stringify(user)} gave no token`,
    'log in again, or move this user to an exec credential plugin (for AKS: kubelogin convert-kubeconfig)',
    4,
  );
}
