import type { Package } from './contents.ts';

const rule = '='.repeat(80);

/** THIRD_PARTY_NOTICES: what is in an executable that is not ours, each with its licence; Node's own names what is in Node. */
export function notices(packages: readonly Package[], node: { readonly version: string; readonly texts: readonly string[] }): string {
  const all = [{ name: 'Node.js', version: node.version, license: 'MIT and others, all below', texts: node.texts }, ...packages];
  const parts = all.map(({ name, version, license, texts }) => `${rule}\n${name} ${version} (${license})\n${rule}\n\n${texts.join('\n\n')}\n`);
  return ['kubectl-wi is one file with these inside. Each is under the licence that follows its name.\n', ...parts].join('\n');
}
