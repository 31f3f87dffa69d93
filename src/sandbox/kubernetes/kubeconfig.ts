/** Kubeconfig files for the cluster's users. */
import { writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import type { IssuedCertificate } from '../certificates.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Writes a kubeconfig with one context, named `sandbox`; only its owner can read it. */
export async function writeKubeconfig(
  file: string,
  { server, authorityPem, user, certificate }: { server: string; authorityPem: string; user: string; certificate: IssuedCertificate },
): Promise<void> {
  const name = 'sandbox';
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server, 'certificate-authority-data': base64(authorityPem) } }],
    users: [
      {
        name: user,
        user: { 'client-certificate-data': base64(certificate.certificatePem), 'client-key-data': base64(certificate.keyPem) },
      },
    ],
    contexts: [{ name, context: { cluster: name, user } }],
    'current-context': name,
  };
  await writeFile(file, stringify(config), { mode: 0o600 });
}
