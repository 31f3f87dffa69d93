import { createHash } from 'node:crypto';

import type { BuildInfo } from './bundle.ts';
import type { Package } from './contents.ts';

/** The Node in an executable, as a package of npm. */
export type BundledNode = Omit<Package, 'texts'>;

/** The bill of materials in CycloneDX 1.6: what is bundled, and the Node of each target, with licences and hashes. */
export function sbom(info: BuildInfo, packages: readonly Package[], nodes: readonly BundledNode[]): string {
  const own = `pkg:github/kubectl-wi/kubectl-wi@v${info.version}`;
  const components = [...nodes.map((node) => component(node, 'platform')), ...packages.map((one) => component(one, 'library'))];
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(`${own} ${info.commit} ${components.map((one) => one['bom-ref']).join(' ')}`)}`,
    version: 1,
    metadata: {
      timestamp: info.date,
      component: {
        type: 'application',
        'bom-ref': own,
        name: 'kubectl-wi',
        version: info.version,
        licenses: [{ license: { id: 'Apache-2.0' } }],
        purl: own,
        properties: [{ name: 'git:commit', value: info.commit }],
      },
    },
    components,
    dependencies: [{ ref: own, dependsOn: components.map((one) => one['bom-ref']) }],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function component({ name, version, license, integrity }: BundledNode, type: 'platform' | 'library') {
  const [scope, inScope] = name.startsWith('@') ? name.split('/', 2) : [undefined, name];
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return {
    type,
    'bom-ref': purl,
    ...(scope === undefined ? {} : { group: scope }),
    name: inScope ?? name,
    version,
    hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex') }],
    licenses: [{ license: { id: license } }],
    purl,
  };
}

/** A UUID that follows from the content, so that the same commit gives the same document. */
function uuidOf(content: string): string {
  const hash = createHash('sha256').update(content).digest();
  // version 8: by a rule of one's own (RFC 9562)
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
