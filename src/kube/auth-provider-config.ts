import { KubeConfig } from '@kubernetes/client-node';
import type { Secret } from '../wire/secret.ts';

/**
 * client-node's own view of one user with an `auth-provider`.
 *
 * In a file of its own, with the import at the top: of what is imported at run time, a bundler has to keep everything.
 */
export function authProviderConfig(provider: { readonly name: string; readonly config: ReadonlyMap<string, Secret> }): KubeConfig {
  const kubeConfig = new KubeConfig();
  const config = Object.fromEntries([...provider.config].map(([name, value]) => [name, value.reveal()]));
  kubeConfig.loadFromClusterAndUser(
    { name: 'cluster', server: 'https://cluster.invalid', skipTLSVerify: false },
    { name: 'user', authProvider: { name: provider.name, config } },
  );
  return kubeConfig;
}
