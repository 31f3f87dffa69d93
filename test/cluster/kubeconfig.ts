import type { IssuedCertificate } from '../../src/sandbox/certificates.ts';

export interface KubeconfigEntry {
  readonly server: string;
  readonly certificateAuthorityPem: string;
  /** What the user shows: a client certificate, or a bearer token. */
  readonly client: IssuedCertificate | { readonly token: string };
  readonly context: string;
  readonly user: string;
  readonly namespace?: string;
}

/** A kubeconfig with one context and everything inline; JSON is YAML, so every reader takes it. */
export function kubeconfig({ server, certificateAuthorityPem, client, context, user, namespace }: KubeconfigEntry): string {
  const base64 = (pem: string): string => Buffer.from(pem).toString('base64');
  const credentials = 'token' in client ? client : { 'client-certificate-data': base64(client.certificatePem), 'client-key-data': base64(client.keyPem) };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': context,
    clusters: [{ name: context, cluster: { server, 'certificate-authority-data': base64(certificateAuthorityPem) } }],
    users: [{ name: user, user: credentials }],
    contexts: [{ name: context, context: { cluster: context, user, ...(namespace === undefined ? {} : { namespace }) } }],
  });
}
