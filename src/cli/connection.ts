import type { ConnectionFlags } from '../kube/connection-flags.ts';
import { Secret } from '../wire/secret.ts';
import type { Parsed } from './parse.ts';
import { UsageError } from './usage-error.ts';

const namespaceName = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/**
 * kubectl's connection flags as the user gave them; a token is wrapped on arrival.
 *
 * Throws UsageError for what no namespace can be called: the API server would only say that the object is not there.
 */
export function connectionOf(parsed: Parsed): ConnectionFlags {
  const token = parsed.value('token');
  const namespace = parsed.value('namespace') ?? '';
  if (namespace !== '' && !namespaceName.test(namespace)) {
    throw new UsageError(`--namespace: "${namespace}" is no name of a namespace`, 'lower-case letters, digits and dashes, at most 63');
  }
  return {
    kubeconfig: parsed.value('kubeconfig'),
    context: parsed.value('context'),
    cluster: parsed.value('cluster'),
    user: parsed.value('user'),
    namespace: parsed.value('namespace'),
    server: parsed.value('server'),
    token: token === undefined ? undefined : new Secret(token),
    as: parsed.value('as'),
    asUid: parsed.value('as-uid'),
    asGroups: parsed.values('as-group'),
    asUserExtra: parsed.values('as-user-extra'),
    certificateAuthority: parsed.value('certificate-authority'),
    clientCertificate: parsed.value('client-certificate'),
    clientKey: parsed.value('client-key'),
    tlsServerName: parsed.value('tls-server-name'),
    insecureSkipTlsVerify: parsed.on('insecure-skip-tls-verify') ? true : undefined,
    requestTimeout: parsed.value('request-timeout'),
    disableCompression: parsed.on('disable-compression') ? true : undefined,
  };
}

/** The flags that printed commands must repeat to reach the same cluster; never a credential. */
export function repeatedFlags(parsed: Parsed): readonly string[] {
  return ['context', 'kubeconfig', 'cluster', 'user', 'server'].flatMap((name) => {
    const value = parsed.value(name);
    return value === undefined ? [] : [`--${name}`, value];
  });
}
